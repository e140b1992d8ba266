import { listFilterKeys } from '@voicehooks/core';
import { z } from 'zod';
import { filterValues } from '../../pipeline/filter-values.ts';
import { timeText } from '../list.ts';
import { type Route, route } from '../route.ts';

const list = route({
	method: 'get',
	path: '/v1/filter-values',
	tag: 'Subscriptions',
	summary: 'List the values a filter could have',
	description: 'Those seen in events so far, newest first: what dropdowns of the platforms show.',
	scope: 'read',
	query: z.object({
		field: z.enum(listFilterKeys),
		source_id: z.string().max(64).optional(),
		q: z.string().max(200).optional().describe('A part of the value.'),
	}),
	responses: {
		200: {
			description: 'One page of values.',
			schema: z.object({
				data: z.array(
					z.object({
						value: z.string(),
						last_seen_at: z.iso.datetime(),
						source_ids: z.array(z.string()),
					}),
				),
				next_cursor: z.null(),
				has_more: z.literal(false),
			}),
		},
	},
	handle: async ({ context, caller, query }) => {
		const { field, q, source_id: sourceId = null } = query;
		const contains = q === undefined || q === '' ? null : q;
		const values = await filterValues(context, caller.orgId, { field, sourceId, contains });
		const data = values.map(({ value, lastSeenAt, sourceIds }) => ({
			value,
			last_seen_at: timeText(lastSeenAt),
			source_ids: sourceIds,
		}));
		return { status: 200, body: { data, next_cursor: null, has_more: false } };
	},
});

export const filterValueRoutes: readonly Route[] = [list];

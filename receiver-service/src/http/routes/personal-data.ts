import { z } from 'zod';
import {
	erasePersonalData,
	exportPersonalData,
	type Person,
	previewPersonalData,
} from '../../pipeline/personal-data.ts';
import { phoneOrRefuse } from '../message-query.ts';
import { type Route, route } from '../route.ts';
import { says } from '../validate.ts';

const tag = 'Personal data';

const personSchema = z
	.object({
		phone: z
			.string()
			.min(3)
			.max(40)
			.optional()
			.describe('Any spelling; national ones are read as French.'),
		email: z.email().max(254).optional(),
	})
	.refine(
		({ phone, email }) => phone !== undefined || email !== undefined,
		says({ en: 'give a phone, an email, or both', fr: 'indiquez phone, email ou les deux' }),
	);

const count = z.number().int();
const countsSchema = z
	.object({
		messages: count,
		deliveries: count,
		open_deliveries: count,
		attempts: count,
		receipts: count,
		samples: count,
		filter_values: count,
		sandbox_requests: count,
		idempotency_records: count,
		call_contexts: count,
	})
	.meta({ id: 'PersonalDataCounts', description: 'What is kept about a person, by table.' });

/** Phones are compared as E.164 (contract). */
const personOf = ({ phone, email }: z.output<typeof personSchema>): Person => ({
	phone: phone === undefined ? null : phoneOrRefuse(phone),
	email: email ?? null,
});

const previewRoute = route({
	method: 'post',
	path: '/v1/personal-data/preview',
	audit: null,
	tag,
	summary: 'Count what is kept about a person',
	scope: 'admin',
	body: personSchema,
	responses: { 200: { description: 'Counts by table.', schema: countsSchema } },
	handle: async ({ context, caller, body }) => ({
		status: 200,
		body: await previewPersonalData(context, caller.orgId, personOf(body)),
	}),
});

const records = z.array(z.record(z.string(), z.unknown()));

const exportRoute = route({
	method: 'post',
	path: '/v1/personal-data/export',
	tag,
	summary: 'Export everything kept about a person',
	scope: 'admin',
	body: personSchema,
	responses: {
		200: {
			description: 'Everything found, opened.',
			schema: z.object({
				exported_at: z.string(),
				counts: countsSchema,
				truncated: z.boolean(),
				messages: records,
				deliveries: records,
				receipts: records,
				samples: records,
				sandbox_requests: records,
				call_contexts: records,
			}),
		},
	},
	handle: async ({ context, caller, body }) => ({
		status: 200,
		body: await exportPersonalData(context, caller.orgId, personOf(body)),
		headers: { 'content-disposition': 'attachment; filename="personal-data.json"' },
	}),
});

const eraseRoute = route({
	method: 'post',
	path: '/v1/personal-data/erase',
	tag,
	summary: 'Erase everything kept about a person',
	description:
		'Across receipts, messages, deliveries, attempts, samples, filter values, the sandbox and idempotency records; open deliveries end canceled. Cannot be undone. Keyed hashes stay, so that a vendor cannot bring an erased event back by sending it again.',
	scope: 'admin',
	body: personSchema,
	responses: { 200: { description: 'What was erased, by table.', schema: countsSchema } },
	handle: async ({ context, caller, body }) => ({
		status: 200,
		body: await erasePersonalData(context, caller.orgId, personOf(body)),
	}),
});

export const personalDataRoutes: readonly Route[] = [previewRoute, exportRoute, eraseRoute];

import {
	type CatalogueEntry,
	catalogue,
	categories,
	type FieldKind,
	languages,
} from '@voicehooks/core';
import { z } from 'zod';
import { notFound } from '../../domain/not-found.ts';
import type { CapturedSample } from '../../domain/types.ts';
import type { Context } from '../../pipeline/context.ts';
import { ownSource } from '../../pipeline/own.ts';
import { knownVendor } from '../../pipeline/sources.ts';
import { type Caller, type Route, route } from '../route.ts';

const tag = 'Event types';

const localized = z.object(Object.fromEntries(languages.map((language) => [language, z.string()])));
const kinds = [
	'identifier',
	'text',
	'long_text',
	'integer',
	'decimal',
	'boolean',
	'date',
	'datetime',
	'phone',
	'email',
	'url',
	'list',
	'object',
] as const satisfies readonly FieldKind[];
const fieldSchema = z
	.object({
		path: z.string().describe('As in the hook body; inside a list it starts at its item.'),
		label: localized,
		kind: z.enum(kinds),
		unit: z.enum(['seconds', 'credits', 'questions', 'ratio']).optional(),
		documented: z
			.boolean()
			.optional()
			.describe('False where the vendor shows it nowhere on this event.'),
		optional: z.boolean().optional().describe('True where a body may lack it.'),
		get children() {
			return z.array(fieldSchema).optional();
		},
	})
	.meta({ id: 'Field', description: 'What people read beside the schema.' });

const eventTypeSchema = z
	.object({
		type: z.string(),
		vendor: z.string(),
		event: z.string(),
		category: z.enum(categories),
		label: localized,
		description: localized,
		schema: z.record(z.string(), z.unknown()).describe('JSON Schema of the hook body.'),
		sample: z.record(z.string(), z.unknown()).describe('A whole hook body.'),
		provenance: z
			.enum(['documented', 'captured', 'inferred'])
			.describe('Printed by the vendor, seen in a real delivery to a source of yours, or assumed.'),
		fields: z.array(fieldSchema).describe('Empty where the vendor documents no payload.'),
	})
	.meta({ id: 'EventType' });

const sourceParameter = z
	.string()
	.max(64)
	.optional()
	.describe('Show what this source captured; default: any source of yours.');

/** The newest captured sample of each type. */
const samplesOf = async (
	context: Context,
	caller: Caller,
	sourceId: string | undefined,
): Promise<ReadonlyMap<string, CapturedSample>> => {
	if (sourceId !== undefined) ownSource(context, caller.orgId, sourceId);
	const newest = new Map<string, CapturedSample>();
	for (const sample of await context.store.listSamples(caller.orgId)) {
		if (sourceId !== undefined && sample.sourceId !== sourceId) continue;
		const known = newest.get(sample.type);
		if (known === undefined || known.capturedAt < sample.capturedAt)
			newest.set(sample.type, sample);
	}
	return newest;
};

/** What a source really received is a truer sample than what its vendor printed. */
const withSample = (entry: CatalogueEntry, captured: CapturedSample | undefined) =>
	captured === undefined
		? entry
		: { ...entry, sample: JSON.parse(captured.body), provenance: 'captured' };

const list = route({
	method: 'get',
	path: '/v1/event-types',
	tag,
	summary: 'List event types',
	scope: 'read',
	query: z.object({ vendor: z.string().max(64).optional(), source_id: sourceParameter }),
	responses: {
		200: {
			description: 'Every event type, in the order of the vendors. One page.',
			schema: z.object({
				data: z.array(eventTypeSchema),
				next_cursor: z.null(),
				has_more: z.literal(false),
			}),
		},
	},
	handle: async ({ context, caller, query }) => {
		const vendor = query.vendor === undefined ? undefined : knownVendor(query.vendor).id;
		const samples = await samplesOf(context, caller, query.source_id);
		const data = catalogue()
			.filter((entry) => vendor === undefined || entry.vendor === vendor)
			.map((entry) => withSample(entry, samples.get(entry.type)));
		return { status: 200, body: { data, next_cursor: null, has_more: false } };
	},
});

const show = route({
	method: 'get',
	path: '/v1/event-types/{type}',
	tag,
	summary: 'Show an event type',
	scope: 'read',
	params: z.object({ type: z.string().max(200) }),
	query: z.object({ source_id: sourceParameter }),
	responses: { 200: { description: 'The event type.', schema: eventTypeSchema } },
	handle: async ({ context, caller, params, query }) => {
		const entry = catalogue().find(({ type }) => type === params.type);
		if (entry === undefined) throw notFound('event_type');
		const samples = await samplesOf(context, caller, query.source_id);
		return { status: 200, body: withSample(entry, samples.get(entry.type)) };
	},
});

export const eventTypeRoutes: readonly Route[] = [list, show];

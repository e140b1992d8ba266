import type { EventType } from './event-type.ts';
import {
	type Field,
	type FieldKind,
	fileKinds,
	minimumFilterKeys,
	normalizedKeys,
} from './field.ts';
import { planOf } from './plan.ts';
import type { Vendor } from './vendor.ts';

/** A JSON Schema (2020-12), as plain JSON. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const types: Readonly<Record<FieldKind, JsonSchema>> = {
	identifier: { type: ['string', 'null'] },
	text: { type: ['string', 'null'] },
	long_text: { type: ['string', 'null'] },
	integer: { type: ['integer', 'null'] },
	decimal: { type: ['number', 'null'] },
	boolean: { type: ['boolean', 'null'] },
	date: { type: ['string', 'null'], format: 'date' },
	datetime: { type: ['string', 'null'], format: 'date-time' },
	phone: { type: ['string', 'null'] },
	email: { type: ['string', 'null'], format: 'email' },
	url: { type: ['string', 'null'], format: 'uri' },
	list: { type: ['array', 'null'] },
	object: { type: ['object', 'null'] },
};

const lastKey = (field: Field): string => field.path.slice(field.path.lastIndexOf('.') + 1);

const fieldSchema = (field: Field): JsonSchema => {
	const base = { ...types[field.kind], title: field.label.en };
	if (field.children === undefined) return base;
	const inner = objectSchema(field.children);
	return field.kind === 'list' ? { ...base, items: inner } : { ...inner, ...base };
};

/** An object that holds these fields and may hold others. */
const objectSchema = (fields: readonly Field[]): JsonSchema => {
	const required = fields.filter((field) => field.optional !== true);
	return {
		type: 'object',
		properties: Object.fromEntries(fields.map((field) => [lastKey(field), fieldSchema(field)])),
		...(required.length === 0 ? {} : { required: required.map(lastKey) }),
	};
};

const measured: ReadonlySet<string> = new Set(Object.values(minimumFilterKeys));
const moments: ReadonlySet<string> = new Set([
	'started_at',
	'ended_at',
	'appointment_start',
	'appointment_end',
]);

const normalizedSchema: JsonSchema = {
	type: 'object',
	properties: Object.fromEntries(
		normalizedKeys.map((key) => [
			key,
			measured.has(key) ? types.decimal : moments.has(key) ? types.datetime : types.text,
		]),
	),
	required: [...normalizedKeys],
};

/** The schema of the hook body that an event type's subscribers receive. */
export const hookBodySchema = (vendor: Vendor, eventType: EventType): JsonSchema => {
	const plan = planOf(vendor, eventType);
	const properties = {
		id: { type: 'string', pattern: '^msg_' },
		type: { const: `${vendor.id}.${eventType.name}` },
		vendor: { const: vendor.id },
		event: { const: eventType.name },
		source_id: { type: ['string', 'null'] },
		occurred_at: types.datetime,
		received_at: { type: 'string', format: 'date-time' },
		verified: { type: 'boolean' },
		test: { type: 'boolean' },
		replay: { type: 'boolean' },
		data: objectSchema(plan.data),
		envelope: objectSchema(plan.envelope),
		normalized: normalizedSchema,
		links: {
			type: 'object',
			properties: Object.fromEntries(
				fileKinds.map((kind) => [kind, { type: ['string', 'null'], format: 'uri' }]),
			),
			required: [...fileKinds],
		},
		context: { type: 'object' },
	};
	return {
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		title: `${vendor.name}: ${eventType.label.en}`,
		type: 'object',
		properties,
		required: Object.keys(properties),
	};
};

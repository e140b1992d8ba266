import type { FilterField } from '@voicehooks/core';
import type { FilterFields, Message, MessageSummary } from '../../../../domain/types.ts';
import type { DeliverableMessage } from '../../../../ports.ts';
import type { Database, Value } from '../database.ts';
import type { PackedMessage } from '../packed.ts';
import type { Names } from './names.ts';
import { listText, parseList } from './values.ts';

/** A column for every field that a filter reads; the compiler asks for the next one. */
const filterColumns = {
	tracking_number: 'list',
	user: 'list',
	agent_id: 'list',
	campaign_id: 'list',
	result: 'list',
	urgency: 'list',
	failure_reason: 'list',
	duration_seconds: 'measure',
	score: 'measure',
} as const satisfies Record<FilterField, 'list' | 'measure'>;

const filterFields = Object.keys(filterColumns) as readonly FilterField[];

/** Values of list filters are compared as text; measures are numbers. */
const filterValue = (field: FilterField, value: string | number | undefined): Value => {
	if (value === undefined) return null;
	return filterColumns[field] === 'list' ? String(value) : Number(value);
};

export type FilterRow = Readonly<Record<FilterField, string | number | null>>;

const filterFieldsOf = (row: FilterRow): FilterFields => {
	const fields: Partial<Record<FilterField, string | number>> = {};
	for (const field of filterFields) {
		const value = row[field];
		if (value !== null) fields[field] = value;
	}
	return fields;
};

export const summaryColumns = `m.seq, m.id, m.org, m.source, m.vendor, m.event, m.type, m.test,
	${filterFields.map((field) => `m.${field}`).join(', ')}`;

export type SummaryRow = FilterRow & {
	readonly seq: number;
	readonly id: string;
	readonly org: number;
	readonly source: number | null;
	readonly vendor: number;
	readonly event: string;
	readonly type: number;
	readonly test: number;
};

export const summaryOf = (names: Names, row: SummaryRow): MessageSummary => ({
	id: row.id,
	orgId: names.text(row.org),
	sourceId: row.source === null ? null : names.text(row.source),
	vendor: names.text(row.vendor),
	event: row.event,
	type: names.text(row.type),
	test: row.test === 1,
	filterFields: filterFieldsOf(row),
});

export const messageColumns = `${summaryColumns}, m.received_at, m.occurred_at, m.status, m.origin,
	m.verified, m.marks, m.raw, m.content_type, m.body, m.call_id, m.candidate_id, m.subjects`;

export type MessageRow = SummaryRow & {
	readonly received_at: number;
	readonly occurred_at: number | null;
	readonly status: Message['status'];
	readonly origin: Message['origin'];
	readonly verified: number;
	readonly marks: string | null;
	readonly raw: Uint8Array;
	readonly content_type: string | null;
	readonly body: Uint8Array;
	readonly call_id: string | null;
	readonly candidate_id: string | null;
	readonly subjects: string | null;
};

export const messageOf = (names: Names, row: MessageRow): Message => ({
	...summaryOf(names, row),
	receivedAt: row.received_at,
	occurredAt: row.occurred_at,
	status: row.status,
	origin: row.origin,
	verified: row.verified === 1,
	marks: parseList(row.marks),
	raw: row.raw,
	contentType: row.content_type,
	body: row.body,
	callId: row.call_id,
	candidateId: row.candidate_id,
	subjects: parseList(row.subjects),
});

/** Aliased: they stand beside a delivery's columns of the same names. */
export const deliverableColumns = `m.id AS m_id, m.vendor, m.event, m.type, m.test, m.raw,
	m.content_type, m.body, m.received_at`;

export type DeliverableRow = {
	readonly org: number;
	readonly m_id: string;
	readonly vendor: number;
	readonly event: string;
	readonly type: number;
	readonly test: number;
	readonly raw: Uint8Array;
	readonly content_type: string | null;
	readonly body: Uint8Array;
	readonly received_at: number;
};

export const deliverableOf = (names: Names, row: DeliverableRow): DeliverableMessage => ({
	id: row.m_id,
	orgId: names.text(row.org),
	vendor: names.text(row.vendor),
	event: row.event,
	type: names.text(row.type),
	test: row.test === 1,
	raw: row.raw,
	contentType: row.content_type,
	body: row.body,
	receivedAt: row.received_at,
});

/** A message's values of the filter columns, in their order. */
export const filterValues = (fields: FilterFields): readonly Value[] =>
	filterFields.map((field) => filterValue(field, fields[field]));

const columns = [
	...[
		'seq',
		'id',
		'org',
		'source',
		'vendor',
		'event',
		'type',
		'received_at',
		'call_id',
		'candidate_id',
	],
	// From here on in the order of packed.ts.
	...['subjects', 'occurred_at', 'status', 'origin', 'verified', 'test'],
	...filterFields,
	...['marks', 'content_type', 'raw', 'body'],
];
const insertion = `INSERT INTO messages (${columns.join(', ')})
	VALUES (${columns.map(() => '?').join(', ')})`;

/** Inserts a message at its place in commit order. */
export const insertMessage = (
	database: Database,
	names: Names,
	seq: number,
	message: PackedMessage,
	raw: Uint8Array,
	body: Uint8Array,
): void => {
	const [
		id,
		orgId,
		sourceId,
		vendor,
		event,
		type,
		receivedAt,
		callId,
		candidateId,
		subjects,
		rest,
	] = message;
	database.run(
		insertion,
		seq,
		id,
		names.add(orgId),
		sourceId === null ? null : names.add(sourceId),
		names.add(vendor),
		event,
		names.add(type),
		receivedAt,
		callId,
		candidateId,
		listText(subjects),
		...rest,
		raw,
		body,
	);
};

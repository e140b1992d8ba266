import type { FilterField } from '@voicehooks/core';
import type { FilterFields, Message, MessageSummary } from '../../../../domain/types.ts';
import type { DeliverableMessage } from '../../../../ports.ts';
import type { Value } from '../parameters.ts';
import { parseList } from './values.ts';

/** A column for every field that a filter reads; the compiler asks for the next one. */
export const filterColumns = {
	tracking_number: 'text',
	user: 'text',
	agent_id: 'text',
	campaign_id: 'text',
	result: 'text',
	urgency: 'text',
	failure_reason: 'text',
	duration_seconds: 'float8',
	score: 'float8',
} as const satisfies Record<FilterField, 'text' | 'float8'>;

const filterFields = Object.keys(filterColumns) as readonly FilterField[];

/** `user` is a word of SQL's. */
export const filterColumn = (field: FilterField): string => `"${field}"`;

/** Values of list filters are compared as text; measures are numbers. */
export const filterValues = (fields: FilterFields): Readonly<Record<FilterField, Value>> => {
	const row: Partial<Record<FilterField, Value>> = {};
	for (const field of filterFields) {
		const value = fields[field] ?? null;
		row[field] =
			value === null ? null : filterColumns[field] === 'text' ? String(value) : Number(value);
	}
	return row as Record<FilterField, Value>;
};

type FilterRow = Readonly<Record<FilterField, string | number | null>>;

const filterFieldsOf = (row: FilterRow): FilterFields => {
	const fields: Partial<Record<FilterField, string | number>> = {};
	for (const field of filterFields) {
		const value = row[field];
		if (value !== null) fields[field] = value;
	}
	return fields;
};

/** `seq` as text: it is larger than what a number holds exactly. */
export const summaryColumns = `m.seq::text AS seq, m.id, m.org_id, m.source_id, m.vendor, m.event, m.type, m.test,
	${filterFields.map((field) => `m.${filterColumn(field)}`).join(', ')}`;

export type SummaryRow = FilterRow & {
	readonly seq: string;
	readonly id: string;
	readonly org_id: string;
	readonly source_id: string | null;
	readonly vendor: string;
	readonly event: string;
	readonly type: string;
	readonly test: boolean;
};

export const summaryOf = (row: SummaryRow): MessageSummary => ({
	id: row.id,
	orgId: row.org_id,
	sourceId: row.source_id,
	vendor: row.vendor,
	event: row.event,
	type: row.type,
	test: row.test,
	filterFields: filterFieldsOf(row),
});

export const messageColumns = `${summaryColumns}, m.received_at, m.occurred_at, m.status, m.origin,
	m.verified, m.marks, m.raw, m.content_type, m.body, m.call_id, m.candidate_id, m.subjects`;

export type MessageRow = SummaryRow & {
	readonly received_at: number;
	readonly occurred_at: number | null;
	readonly status: Message['status'];
	readonly origin: Message['origin'];
	readonly verified: boolean;
	readonly marks: string | null;
	readonly raw: Uint8Array;
	readonly content_type: string | null;
	readonly body: Uint8Array;
	readonly call_id: string | null;
	readonly candidate_id: string | null;
	readonly subjects: string | null;
};

export const messageOf = (row: MessageRow): Message => ({
	...summaryOf(row),
	receivedAt: row.received_at,
	occurredAt: row.occurred_at,
	status: row.status,
	origin: row.origin,
	verified: row.verified,
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
	readonly org_id: string;
	readonly m_id: string;
	readonly vendor: string;
	readonly event: string;
	readonly type: string;
	readonly test: boolean;
	readonly raw: Uint8Array;
	readonly content_type: string | null;
	readonly body: Uint8Array;
	readonly received_at: number;
};

export const deliverableOf = (row: DeliverableRow): DeliverableMessage => ({
	id: row.m_id,
	orgId: row.org_id,
	vendor: row.vendor,
	event: row.event,
	type: row.type,
	test: row.test,
	raw: row.raw,
	contentType: row.content_type,
	body: row.body,
	receivedAt: row.received_at,
});

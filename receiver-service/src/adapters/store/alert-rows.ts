import type { Alert, AlertEvent, AlertKind, AlertState } from '../../domain/alert.ts';

/** Rows of alerts as both engines keep them. */
export const alertColumns = 'document, last_sent_at, last_error';

export type AlertRow = {
	readonly document: string;
	readonly last_sent_at: number | null;
	readonly last_error: string | null;
};

export const alertOf = (row: AlertRow): Alert & AlertState => ({
	...(JSON.parse(row.document) as Alert),
	lastSentAt: row.last_sent_at,
	lastError: row.last_error,
});

export const alertEventColumns = 'id, org_id, at, kind, resolved_at, document';

export type AlertEventRow = {
	readonly id: string;
	readonly org_id: string;
	readonly at: number;
	readonly kind: AlertKind;
	readonly resolved_at: number | null;
	readonly document: string;
};

export const alertEventOf = (row: AlertEventRow): AlertEvent => ({
	id: row.id,
	orgId: row.org_id,
	at: row.at,
	kind: row.kind,
	...(JSON.parse(row.document) as Pick<AlertEvent, 'target' | 'text'>),
	resolvedAt: row.resolved_at,
});

export const alertEventDocument = ({ target, text }: AlertEvent): string =>
	JSON.stringify({ target, text });

/** Whether an alert wants to hear of an event. */
export const wants = ({ enabled, kinds }: Alert, { kind }: AlertEvent): boolean =>
	enabled && kinds.includes(kind);

export type OutboxRow = {
	readonly alertId: string;
	readonly eventId: string;
	readonly dueAt: number;
	readonly attempts: number;
};

export const outboxColumns =
	'alert_id AS "alertId", event_id AS "eventId", due_at AS "dueAt", attempts';

/** Counts without the zeros at their end. */
export const withoutTail = (counts: readonly number[]): readonly number[] =>
	counts.slice(0, counts.findLastIndex((count) => count !== 0) + 1);

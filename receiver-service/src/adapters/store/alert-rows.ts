import type { Alert, AlertEvent, AlertKind, AlertPhase, AlertState } from '../../domain/alert.ts';

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

export const alertEventColumns = 'id, org_id, at, kind, resolved_at, resolution, document';

export type AlertEventRow = {
	readonly id: string;
	readonly org_id: string;
	readonly at: number;
	readonly kind: AlertKind;
	readonly resolved_at: number | null;
	readonly resolution: string | null;
	readonly document: string;
};

export const alertEventOf = (row: AlertEventRow): AlertEvent => ({
	id: row.id,
	orgId: row.org_id,
	at: row.at,
	kind: row.kind,
	...(JSON.parse(row.document) as Pick<AlertEvent, 'target' | 'text'>),
	resolvedAt: row.resolved_at,
	resolution: row.resolution === null ? null : JSON.parse(row.resolution),
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

/** Where each waits: what was told is kept, and due once its event is over. */
export const outboxTables = {
	raised: 'alert_outbox',
	resolved: 'alert_endings',
} as const satisfies Readonly<Record<AlertPhase, string>>;

/** What makes a row that is due by its time fit to be sent; `event_id` is the row's. */
export const outboxConditions: Readonly<Record<AlertPhase, string>> = {
	raised: '',
	resolved: `AND EXISTS (SELECT 1 FROM alert_events e
		WHERE e.id = event_id AND e.resolved_at IS NOT NULL)`,
};

export const outboxColumns =
	'alert_id AS "alertId", event_id AS "eventId", due_at AS "dueAt", attempts';

/** Counts without the zeros at their end. */
export const withoutTail = (counts: readonly number[]): readonly number[] =>
	counts.slice(0, counts.findLastIndex((count) => count !== 0) + 1);

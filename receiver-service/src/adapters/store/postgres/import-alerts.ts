import type { Alert, AlertEvent, AlertPhase, AlertState } from '../../../domain/alert.ts';
import { alertEventDocument, type OutboxRow, outboxTables } from '../alert-rows.ts';
import type { Sql } from './database.ts';
import { insertRows } from './import-rows.ts';

const alertTypes = {
	id: 'text',
	org_id: 'text',
	created_at: 'bigint',
	last_sent_at: 'bigint',
	last_error: 'text',
	document: 'text',
} as const;

export const importAlerts = (sql: Sql, alerts: readonly (Alert & AlertState)[]): Promise<number> =>
	insertRows(
		sql,
		'alerts',
		alertTypes,
		alerts.map(({ lastSentAt, lastError, ...alert }) => ({
			id: alert.id,
			org_id: alert.orgId,
			created_at: alert.createdAt,
			last_sent_at: lastSentAt,
			last_error: lastError,
			document: JSON.stringify(alert),
		})),
	);

const eventTypes = {
	id: 'text',
	org_id: 'text',
	at: 'bigint',
	kind: 'text',
	target_id: 'text',
	resolved_at: 'bigint',
	resolution: 'text',
	document: 'text',
} as const;

export const importAlertEvents = (sql: Sql, events: readonly AlertEvent[]): Promise<number> =>
	insertRows(
		sql,
		'alert_events',
		eventTypes,
		events.map((event) => ({
			id: event.id,
			org_id: event.orgId,
			at: event.at,
			kind: event.kind,
			target_id: event.target.id,
			resolved_at: event.resolvedAt,
			resolution: event.resolution === null ? null : JSON.stringify(event.resolution),
			document: alertEventDocument(event),
		})),
	);

const outboxTypes = {
	alert_id: 'text',
	event_id: 'text',
	due_at: 'bigint',
	attempts: 'integer',
} as const;

export const importOutbox =
	(phase: AlertPhase) =>
	(sql: Sql, rows: readonly OutboxRow[]): Promise<number> =>
		insertRows(
			sql,
			outboxTables[phase],
			outboxTypes,
			rows.map(({ alertId, eventId, dueAt, attempts }) => ({
				alert_id: alertId,
				event_id: eventId,
				due_at: dueAt,
				attempts,
			})),
		);

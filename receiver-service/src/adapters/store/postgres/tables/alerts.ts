import type { Localized } from '@voicehooks/core';
import {
	type Alert,
	type AlertEvent,
	type AlertNotice,
	type AlertPhase,
	type AlertState,
	alertPhases,
} from '../../../../domain/alert.ts';
import type { ListOptions, Page, Store } from '../../../../ports.ts';
import {
	type AlertEventRow,
	type AlertRow,
	alertColumns,
	alertEventColumns,
	alertEventDocument,
	alertEventOf,
	alertOf,
	type OutboxRow,
	outboxColumns,
	outboxConditions,
	outboxTables,
	wants,
} from '../../alert-rows.ts';
import type { Sql } from '../database.ts';
import { between, condition, list } from './lists.ts';

const forget = async (sql: Sql, alertId: string): Promise<void> => {
	for (const table of Object.values(outboxTables)) {
		await sql.run(`DELETE FROM ${table} WHERE alert_id = $1`, alertId);
	}
};

export const putAlert = async (sql: Sql, alert: Alert): Promise<void> => {
	await sql.run(
		`INSERT INTO alerts AS a (id, org_id, created_at, document) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET document = excluded.document WHERE a.org_id = excluded.org_id`,
		alert.id,
		alert.orgId,
		alert.createdAt,
		JSON.stringify(alert),
	);
	if (!alert.enabled) await forget(sql, alert.id);
};

export const getAlert = async (
	sql: Sql,
	orgId: string,
	id: string,
): Promise<(Alert & AlertState) | null> => {
	const row = await sql.get<AlertRow>(
		`SELECT ${alertColumns} FROM alerts WHERE id = $1 AND org_id = $2`,
		id,
		orgId,
	);
	return row === undefined ? null : alertOf(row);
};

export const deleteAlert = async (sql: Sql, orgId: string, id: string): Promise<boolean> => {
	const deleted = await sql.run('DELETE FROM alerts WHERE id = $1 AND org_id = $2', id, orgId);
	if (deleted === 0) return false;
	await forget(sql, id);
	return true;
};

export const listAlerts = (
	sql: Sql,
	orgId: string,
	options: ListOptions,
): Promise<Page<Alert & AlertState>> =>
	list<AlertRow, Alert & AlertState>(sql, {
		select: `SELECT ${alertColumns} FROM alerts`,
		where: [condition('org_id = ?', orgId), ...between('created_at', options)],
		position: 'id',
		after: options.after,
		options,
		read: alertOf,
	});

export const raiseAlert = async (sql: Sql, event: AlertEvent): Promise<boolean> => {
	const raised = await sql.run(
		`INSERT INTO alert_events (id, org_id, at, kind, target_id, document)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		event.id,
		event.orgId,
		event.at,
		event.kind,
		event.target.id,
		alertEventDocument(event),
	);
	if (raised === 0) return false;
	const alerts = await sql.all<AlertRow>(
		`SELECT ${alertColumns} FROM alerts WHERE org_id = $1 ORDER BY id FOR SHARE`,
		event.orgId,
	);
	const interested = alerts.map(alertOf).filter((alert) => wants(alert, event));
	await sql.run(
		`INSERT INTO alert_outbox (alert_id, event_id, due_at, attempts)
		SELECT alert_id, $2, $3, 0 FROM unnest($1::text[]) AS i (alert_id)`,
		interested.map(({ id }) => id),
		event.id,
		event.at,
	);
	return true;
};

export const resolveAlert = async (
	sql: Sql,
	orgId: string,
	id: string,
	at: number,
	resolution: Localized,
): Promise<void> => {
	await sql.run(
		`UPDATE alert_events SET resolved_at = $1, resolution = $2
		WHERE id = $3 AND org_id = $4 AND resolved_at IS NULL`,
		at,
		JSON.stringify(resolution),
		id,
		orgId,
	);
};

export const openAlertEvents = async (sql: Sql): Promise<readonly AlertEvent[]> =>
	(
		await sql.all<AlertEventRow>(
			`SELECT ${alertEventColumns} FROM alert_events WHERE resolved_at IS NULL`,
		)
	).map(alertEventOf);

export const listAlertEvents = (
	sql: Sql,
	orgId: string,
	options: ListOptions,
): Promise<Page<AlertEvent>> =>
	list<AlertEventRow, AlertEvent>(sql, {
		select: `SELECT ${alertEventColumns} FROM alert_events`,
		where: [condition('org_id = ?', orgId), ...between('at', options)],
		position: 'id',
		after: options.after,
		options,
		read: alertEventOf,
	});

const claim = async (
	sql: Sql,
	phase: AlertPhase,
	now: number,
	again: number,
	limit: number,
): Promise<readonly AlertNotice[]> => {
	const table = outboxTables[phase];
	const claimed = await sql.all<OutboxRow>(
		`UPDATE ${table} SET due_at = $2 WHERE (alert_id, event_id) IN (
			SELECT alert_id, event_id FROM ${table} WHERE due_at <= $1 ${outboxConditions[phase]}
			ORDER BY due_at, event_id LIMIT $3 FOR UPDATE SKIP LOCKED)
		RETURNING ${outboxColumns}`,
		now,
		again,
		limit,
	);
	const rows = await sql.all<AlertEventRow>(
		`SELECT ${alertEventColumns} FROM alert_events WHERE id = ANY($1::text[])`,
		claimed.map(({ eventId }) => eventId),
	);
	const events = new Map(rows.map((row) => [row.id, alertEventOf(row)]));
	return claimed
		.toSorted((one, other) => (one.eventId < other.eventId ? -1 : 1))
		.flatMap(({ alertId, eventId, attempts }) => {
			const event = events.get(eventId);
			return event === undefined ? [] : [{ alertId, event, phase, attempts }];
		});
};

export const claimAlerts = async (
	sql: Sql,
	...given: readonly [now: number, again: number, limit: number]
): Promise<readonly AlertNotice[]> => {
	const notices: AlertNotice[] = [];
	for (const phase of alertPhases) notices.push(...(await claim(sql, phase, ...given)));
	return notices;
};

export const settleAlert = async (
	sql: Sql,
	{ alertId, eventId, phase }: Parameters<Store['settleAlert']>[0],
	{ at, error, dueAt }: Parameters<Store['settleAlert']>[1],
): Promise<void> => {
	const table = outboxTables[phase];
	if (dueAt === null) {
		if (phase === 'raised' && error === null) {
			// Locked, so that an alert that is deleted or switched off meanwhile forgets this too.
			await sql.run(
				`INSERT INTO ${outboxTables.resolved} (alert_id, event_id, due_at, attempts)
				SELECT alert_id, event_id, $3, 0 FROM ${table} WHERE alert_id = $1 AND event_id = $2
				FOR UPDATE ON CONFLICT DO NOTHING`,
				alertId,
				eventId,
				at,
			);
		}
		await sql.run(`DELETE FROM ${table} WHERE alert_id = $1 AND event_id = $2`, alertId, eventId);
	} else {
		await sql.run(
			`UPDATE ${table} SET due_at = $1, attempts = attempts + 1
			WHERE alert_id = $2 AND event_id = $3`,
			dueAt,
			alertId,
			eventId,
		);
	}
	await sql.run(
		'UPDATE alerts SET last_sent_at = coalesce($1::bigint, last_sent_at), last_error = $2 WHERE id = $3',
		error === null ? at : null,
		error,
		alertId,
	);
};

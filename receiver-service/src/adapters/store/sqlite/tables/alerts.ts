import type { Alert, AlertState } from '../../../../domain/alert.ts';
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
	wants,
} from '../../alert-rows.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { between, condition, list } from './lists.ts';

type AlertOperations = Pick<
	Operations,
	| 'putAlert'
	| 'getAlert'
	| 'deleteAlert'
	| 'listAlerts'
	| 'raiseAlert'
	| 'resolveAlert'
	| 'openAlertEvents'
	| 'listAlertEvents'
	| 'claimAlerts'
	| 'settleAlert'
>;

export const createAlerts = (database: Database): AlertOperations => {
	const alertsOf = (orgId: string): readonly (Alert & AlertState)[] =>
		database
			.all<AlertRow>(`SELECT ${alertColumns} FROM alerts WHERE org_id = ? ORDER BY id`, orgId)
			.map(alertOf);

	return {
		putAlert: (alert) => {
			database.run(
				`INSERT INTO alerts (id, org_id, created_at, document) VALUES (?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET document = excluded.document WHERE org_id = excluded.org_id`,
				alert.id,
				alert.orgId,
				alert.createdAt,
				JSON.stringify(alert),
			);
			if (!alert.enabled) database.run('DELETE FROM alert_outbox WHERE alert_id = ?', alert.id);
		},
		getAlert: (orgId, id) => {
			const row = database.get<AlertRow>(
				`SELECT ${alertColumns} FROM alerts WHERE id = ? AND org_id = ?`,
				id,
				orgId,
			);
			return row === undefined ? null : alertOf(row);
		},
		deleteAlert: (orgId, id) => {
			if (database.run('DELETE FROM alerts WHERE id = ? AND org_id = ?', id, orgId) === 0)
				return false;
			database.run('DELETE FROM alert_outbox WHERE alert_id = ?', id);
			return true;
		},
		listAlerts: (orgId, options) =>
			list<AlertRow, Alert & AlertState>(database, {
				select: `SELECT ${alertColumns} FROM alerts`,
				where: [condition('org_id = ?', orgId), ...between('created_at', options)],
				position: 'id',
				after: options.after,
				options,
				read: alertOf,
			}),
		raiseAlert: (event) => {
			const raised = database.run(
				`INSERT INTO alert_events (id, org_id, at, kind, target_id, document)
				VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				event.id,
				event.orgId,
				event.at,
				event.kind,
				event.target.id,
				alertEventDocument(event),
			);
			if (raised === 0) return false;
			for (const alert of alertsOf(event.orgId)) {
				if (!wants(alert, event)) continue;
				database.run(
					'INSERT INTO alert_outbox (alert_id, event_id, due_at, attempts) VALUES (?, ?, ?, 0)',
					alert.id,
					event.id,
					event.at,
				);
			}
			return true;
		},
		resolveAlert: (orgId, id, at) => {
			database.run(
				`UPDATE alert_events SET resolved_at = ?
				WHERE id = ? AND org_id = ? AND resolved_at IS NULL`,
				at,
				id,
				orgId,
			);
		},
		openAlertEvents: () =>
			database
				.all<AlertEventRow>(
					`SELECT ${alertEventColumns} FROM alert_events INDEXED BY alert_events_open
					WHERE resolved_at IS NULL`,
				)
				.map(alertEventOf),
		listAlertEvents: (orgId, options) =>
			list(database, {
				select: `SELECT ${alertEventColumns} FROM alert_events`,
				where: [condition('org_id = ?', orgId), ...between('at', options)],
				position: 'id',
				after: options.after,
				options,
				read: alertEventOf,
			}),
		claimAlerts: (now, again, limit) =>
			database
				.all<OutboxRow>(
					`SELECT ${outboxColumns} FROM alert_outbox WHERE due_at <= ?
					ORDER BY due_at, event_id LIMIT ?`,
					now,
					limit,
				)
				.flatMap(({ alertId, eventId, attempts }) => {
					database.run(
						'UPDATE alert_outbox SET due_at = ? WHERE alert_id = ? AND event_id = ?',
						again,
						alertId,
						eventId,
					);
					const row = database.get<AlertEventRow>(
						`SELECT ${alertEventColumns} FROM alert_events WHERE id = ?`,
						eventId,
					);
					return row === undefined ? [] : [{ alertId, event: alertEventOf(row), attempts }];
				}),
		settleAlert: ({ alertId, eventId }, { at, error, dueAt }) => {
			if (dueAt === null) {
				database.run(
					'DELETE FROM alert_outbox WHERE alert_id = ? AND event_id = ?',
					alertId,
					eventId,
				);
			} else {
				database.run(
					`UPDATE alert_outbox SET due_at = ?, attempts = attempts + 1
					WHERE alert_id = ? AND event_id = ?`,
					dueAt,
					alertId,
					eventId,
				);
			}
			database.run(
				'UPDATE alerts SET last_sent_at = coalesce(?, last_sent_at), last_error = ? WHERE id = ?',
				error === null ? at : null,
				error,
				alertId,
			);
		},
	};
};

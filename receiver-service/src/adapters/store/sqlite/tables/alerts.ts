import {
	type Alert,
	type AlertPhase,
	type AlertState,
	alertPhases,
} from '../../../../domain/alert.ts';
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

	const forget = (alertId: string): void => {
		for (const table of Object.values(outboxTables)) {
			database.run(`DELETE FROM ${table} WHERE alert_id = ?`, alertId);
		}
	};

	const due = (phase: AlertPhase, now: number, limit: number): readonly OutboxRow[] =>
		database.all<OutboxRow>(
			`SELECT ${outboxColumns} FROM ${outboxTables[phase]}
			WHERE due_at <= ? ${outboxConditions[phase]} ORDER BY due_at, event_id LIMIT ?`,
			now,
			limit,
		);

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
			if (!alert.enabled) forget(alert.id);
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
			forget(id);
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
		resolveAlert: (orgId, id, at, resolution) => {
			database.run(
				`UPDATE alert_events SET resolved_at = ?, resolution = ?
				WHERE id = ? AND org_id = ? AND resolved_at IS NULL`,
				at,
				JSON.stringify(resolution),
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
			alertPhases.flatMap((phase) =>
				due(phase, now, limit).flatMap(({ alertId, eventId, attempts }) => {
					database.run(
						`UPDATE ${outboxTables[phase]} SET due_at = ? WHERE alert_id = ? AND event_id = ?`,
						again,
						alertId,
						eventId,
					);
					const row = database.get<AlertEventRow>(
						`SELECT ${alertEventColumns} FROM alert_events WHERE id = ?`,
						eventId,
					);
					return row === undefined ? [] : [{ alertId, event: alertEventOf(row), phase, attempts }];
				}),
			),
		settleAlert: ({ alertId, eventId, phase }, { at, error, dueAt }) => {
			const table = outboxTables[phase];
			if (dueAt === null) {
				if (phase === 'raised' && error === null) {
					database.run(
						`INSERT INTO ${outboxTables.resolved} (alert_id, event_id, due_at, attempts)
						SELECT alert_id, event_id, ?, 0 FROM ${table} WHERE alert_id = ? AND event_id = ?`,
						at,
						alertId,
						eventId,
					);
				}
				database.run(`DELETE FROM ${table} WHERE alert_id = ? AND event_id = ?`, alertId, eventId);
			} else {
				database.run(
					`UPDATE ${table} SET due_at = ?, attempts = attempts + 1
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

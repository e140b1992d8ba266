import type { AuditEntry } from '../../../../domain/types.ts';
import { type AuditRow, auditColumns, auditEntryOf, auditValues } from '../../people-rows.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { between, type Condition, condition, list } from './lists.ts';

const exactly = (column: string, value: string | null): readonly Condition[] =>
	value === null ? [] : [condition(`${column} = ?`, value)];

export const createAuditLog = (
	database: Database,
): Pick<Operations, 'addAuditEntry' | 'listAuditLog'> => ({
	addAuditEntry: (entry) => {
		database.run(
			`INSERT INTO audit_log (${auditColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (org_id, id) DO NOTHING`,
			...auditValues(entry),
		);
	},
	listAuditLog: (query, options) =>
		list<AuditRow, AuditEntry>(database, {
			select: `SELECT ${auditColumns} FROM audit_log`,
			where: [
				condition('org_id = ?', query.orgId),
				...exactly('action', query.action),
				...exactly('actor_id', query.actorId),
				...exactly('target_id', query.targetId),
				...between('at', options),
			],
			position: 'id',
			after: options.after,
			options,
			read: auditEntryOf,
		}),
});

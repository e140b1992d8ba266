import type { AuditEntry } from '../../../../domain/types.ts';
import type { AuditQuery, ListOptions, Page } from '../../../../ports.ts';
import { type AuditRow, auditColumns, auditEntryOf, auditValues } from '../../people-rows.ts';
import type { Sql } from '../database.ts';
import { between, type Condition, condition, list } from './lists.ts';

export const addAuditEntry = async (sql: Sql, entry: AuditEntry): Promise<void> => {
	await sql.run(
		`INSERT INTO audit_log (${auditColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (org_id, id) DO NOTHING`,
		...auditValues(entry),
	);
};

const exactly = (column: string, value: string | null): readonly Condition[] =>
	value === null ? [] : [condition(`${column} = ?`, value)];

export const listAuditLog = (
	sql: Sql,
	query: AuditQuery,
	options: ListOptions,
): Promise<Page<AuditEntry>> =>
	list<AuditRow, AuditEntry>(sql, {
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
	});

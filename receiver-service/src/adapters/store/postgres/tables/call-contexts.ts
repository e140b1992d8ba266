import type { CallContext } from '../../../../domain/types.ts';
import type { Sql } from '../database.ts';
import { noteChange } from './changes.ts';

export const callContextColumns = `org_id AS "orgId", source_id AS "sourceId", call_id AS "callId",
	context, created_at AS "createdAt", subjects`;

/** Sources that have any: the events of the others need not ask. */
export const sourcesWithCalls = async (sql: Sql): Promise<readonly string[]> =>
	(
		await sql.all<{ readonly id: string }>('SELECT DISTINCT source_id AS id FROM call_contexts')
	).map(({ id }) => id);

export const putCallContext = async (sql: Sql, call: CallContext): Promise<void> => {
	await sql.run(
		`INSERT INTO call_contexts (org_id, source_id, call_id, created_at, subjects, context)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (source_id, call_id, org_id) DO UPDATE SET
		created_at = excluded.created_at, subjects = excluded.subjects, context = excluded.context`,
		call.orgId,
		call.sourceId,
		call.callId,
		call.createdAt,
		call.subjects,
		call.context,
	);
	await noteChange(sql, 'calls', call.sourceId);
};

export const getCallContext = async (
	sql: Sql,
	orgId: string,
	sourceId: string,
	callId: string,
): Promise<CallContext | null> =>
	(await sql.get<CallContext>(
		`SELECT ${callContextColumns} FROM call_contexts
		WHERE source_id = $1 AND call_id = $2 AND org_id = $3`,
		sourceId,
		callId,
		orgId,
	)) ?? null;

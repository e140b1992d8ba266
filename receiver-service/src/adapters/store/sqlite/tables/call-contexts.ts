import type { CallContext } from '../../../../domain/types.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { linkSubjects } from './subjects.ts';
import { listText, parseList } from './values.ts';

export const callContextColumns = `org_id AS orgId, source_id AS sourceId, call_id AS callId,
	context, created_at AS createdAt, subjects`;

export type CallContextRow = Omit<CallContext, 'subjects'> & { readonly subjects: string | null };

export const callContextOf = (row: CallContextRow): CallContext => ({
	...row,
	subjects: parseList(row.subjects),
});

const oneCall = 'source_id = ? AND call_id = ? AND org_id = ?';

/** Sources that have any: the events of the others need not ask. */
export const sourcesWithCalls = (database: Database): readonly string[] =>
	database
		.all<{ id: string }>('SELECT DISTINCT source_id AS id FROM call_contexts')
		.map(({ id }) => id);

export const createCallContexts = (
	database: Database,
): Pick<Operations, 'putCallContext' | 'getCallContext'> => ({
	putCallContext: (call) => {
		const { sourceId, callId, orgId } = call;
		database.run(`DELETE FROM call_contexts WHERE ${oneCall}`, sourceId, callId, orgId);
		const n = database.insert(
			'INSERT INTO call_contexts (org_id, source_id, call_id, created_at, subjects, context) VALUES (?, ?, ?, ?, ?, ?)',
			orgId,
			sourceId,
			callId,
			call.createdAt,
			listText(call.subjects),
			call.context,
		);
		linkSubjects(database, orgId, 'call_contexts', n, call.subjects);
	},
	getCallContext: (orgId, sourceId, callId) => {
		const row = database.get<CallContextRow>(
			`SELECT ${callContextColumns} FROM call_contexts WHERE ${oneCall}`,
			sourceId,
			callId,
			orgId,
		);
		return row === undefined ? null : callContextOf(row);
	},
});

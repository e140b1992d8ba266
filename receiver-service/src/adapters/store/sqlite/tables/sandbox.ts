import type { SandboxRequest } from '../../../../domain/types.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { between, condition, list } from './lists.ts';
import { linkSubjects } from './subjects.ts';
import { listText } from './values.ts';

export type SandboxRow = { readonly document: string };

export const sandboxRequestOf = ({ document }: SandboxRow): SandboxRequest => JSON.parse(document);

export const createSandbox = (
	database: Database,
): Pick<Operations, 'addSandboxRequest' | 'listSandboxRequests' | 'clearSandbox'> => ({
	addSandboxRequest: (request, keep) => {
		const n = database.insert(
			'INSERT INTO sandbox_requests (id, org_id, received_at, subjects, document) VALUES (?, ?, ?, ?, ?)',
			request.id,
			request.orgId,
			request.receivedAt,
			listText(request.subjects),
			JSON.stringify(request),
		);
		linkSubjects(database, request.orgId, 'sandbox_requests', n, request.subjects);
		database.run(
			`DELETE FROM sandbox_requests WHERE n IN (
				SELECT n FROM sandbox_requests WHERE org_id = ? ORDER BY id DESC LIMIT -1 OFFSET ?)`,
			request.orgId,
			keep,
		);
	},
	listSandboxRequests: (orgId, options) =>
		list<SandboxRow, SandboxRequest>(database, {
			select: 'SELECT document FROM sandbox_requests',
			where: [condition('org_id = ?', orgId), ...between('received_at', options)],
			position: 'id',
			after: options.after,
			options,
			read: sandboxRequestOf,
		}),
	clearSandbox: (orgId) => database.run('DELETE FROM sandbox_requests WHERE org_id = ?', orgId),
});

import type { SandboxRequest } from '../../../../domain/types.ts';
import type { ListOptions, Page } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { between, condition, list } from './lists.ts';

export type SandboxRow = { readonly document: string };

export const sandboxRequestOf = ({ document }: SandboxRow): SandboxRequest => JSON.parse(document);

export const addSandboxRequest = async (
	sql: Sql,
	request: SandboxRequest,
	keep: number,
): Promise<void> => {
	await sql.run(
		'INSERT INTO sandbox_requests (id, org_id, received_at, subjects, document) VALUES ($1, $2, $3, $4, $5)',
		request.id,
		request.orgId,
		request.receivedAt,
		request.subjects,
		JSON.stringify(request),
	);
	await sql.run(
		`DELETE FROM sandbox_requests WHERE n IN (
			SELECT n FROM sandbox_requests WHERE org_id = $1 ORDER BY id DESC OFFSET $2)`,
		request.orgId,
		keep,
	);
};

export const listSandboxRequests = (
	sql: Sql,
	orgId: string,
	options: ListOptions,
): Promise<Page<SandboxRequest>> =>
	list<SandboxRow, SandboxRequest>(sql, {
		select: 'SELECT document FROM sandbox_requests',
		where: [condition('org_id = ?', orgId), ...between('received_at', options)],
		position: 'id',
		after: options.after,
		options,
		read: sandboxRequestOf,
	});

export const clearSandbox = (sql: Sql, orgId: string): Promise<number> =>
	sql.run('DELETE FROM sandbox_requests WHERE org_id = $1', orgId);

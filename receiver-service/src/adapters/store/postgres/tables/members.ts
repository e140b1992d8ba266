import type { Member } from '../../../../domain/types.ts';
import type { ListOptions, Page, Store } from '../../../../ports.ts';
import { type MemberRow, memberColumns, memberOf, memberValues } from '../../people-rows.ts';
import type { Sql } from '../database.ts';
import { between, condition, list } from './lists.ts';

/** Members of an organisation change one after the other: the last owner stays one. */
const inTurn = (sql: Sql, orgId: string): Promise<unknown> =>
	sql.run("SELECT pg_advisory_xact_lock(hashtextextended('members ' || $1, 0))", orgId);

export const createMember = async (sql: Sql, member: Member): Promise<boolean> => {
	await inTurn(sql, member.orgId);
	const added = await sql.run(
		`INSERT INTO members (${memberColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (org_id, email) DO NOTHING`,
		...memberValues(member),
	);
	return added > 0;
};

export const getMember = async (sql: Sql, orgId: string, id: string): Promise<Member | null> => {
	const row = await sql.get<MemberRow>(
		`SELECT ${memberColumns} FROM members WHERE id = $1 AND org_id = $2`,
		id,
		orgId,
	);
	return row === undefined ? null : memberOf(row);
};

export const listMembers = (sql: Sql, orgId: string, options: ListOptions): Promise<Page<Member>> =>
	list<MemberRow, Member>(sql, {
		select: `SELECT ${memberColumns} FROM members`,
		where: [condition('org_id = ?', orgId), ...between('created_at', options)],
		position: 'id',
		after: options.after,
		options,
		read: memberOf,
	});

export const membersByEmail = async (sql: Sql, email: string): Promise<readonly Member[]> => {
	const rows = await sql.all<MemberRow>(
		`SELECT ${memberColumns} FROM members WHERE email = $1 ORDER BY id`,
		email,
	);
	return rows.map(memberOf);
};

const isLastOwner = async (sql: Sql, { id, orgId, role }: Member): Promise<boolean> =>
	role === 'owner' &&
	(await sql.get(
		"SELECT 1 FROM members WHERE org_id = $1 AND role = 'owner' AND id <> $2 LIMIT 1",
		orgId,
		id,
	)) === undefined;

const hasNamesake = async (sql: Sql, { id, orgId, email }: Member): Promise<boolean> =>
	(await sql.get(
		'SELECT 1 FROM members WHERE org_id = $1 AND email = $2 AND id <> $3',
		orgId,
		email,
		id,
	)) !== undefined;

export const changeMember = async (
	sql: Sql,
	...[orgId, id, change]: Parameters<Store['changeMember']>
): ReturnType<Store['changeMember']> => {
	await inTurn(sql, orgId);
	const before = await getMember(sql, orgId, id);
	if (before === null) return { kind: 'gone' };
	const member = { ...before, ...change };
	if (member.role !== 'owner' && (await isLastOwner(sql, before))) return { kind: 'last_owner' };
	if (await hasNamesake(sql, member)) return { kind: 'email_taken' };
	await sql.run(
		'UPDATE members SET email = $2, name = $3, role = $4 WHERE id = $1',
		id,
		member.email,
		member.name,
		member.role,
	);
	return { kind: 'changed', member };
};

export const deleteMember = async (
	sql: Sql,
	orgId: string,
	id: string,
): ReturnType<Store['deleteMember']> => {
	await inTurn(sql, orgId);
	const member = await getMember(sql, orgId, id);
	if (member === null) return { kind: 'gone' };
	if (await isLastOwner(sql, member)) return { kind: 'last_owner' };
	// The member first: whoever is signing in as them has ended by then, so that their session is seen.
	await sql.run('DELETE FROM members WHERE id = $1', id);
	await sql.run('DELETE FROM sessions WHERE member_id = $1', id);
	await sql.run('DELETE FROM sign_in_links WHERE member_id = $1', id);
	return { kind: 'deleted', member };
};

import type { Session, SignInLink } from '../../../../domain/types.ts';
import type { Store } from '../../../../ports.ts';
import {
	type MemberRow,
	memberColumns,
	memberOf,
	type SessionRow,
	sessionColumns,
	sessionOf,
	sessionValues,
	signInLinkColumns,
	signInLinkValues,
} from '../../people-rows.ts';
import type { Sql } from '../database.ts';

export const addSignInLink = async (sql: Sql, link: SignInLink): Promise<void> => {
	await sql.run(
		`INSERT INTO sign_in_links (${signInLinkColumns}) VALUES ($1, $2, $3, $4, $5)`,
		...signInLinkValues(link),
	);
};

export const insertSession = async (sql: Sql, session: Session): Promise<void> => {
	await sql.run(
		`INSERT INTO sessions (${sessionColumns}) VALUES ($1, $2, $3, $4, $5, $6)`,
		...sessionValues(session),
	);
};

export const redeemSignInLink = async (
	sql: Sql,
	...[hash, { id, hash: sessionHash, createdAt }]: Parameters<Store['redeemSignInLink']>
): ReturnType<Store['redeemSignInLink']> => {
	// Of several who come at once, one deletes it; the others find nothing left.
	const link = await sql.get<{ readonly member_id: string }>(
		'DELETE FROM sign_in_links WHERE hash = $1 AND expires_at > $2 RETURNING member_id',
		hash,
		createdAt,
	);
	if (link === undefined) return null;
	const row = await sql.get<MemberRow>(
		`UPDATE members SET last_seen_at = $2 WHERE id = $1 RETURNING ${memberColumns}`,
		link.member_id,
		createdAt,
	);
	if (row === undefined) return null;
	const member = memberOf(row);
	const session: Session = {
		id,
		orgId: member.orgId,
		memberId: member.id,
		hash: sessionHash,
		createdAt,
		lastSeenAt: createdAt,
	};
	await insertSession(sql, session);
	return { session, member };
};

export const getSession = async (sql: Sql, hash: string): ReturnType<Store['getSession']> => {
	const row = await sql.get<SessionRow>(
		`SELECT ${sessionColumns} FROM sessions WHERE hash = $1`,
		hash,
	);
	if (row === undefined) return null;
	const member = await sql.get<MemberRow>(
		`SELECT ${memberColumns} FROM members WHERE id = $1`,
		row.member_id,
	);
	return member === undefined ? null : { session: sessionOf(row), member: memberOf(member) };
};

export const touchSession = async (sql: Sql, hash: string, at: number): Promise<void> => {
	await sql.run(
		`WITH touched AS (UPDATE sessions SET last_seen_at = $2 WHERE hash = $1 RETURNING member_id)
		UPDATE members SET last_seen_at = $2 WHERE id IN (SELECT member_id FROM touched)`,
		hash,
		at,
	);
};

export const deleteSession = async (sql: Sql, hash: string): Promise<boolean> =>
	(await sql.run('DELETE FROM sessions WHERE hash = $1', hash)) > 0;

import type { Session } from '../../../../domain/types.ts';
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
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';

export const createSessions = (
	database: Database,
): Pick<
	Operations,
	'addSignInLink' | 'redeemSignInLink' | 'getSession' | 'touchSession' | 'deleteSession'
> => {
	const memberRow = (id: string): MemberRow | undefined =>
		database.get<MemberRow>(`SELECT ${memberColumns} FROM members WHERE id = ?`, id);
	return {
		addSignInLink: (link) => {
			database.run(
				`INSERT INTO sign_in_links (${signInLinkColumns}) VALUES (?, ?, ?, ?, ?)`,
				...signInLinkValues(link),
			);
		},
		redeemSignInLink: (hash, { id, hash: sessionHash, createdAt }) => {
			const link = database.get<{ readonly member_id: string }>(
				'SELECT member_id FROM sign_in_links WHERE hash = ? AND expires_at > ?',
				hash,
				createdAt,
			);
			if (link === undefined) return null;
			database.run('DELETE FROM sign_in_links WHERE hash = ?', hash);
			const row = memberRow(link.member_id);
			if (row === undefined) return null;
			const member = { ...memberOf(row), lastSeenAt: createdAt };
			const session: Session = {
				id,
				orgId: member.orgId,
				memberId: member.id,
				hash: sessionHash,
				createdAt,
				lastSeenAt: createdAt,
			};
			database.run('UPDATE members SET last_seen_at = ? WHERE id = ?', createdAt, member.id);
			database.run(
				`INSERT INTO sessions (${sessionColumns}) VALUES (?, ?, ?, ?, ?, ?)`,
				...sessionValues(session),
			);
			return { session, member };
		},
		getSession: (hash) => {
			const row = database.get<SessionRow>(
				`SELECT ${sessionColumns} FROM sessions WHERE hash = ?`,
				hash,
			);
			const member = row === undefined ? undefined : memberRow(row.member_id);
			if (row === undefined || member === undefined) return null;
			return { session: sessionOf(row), member: memberOf(member) };
		},
		touchSession: (hash, at) => {
			database.run('UPDATE sessions SET last_seen_at = ? WHERE hash = ?', at, hash);
			database.run(
				'UPDATE members SET last_seen_at = ? WHERE id = (SELECT member_id FROM sessions WHERE hash = ?)',
				at,
				hash,
			);
		},
		deleteSession: (hash) => database.run('DELETE FROM sessions WHERE hash = ?', hash) > 0,
	};
};

import type { Member } from '../../../../domain/types.ts';
import { type MemberRow, memberColumns, memberOf, memberValues } from '../../people-rows.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { between, condition, list } from './lists.ts';

export const createMembers = (
	database: Database,
): Pick<
	Operations,
	'createMember' | 'getMember' | 'listMembers' | 'membersByEmail' | 'changeMember' | 'deleteMember'
> => {
	const getMember = (orgId: string, id: string): Member | null => {
		const row = database.get<MemberRow>(
			`SELECT ${memberColumns} FROM members WHERE id = ? AND org_id = ?`,
			id,
			orgId,
		);
		return row === undefined ? null : memberOf(row);
	};
	const hasOtherOwner = ({ id, orgId }: Member): boolean =>
		database.get(
			"SELECT 1 FROM members WHERE org_id = ? AND role = 'owner' AND id <> ? LIMIT 1",
			orgId,
			id,
		) !== undefined;
	const isLastOwner = (member: Member): boolean =>
		member.role === 'owner' && !hasOtherOwner(member);
	const hasNamesake = ({ id, orgId, email }: Member): boolean =>
		database.get(
			'SELECT 1 FROM members WHERE org_id = ? AND email = ? AND id <> ?',
			orgId,
			email,
			id,
		) !== undefined;
	return {
		createMember: (member) =>
			database.run(
				`INSERT INTO members (${memberColumns}) VALUES (?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (org_id, email) DO NOTHING`,
				...memberValues(member),
			) > 0,
		getMember,
		listMembers: (orgId, options) =>
			list<MemberRow, Member>(database, {
				select: `SELECT ${memberColumns} FROM members`,
				where: [condition('org_id = ?', orgId), ...between('created_at', options)],
				position: 'id',
				after: options.after,
				options,
				read: memberOf,
			}),
		membersByEmail: (email) =>
			database
				.all<MemberRow>(`SELECT ${memberColumns} FROM members WHERE email = ? ORDER BY id`, email)
				.map(memberOf),
		changeMember: (orgId, id, change) => {
			const before = getMember(orgId, id);
			if (before === null) return { kind: 'gone' };
			const member = { ...before, ...change };
			if (member.role !== 'owner' && isLastOwner(before)) return { kind: 'last_owner' };
			if (hasNamesake(member)) return { kind: 'email_taken' };
			database.run(
				'UPDATE members SET email = ?, name = ?, role = ? WHERE id = ?',
				member.email,
				member.name,
				member.role,
				id,
			);
			return { kind: 'changed', member };
		},
		deleteMember: (orgId, id) => {
			const member = getMember(orgId, id);
			if (member === null) return { kind: 'gone' };
			if (isLastOwner(member)) return { kind: 'last_owner' };
			database.run('DELETE FROM members WHERE id = ?', id);
			database.run('DELETE FROM sessions WHERE member_id = ?', id);
			database.run('DELETE FROM sign_in_links WHERE member_id = ?', id);
			return { kind: 'deleted', member };
		},
	};
};

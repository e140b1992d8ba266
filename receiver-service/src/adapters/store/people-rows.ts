import type { AuditEntry, Member, Role, Session, SignInLink } from '../../domain/types.ts';

/** Rows of members, links, sessions and the audit log: the same columns in both engines. */
export type MemberRow = {
	readonly id: string;
	readonly org_id: string;
	readonly email: string | null;
	readonly name: string;
	readonly role: Role;
	readonly created_at: number;
	readonly last_seen_at: number | null;
};
export const memberColumns = 'id, org_id, email, name, role, created_at, last_seen_at';
export const memberOf = (row: MemberRow): Member => ({
	id: row.id,
	orgId: row.org_id,
	email: row.email,
	name: row.name,
	role: row.role,
	createdAt: row.created_at,
	lastSeenAt: row.last_seen_at,
});
export const memberValues = (member: Member) => [
	member.id,
	member.orgId,
	member.email,
	member.name,
	member.role,
	member.createdAt,
	member.lastSeenAt,
];

export type SignInLinkRow = {
	readonly hash: string;
	readonly org_id: string;
	readonly member_id: string;
	readonly created_at: number;
	readonly expires_at: number;
};
export const signInLinkColumns = 'hash, org_id, member_id, created_at, expires_at';
export const signInLinkOf = (row: SignInLinkRow): SignInLink => ({
	hash: row.hash,
	orgId: row.org_id,
	memberId: row.member_id,
	createdAt: row.created_at,
	expiresAt: row.expires_at,
});
export const signInLinkValues = (link: SignInLink) => [
	link.hash,
	link.orgId,
	link.memberId,
	link.createdAt,
	link.expiresAt,
];

export type SessionRow = {
	readonly hash: string;
	readonly id: string;
	readonly org_id: string;
	readonly member_id: string;
	readonly created_at: number;
	readonly last_seen_at: number;
};
export const sessionColumns = 'hash, id, org_id, member_id, created_at, last_seen_at';
export const sessionOf = (row: SessionRow): Session => ({
	hash: row.hash,
	id: row.id,
	orgId: row.org_id,
	memberId: row.member_id,
	createdAt: row.created_at,
	lastSeenAt: row.last_seen_at,
});
export const sessionValues = (session: Session) => [
	session.hash,
	session.id,
	session.orgId,
	session.memberId,
	session.createdAt,
	session.lastSeenAt,
];

export type AuditRow = {
	readonly id: string;
	readonly org_id: string;
	readonly at: number;
	readonly actor_kind: AuditEntry['actor']['kind'];
	readonly actor_id: string | null;
	readonly actor_name: string;
	readonly action: string;
	readonly target_kind: string | null;
	readonly target_id: string | null;
	readonly target_name: string | null;
	readonly address: string | null;
};
export const auditColumns =
	'id, org_id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name, address';
export const auditEntryOf = (row: AuditRow): AuditEntry => ({
	id: row.id,
	orgId: row.org_id,
	at: row.at,
	actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
	action: row.action,
	target:
		row.target_kind === null
			? null
			: { kind: row.target_kind, id: row.target_id, name: row.target_name },
	address: row.address,
});
export const auditValues = ({ actor, target, ...entry }: AuditEntry) => [
	entry.id,
	entry.orgId,
	entry.at,
	actor.kind,
	actor.id,
	actor.name,
	entry.action,
	target?.kind ?? null,
	target?.id ?? null,
	target?.name ?? null,
	entry.address,
];

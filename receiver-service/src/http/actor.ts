import type { AuditActor } from '../domain/types.ts';
import type { Maker } from '../pipeline/keys.ts';
import type { Actor, Caller } from './route.ts';

/** The id of the key or member that acts. */
export const actorId = (actor: Actor): string =>
	actor.kind === 'key' ? actor.key.id : actor.member.id;

/** Who acts, as the audit log names them. */
export const auditActorOf = (actor: Actor): AuditActor => ({
	kind: actor.kind,
	id: actorId(actor),
	name: actor.kind === 'key' ? actor.key.name : actor.member.name,
});

/** Whose a hook is that this caller makes. */
export const makerOf = ({ actor, orgId }: Pick<Caller, 'actor' | 'orgId'>): Maker => ({
	orgId,
	key: actor.kind === 'key' ? actor.key : null,
});

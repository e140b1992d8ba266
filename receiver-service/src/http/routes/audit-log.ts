import { z } from 'zod';
import type { AuditEntry } from '../../domain/types.ts';
import { listOptions, listParameters, listReply, pageSchema, timeText } from '../list.ts';
import { type Route, route } from '../route.ts';

const entrySchema = z
	.object({
		id: z.string(),
		at: z.iso.datetime(),
		actor: z.object({
			kind: z.enum(['member', 'key', 'system']),
			id: z.string().nullable(),
			name: z.string(),
		}),
		action: z.string().describe('`subscription.create`.'),
		target: z
			.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() })
			.nullable(),
		address: z.string().nullable().describe('The address that the request came from.'),
	})
	.meta({ id: 'AuditEntry' });

const showEntry = ({ id, at, actor, action, target, address }: AuditEntry) => ({
	id,
	at: timeText(at),
	actor: { kind: actor.kind, id: actor.id, name: actor.name },
	action,
	target: target === null ? null : { kind: target.kind, id: target.id, name: target.name },
	address,
});

const word = z.string().min(1).max(64).optional();

const list = route({
	method: 'get',
	path: '/v1/audit-log',
	tag: 'Signing in',
	summary: 'List what was done, and by whom',
	description:
		'Every change by a member or a key, and what the service did by itself. Kept 400 days.',
	scope: 'admin',
	query: z.object({
		...listParameters,
		action: word.describe('Exactly this action, such as `subscription.create`.'),
		actor_id: word,
		target_id: word,
	}),
	responses: { 200: { description: 'Entries.', schema: pageSchema(entrySchema) } },
	handle: async ({ context, caller, query }) => {
		const asked = {
			orgId: caller.orgId,
			action: query.action ?? null,
			actorId: query.actor_id ?? null,
			targetId: query.target_id ?? null,
		};
		const page = await context.store.listAuditLog(asked, listOptions('audit', query));
		return { status: 200, body: listReply('audit', page, ({ id }) => id, showEntry) };
	},
});

export const auditLogRoutes: readonly Route[] = [list];

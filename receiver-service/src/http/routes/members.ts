import { z } from 'zod';
import { notFound } from '../../domain/not-found.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Member, roles } from '../../domain/types.ts';
import { createSignInLink } from '../../pipeline/sign-in-links.ts';
import { mailSignInLink } from '../../pipeline/sign-in-mail.ts';
import {
	listOptions,
	listParameters,
	listReply,
	pageSchema,
	timeText,
	timeTextOrNull,
} from '../list.ts';
import { type Route, route } from '../route.ts';
import { emailSchema, idParams, label } from '../schemas.ts';

const tag = 'Signing in';

const fields = {
	id: z.string(),
	email: z.string().nullable(),
	name: z.string(),
	role: z.enum(roles),
	created_at: z.iso.datetime(),
	last_seen_at: z.iso.datetime().nullable(),
	invited: z.boolean().describe('True until they have signed in.'),
};
const memberSchema = z.object(fields).meta({ id: 'Member' });

const showMember = (member: Member) => ({
	id: member.id,
	email: member.email,
	name: member.name,
	role: member.role,
	created_at: timeText(member.createdAt),
	last_seen_at: timeTextOrNull(member.lastSeenAt),
	invited: member.lastSeenAt === null,
});

const unchanged = (why: 'gone' | 'email_taken' | 'last_owner'): Refusal => {
	if (why === 'gone') return notFound('member');
	return new Refusal(why === 'email_taken' ? 'member_exists' : 'last_owner');
};

const list = route({
	method: 'get',
	path: '/v1/members',
	tag,
	summary: 'List members',
	scope: 'read',
	query: z.object(listParameters),
	responses: { 200: { description: 'Members.', schema: pageSchema(memberSchema) } },
	handle: async ({ context, caller, query }) => {
		const page = await context.store.listMembers(caller.orgId, listOptions('member', query));
		return { status: 200, body: listReply('member', page, ({ id }) => id, showMember) };
	},
});

const invite = route({
	method: 'post',
	path: '/v1/members',
	tag,
	summary: 'Invite a member',
	description:
		'Answers with a link that signs them in once, shown this once; it is mailed to them too where the service sends e-mail.',
	scope: 'admin',
	keyOnly: true,
	idempotency: 'optional',
	example: { email: 'camille@example.com', name: 'Camille', role: 'editor' },
	body: z.strictObject({
		email: emailSchema,
		name: label.optional().describe('Default: what stands before @ in the address.'),
		role: z.enum(roles),
	}),
	responses: {
		201: {
			description: 'The member and their sign-in link.',
			schema: z
				.object({ ...fields, sign_in_url: z.string(), sign_in_expires_at: z.iso.datetime() })
				.meta({ id: 'InvitedMember' }),
		},
	},
	handle: async ({ context, caller, body, language }) => {
		const member: Member = {
			id: context.newId('mem'),
			orgId: caller.orgId,
			email: body.email,
			name: body.name ?? body.email.slice(0, body.email.indexOf('@')),
			role: body.role,
			createdAt: context.clock.now(),
			lastSeenAt: null,
		};
		if (!(await context.store.createMember(member))) throw new Refusal('member_exists');
		const made = await createSignInLink(context, member);
		// Not awaited: the link is in the answer, and a mail server may take its time.
		void mailSignInLink(context, member, made, language);
		return {
			status: 201,
			body: {
				...showMember(member),
				sign_in_url: made.url,
				sign_in_expires_at: timeText(made.link.expiresAt),
			},
		};
	},
});

const change = route({
	method: 'patch',
	path: '/v1/members/{id}',
	tag,
	summary: 'Change a member',
	description: 'A new role holds at once. The last owner stays one: 409 `last_owner`.',
	scope: 'admin',
	params: idParams,
	body: z.strictObject({
		email: emailSchema.optional(),
		name: label.optional(),
		role: z.enum(roles).optional(),
	}),
	responses: { 200: { description: 'The member as they are now.', schema: memberSchema } },
	handle: async ({ context, caller, params, body }) => {
		const { email, name, role } = body;
		const result = await context.store.changeMember(caller.orgId, params.id, {
			...(email === undefined ? {} : { email }),
			...(name === undefined ? {} : { name }),
			...(role === undefined ? {} : { role }),
		});
		if (result.kind !== 'changed') throw unchanged(result.kind);
		return { status: 200, body: showMember(result.member) };
	},
});

const remove = route({
	method: 'delete',
	path: '/v1/members/{id}',
	tag,
	summary: 'Remove a member',
	description: 'Ends their sessions and links at once. The last owner stays: 409 `last_owner`.',
	scope: 'admin',
	params: idParams,
	responses: { 204: { description: 'They are no member any more.' } },
	handle: async ({ context, caller, params }) => {
		const result = await context.store.deleteMember(caller.orgId, params.id);
		if (result.kind !== 'deleted') throw unchanged(result.kind);
		return { status: 204, audited: { name: result.member.name } };
	},
});

const link = route({
	method: 'post',
	path: '/v1/members/{id}/sign-in-link',
	tag,
	summary: 'Make a sign-in link for a member',
	description: 'Shown this once; works once, within 24 hours.',
	scope: 'admin',
	keyOnly: true,
	params: idParams,
	responses: {
		201: {
			description: 'The link.',
			schema: z
				.object({ url: z.string(), expires_at: z.iso.datetime() })
				.meta({ id: 'SignInLink' }),
		},
	},
	handle: async ({ context, caller, params }) => {
		const member = await context.store.getMember(caller.orgId, params.id);
		if (member === null) throw notFound('member');
		const made = await createSignInLink(context, member);
		return {
			status: 201,
			body: { url: made.url, expires_at: timeText(made.link.expiresAt) },
			audited: { name: member.name },
		};
	},
});

export const memberRoutes: readonly Route[] = [list, invite, change, remove, link];

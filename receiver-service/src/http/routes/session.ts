import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { scopesOfRole } from '../../domain/role.ts';
import { roles, scopes } from '../../domain/types.ts';
import { recordAudit } from '../../pipeline/audit.ts';
import type { Context } from '../../pipeline/context.ts';
import { beginSession, csrfTokenOf, type SignedIn } from '../../pipeline/sessions.ts';
import { tokenHash } from '../../pipeline/sign-in-links.ts';
import { askForSignInLinks } from '../../pipeline/sign-in-mail.ts';
import { notSignedIn } from '../authentication.ts';
import { type Actor, type Endpoint, publicRoute, type Reply, route } from '../route.ts';
import { emailSchema } from '../schemas.ts';
import { endedCookie, sessionCookie, sessionTokenIn } from '../session-cookie.ts';

const tag = 'Signing in';

const sessionSchema = z
	.object({
		member: z.object({
			id: z.string(),
			email: z.string().nullable(),
			name: z.string(),
			role: z.enum(roles),
		}),
		organisation: z.object({ id: z.string(), name: z.string() }),
		scopes: z.array(z.enum(scopes)),
		csrf_token: z
			.string()
			.describe('For the header x-csrf-token of every request that changes something.'),
	})
	.meta({ id: 'Session' });

/** The session as its page sees it; its cookie begins its time anew. */
const sessionReply = (context: Context, { member, session, token }: SignedIn): Reply => {
	const organisation = context.directory.organisation(member.orgId);
	if (organisation === undefined) throw new Error(`${member.id} has no organisation.`);
	const { id, email, name, role } = member;
	return {
		status: 200,
		headers: { 'set-cookie': sessionCookie(context, session, token) },
		body: {
			member: { id, email, name, role },
			organisation: { id: organisation.id, name: organisation.name },
			scopes: scopesOfRole[role],
			csrf_token: csrfTokenOf(context, token),
		},
	};
};

const signIn = publicRoute({
	method: 'post',
	path: '/v1/session',
	tag,
	summary: 'Sign in with a one-time link',
	description:
		'`token` is what follows `#` in the link. Answers with the cookie of a new session; one that the browser had before ends.',
	sameOrigin: true,
	example: { token: 'q0Zr…' },
	body: z.strictObject({ token: z.string().min(1).max(256) }),
	responses: { 200: { description: 'Who is signed in.', schema: sessionSchema } },
	handle: async ({ context, address, body, headers }) => {
		const signedIn = await beginSession(context, body.token);
		if (signedIn === null) throw new Refusal('sign_in_link_invalid');
		const former = sessionTokenIn(context, headers.cookie);
		if (former !== null) await context.store.deleteSession(tokenHash(former));
		const { id, name, orgId } = signedIn.member;
		await recordAudit(context, {
			orgId,
			actor: { kind: 'member', id, name },
			action: 'session.create',
			target: { kind: 'session', id: signedIn.session.id, name: null },
			address,
		});
		return sessionReply(context, signedIn);
	},
});

/** The route takes nobody but members. */
const memberOf = (actor: Actor): Extract<Actor, { readonly kind: 'member' }> => {
	if (actor.kind !== 'member') throw notSignedIn();
	return actor;
};

const show = route({
	method: 'get',
	path: '/v1/session',
	tag,
	summary: 'Show who is signed in',
	scope: 'any',
	memberOnly: true,
	responses: { 200: { description: 'Who is signed in.', schema: sessionSchema } },
	handle: async ({ context, caller }) => sessionReply(context, memberOf(caller.actor)),
});

const signOut = route({
	method: 'delete',
	path: '/v1/session',
	tag,
	summary: 'Sign out',
	description: 'Ends the session at once.',
	scope: 'any',
	memberOnly: true,
	responses: { 204: { description: 'The session has ended.' } },
	handle: async ({ context, caller }) => {
		const { session } = memberOf(caller.actor);
		await context.store.deleteSession(session.hash);
		return {
			status: 204,
			headers: { 'set-cookie': endedCookie(context) },
			audited: { id: session.id },
		};
	},
});

const askForLink = publicRoute({
	method: 'post',
	path: '/v1/sign-in-links',
	tag,
	summary: 'Ask for a sign-in link by e-mail',
	description:
		'Answers the same, before anybody is looked up, whether a member has this address or not. 409 where the service sends no e-mail.',
	limitedByAddress: true,
	limitedBy: ({ email }) => email,
	sameOrigin: true,
	example: { email: 'camille@example.com' },
	body: z.strictObject({ email: emailSchema }),
	responses: {
		202: {
			description: 'A link is on its way if a member has this address.',
			schema: z.object({ accepted: z.literal(true) }).meta({ id: 'SignInLinkAsked' }),
		},
	},
	handle: async ({ context, body, language }) => {
		if (context.mailer === null) throw new Refusal('email_not_configured');
		askForSignInLinks(context, body.email, language);
		return { status: 202, body: { accepted: true } };
	},
});

export const sessionRoutes: readonly Endpoint[] = [signIn, show, signOut, askForLink];

import { Refusal } from '../domain/refusal.ts';
import { scopesOfRole } from '../domain/role.ts';
import type { Context } from '../pipeline/context.ts';
import { isCsrfToken, liveSession } from '../pipeline/sessions.ts';
import type { Caller } from './route.ts';

/** What of a request says who sends it, and from where; lower-case names. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Methods that change nothing (RFC 9110 §9.2.1). */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Throws 403 when a browser says that a page of another site made it send this. Programs say
 * nothing of the kind (OWASP, "Cross-Site Request Forgery Prevention", "Fetch Metadata").
 */
export const demandSameOrigin = (
	{ config }: Pick<Context, 'config'>,
	headers: RequestHeaders,
): void => {
	const { origin, 'sec-fetch-site': site } = headers;
	const isOurs =
		(origin === undefined || origin === new URL(config.publicUrl).origin) &&
		(site === undefined || site === 'same-origin');
	if (!isOurs) throw new Refusal('csrf_failed', { url: config.publicUrl });
};

/**
 * The member behind a session's cookie; null when the session has ended. What changes something
 * must come from our own page: it alone knows the session's token.
 */
export const authenticateSession = async (
	context: Pick<Context, 'clock' | 'config' | 'store' | 'vault'>,
	token: string,
	method: string,
	headers: RequestHeaders,
): Promise<Caller | null> => {
	const signedIn = await liveSession(context, token);
	if (signedIn === null) return null;
	if (!safeMethods.has(method)) {
		demandSameOrigin(context, headers);
		const given = headers['x-csrf-token'];
		if (given === undefined || !isCsrfToken(context, token, given)) {
			throw new Refusal('csrf_failed', { url: context.config.publicUrl });
		}
	}
	const { orgId, role } = signedIn.member;
	return {
		actor: { kind: 'member', ...signedIn },
		orgId,
		scopes: scopesOfRole[role],
		viaToken: false,
	};
};

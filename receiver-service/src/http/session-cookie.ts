import type { Session } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';
import { sessionEnd } from '../pipeline/sessions.ts';

type Part = Pick<Context, 'config' | 'clock'>;

/** 32 bytes in base64url. */
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;
const isSecure = ({ config }: Pick<Context, 'config'>): boolean =>
	config.publicUrl.startsWith('https:');

/** On https the name itself keeps other hosts and paths from setting it (RFC 6265bis §4.1.3.2). */
const cookieName = (context: Pick<Context, 'config'>): string =>
	isSecure(context) ? '__Host-voicehooks_session' : 'voicehooks_session';

const cookie = (context: Part, value: string, maxAgeSeconds: number): string =>
	[
		`${cookieName(context)}=${value}`,
		'Path=/',
		`Max-Age=${maxAgeSeconds}`,
		'HttpOnly',
		'SameSite=Lax',
		...(isSecure(context) ? ['Secure'] : []),
	].join('; ');

/** Gives the browser its session, for as long as it may last unused. */
export const sessionCookie = (context: Part, session: Session, token: string): string => {
	const now = context.clock.now();
	return cookie(context, token, Math.floor((sessionEnd(session, now) - now) / 1_000));
};

/** Makes the browser forget it. */
export const endedCookie = (context: Part): string => cookie(context, '', 0);

/** The token in a `Cookie` header; null where there is none that could be ours. */
export const sessionTokenIn = (
	context: Pick<Context, 'config'>,
	header: string | undefined,
): string | null => {
	const start = `${cookieName(context)}=`;
	for (const part of (header ?? '').split(';')) {
		const text = part.trim();
		if (text.startsWith(start) && tokenPattern.test(text.slice(start.length)))
			return text.slice(start.length);
	}
	return null;
};

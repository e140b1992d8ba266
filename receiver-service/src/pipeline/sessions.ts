import { timingSafeEqual } from 'node:crypto';
import type { Member, Session } from '../domain/types.ts';
import type { Context } from './context.ts';
import { tokenHash } from './sign-in-links.ts';

const tokenBytes = 32;
const dayMs = 24 * 3_600_000;
/** A session ends this long after it was last used, and at the latest this long after it began. */
export const sessionLife = { idleMs: 30 * dayMs, wholeMs: 90 * dayMs };
/** Its last use is noted this often. */
const touchEveryMs = 10 * 60_000;

type Part = Pick<Context, 'clock' | 'store'>;

/** A session as it is at work: with its member, and the text of its cookie. */
export type SignedIn = {
	readonly session: Session;
	readonly member: Member;
	readonly token: string;
};

const isLive = ({ createdAt, lastSeenAt }: Session, now: number): boolean =>
	now < createdAt + sessionLife.wholeMs && now < lastSeenAt + sessionLife.idleMs;

/** When a session ends if it is not used again. */
export const sessionEnd = ({ createdAt }: Session, now: number): number =>
	Math.min(createdAt + sessionLife.wholeMs, now + sessionLife.idleMs);

/**
 * Begins a session for a link's token, which is used up; null when it does not work. The session's
 * own token is always new, whatever the browser had before.
 */
export const beginSession = async (
	{ clock, newId, random, store }: Part & Pick<Context, 'newId' | 'random'>,
	linkToken: string,
): Promise<SignedIn | null> => {
	const token = random.bytes(tokenBytes).toString('base64url');
	const begun = await store.redeemSignInLink(tokenHash(linkToken), {
		id: newId('ses'),
		hash: tokenHash(token),
		createdAt: clock.now(),
	});
	return begun === null ? null : { ...begun, token };
};

/**
 * The session of a cookie; null when there is none or its time is over. Its row is read on each
 * request, so that ending it, or changing its member's role, holds at once on every replica.
 */
export const liveSession = async (
	{ clock, store }: Part,
	token: string,
): Promise<SignedIn | null> => {
	const found = await store.getSession(tokenHash(token));
	const now = clock.now();
	if (found === null || !isLive(found.session, now)) return null;
	if (now - found.session.lastSeenAt >= touchEveryMs) {
		await store.touchSession(found.session.hash, now);
	}
	return { ...found, token };
};

/** Whether a session that was live goes on: for answers that last longer than their request. */
export const isSessionLive = async ({ clock, store }: Part, hash: string): Promise<boolean> => {
	const found = await store.getSession(hash);
	return found !== null && isLive(found.session, clock.now());
};

/** What a page sends back to show that a request is its own: follows from the cookie, says nothing of it. */
export const csrfTokenOf = ({ vault }: Pick<Context, 'vault'>, token: string): string =>
	vault.index('csrf', token);

/** Compares in constant time. */
export const isCsrfToken = (
	context: Pick<Context, 'vault'>,
	token: string,
	given: string,
): boolean => {
	const expected = Buffer.from(csrfTokenOf(context, token));
	const actual = Buffer.from(given);
	return actual.length === expected.length && timingSafeEqual(actual, expected);
};

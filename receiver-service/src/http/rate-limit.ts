import type { ServerResponse } from 'node:http';
import { Refusal } from '../domain/refusal.ts';
import { createTokenBucket, type TokenBucket } from '../domain/token-bucket.ts';
import type { Context } from '../pipeline/context.ts';
import type { Taken } from '../ports.ts';
import { retryAfter } from './authentication.ts';
import type { Caller } from './route.ts';
import { takeShared } from './shared-limit.ts';

type Limited = { readonly perSecond: number; readonly bucket: TokenBucket };

export type RateLimit = (
	caller: Pick<Caller, 'actor' | 'orgId'>,
	response: ServerResponse,
) => Promise<void>;

/**
 * Requests to `/v1` by organisation, with a burst of one second's worth (contract,
 * "Authentication"). Its members have a budget of their own, so that a busy API client does not
 * take the dashboard from those who look what it does. Says where the caller stands in `RateLimit-*`; throws 429 over the limit.
 */
export const createRateLimit = (
	context: Pick<Context, 'clock' | 'directory' | 'replication'>,
): RateLimit => {
	const limited = new Map<string, Limited>();
	const bucketOf = (budget: string, perSecond: number, now: number): TokenBucket => {
		const known = limited.get(budget);
		if (known?.perSecond === perSecond) return known.bucket;
		const bucket = createTokenBucket(perSecond, perSecond, now);
		limited.set(budget, { perSecond, bucket });
		return bucket;
	};
	/** Where the budget stands, over all replicas. */
	const take = async (budget: string, perSecond: number): Promise<Taken> => {
		const now = context.clock.now();
		const bucket = bucketOf(budget, perSecond, now);
		if (!bucket.take(now)) return { taken: false, remaining: 0, waitMs: bucket.waitMs(now) };
		const limit = { perSecond, burst: perSecond, count: 1 };
		const shared = await takeShared(context, `api:${budget}`, limit);
		return shared ?? { taken: true, remaining: bucket.remaining(now), waitMs: 0 };
	};
	return async ({ actor, orgId }, response) => {
		const perSecond = context.directory.organisation(orgId)?.rateLimitPerSecond;
		if (perSecond === undefined) throw new Error(`A key belongs to no organisation (${orgId}).`);
		const { taken, remaining, waitMs } = await take(
			actor.kind === 'key' ? orgId : `${orgId}:members`,
			perSecond,
		);
		response.setHeader('ratelimit-limit', perSecond);
		response.setHeader('ratelimit-remaining', remaining);
		response.setHeader('ratelimit-reset', Math.ceil((perSecond - remaining) / perSecond));
		if (!taken) throw new Refusal('too_many_requests', {}, { headers: retryAfter(waitMs) });
	};
};

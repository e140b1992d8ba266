import type { ServerResponse } from 'node:http';
import { Refusal } from '../domain/refusal.ts';
import { createTokenBucket, type TokenBucket } from '../domain/token-bucket.ts';
import type { Context } from '../pipeline/context.ts';
import type { Taken } from '../ports.ts';
import { retryAfter } from './authentication.ts';
import { takeShared } from './shared-limit.ts';

type Limited = { readonly perSecond: number; readonly bucket: TokenBucket };

export type RateLimit = (orgId: string, response: ServerResponse) => Promise<void>;

/**
 * Requests to `/v1` by organisation, with a burst of one second's worth (contract,
 * "Authentication"). Says where the caller stands in `RateLimit-*`; throws 429 over the limit.
 */
export const createRateLimit = (
	context: Pick<Context, 'clock' | 'directory' | 'replication'>,
): RateLimit => {
	const byOrganisation = new Map<string, Limited>();
	const bucketOf = (orgId: string, perSecond: number, now: number): TokenBucket => {
		const known = byOrganisation.get(orgId);
		if (known?.perSecond === perSecond) return known.bucket;
		const bucket = createTokenBucket(perSecond, perSecond, now);
		byOrganisation.set(orgId, { perSecond, bucket });
		return bucket;
	};
	/** Where the organisation stands, over all replicas. */
	const take = async (orgId: string, perSecond: number): Promise<Taken> => {
		const now = context.clock.now();
		const bucket = bucketOf(orgId, perSecond, now);
		if (!bucket.take(now)) return { taken: false, remaining: 0, waitMs: bucket.waitMs(now) };
		const limit = { perSecond, burst: perSecond, count: 1 };
		const shared = await takeShared(context, `api:${orgId}`, limit);
		return shared ?? { taken: true, remaining: bucket.remaining(now), waitMs: 0 };
	};
	return async (orgId, response) => {
		const perSecond = context.directory.organisation(orgId)?.rateLimitPerSecond;
		if (perSecond === undefined) throw new Error(`A key belongs to no organisation (${orgId}).`);
		const { taken, remaining, waitMs } = await take(orgId, perSecond);
		response.setHeader('ratelimit-limit', perSecond);
		response.setHeader('ratelimit-remaining', remaining);
		response.setHeader('ratelimit-reset', Math.ceil((perSecond - remaining) / perSecond));
		if (!taken) throw new Refusal('too_many_requests', {}, { headers: retryAfter(waitMs) });
	};
};

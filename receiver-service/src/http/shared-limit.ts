import { Refusal } from '../domain/refusal.ts';
import type { Context } from '../pipeline/context.ts';
import { isUnavailable, type Taken } from '../ports.ts';
import { retryAfter } from './authentication.ts';

type Limit = { readonly perSecond: number; readonly burst: number };

/**
 * A limit that holds over all replicas, behind the one that each has in memory: what that refuses
 * never gets here. Null where there are no other replicas, or the database cannot say: then the
 * replica's own limit must do.
 */
export const takeShared = async (
	{ replication }: Pick<Context, 'replication'>,
	key: string,
	limit: Limit & { readonly count: number },
): Promise<Taken | null> => {
	if (replication === null) return null;
	try {
		return await replication.takeTokens(key, limit);
	} catch (fault) {
		if (isUnavailable(fault)) return null;
		throw fault;
	}
};

/** Throws 429 once all replicas together have let so many through. */
export const createSharedLimit =
	(context: Pick<Context, 'replication'>, name: string, { perSecond, burst }: Limit) =>
	async (key: string): Promise<void> => {
		const answer = await takeShared(context, `${name}:${key}`, { perSecond, burst, count: 1 });
		if (answer === null || answer.taken) return;
		throw new Refusal('too_many_requests', {}, { headers: retryAfter(answer.waitMs) });
	};

/** Taken from the shared bucket at once: the share of the burst that one replica may hold unused. */
const portionShare = 20;
const maxPortions = 100_000;

type Portion = { left: number; asking: Promise<Taken | null> | null };

/**
 * A limit for what comes far too often to ask the database each time: a replica takes a portion of
 * the shared bucket and counts it down in memory. Answers how long to wait; 0: not at all.
 */
export const createPortionedLimit = (
	context: Pick<Context, 'replication'>,
	name: string,
	{ perSecond, burst }: Limit,
) => {
	const portions = new Map<string, Portion>();
	const count = Math.max(1, Math.floor(burst / portionShare));

	const refill = async (key: string, portion: Portion): Promise<Taken | null> => {
		const answer = await takeShared(context, `${name}:${key}`, { perSecond, burst, count });
		portion.asking = null;
		if (answer?.taken !== false) portion.left = count;
		return answer;
	};

	return async (key: string): Promise<number> => {
		if (context.replication === null) return 0;
		if (portions.size >= maxPortions) portions.clear();
		const portion = portions.get(key) ?? { left: 0, asking: null };
		portions.set(key, portion);
		while (portion.left <= 0) {
			portion.asking ??= refill(key, portion);
			const answer = await portion.asking;
			if (answer !== null && !answer.taken) return answer.waitMs;
		}
		portion.left -= 1;
		return 0;
	};
};

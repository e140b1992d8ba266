/** Lets so many through a second, with a burst after quiet. Times are unix milliseconds. */
export type TokenBucket = {
	/** Takes one; false when there is none. */
	readonly take: (now: number) => boolean;
	/** Whole ones left. */
	readonly remaining: (now: number) => number;
	/** Milliseconds until one is there; 0 when one is. */
	readonly waitMs: (now: number) => number;
};

/** A full bucket that holds `burst` and gains `perSecond`. A clock that steps back gains nothing. */
export const createTokenBucket = (perSecond: number, burst: number, now: number): TokenBucket => {
	let tokens = burst;
	let filledAt = now;
	const fill = (at: number) => {
		const elapsedMs = Math.max(0, at - filledAt);
		tokens = Math.min(burst, tokens + (elapsedMs * perSecond) / 1_000);
		filledAt = at;
	};
	return {
		take: (at) => {
			fill(at);
			if (tokens < 1) return false;
			tokens -= 1;
			return true;
		},
		remaining: (at) => {
			fill(at);
			return Math.floor(tokens);
		},
		waitMs: (at) => {
			fill(at);
			return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1_000) / perSecond);
		},
	};
};

/**
 * One bucket for each key, at most `capacity` keys: the one unused longest goes first, so that
 * strangers cannot fill the memory.
 */
export const createBucketTable = (perSecond: number, burst: number, capacity: number) => {
	const buckets = new Map<string, TokenBucket>();
	return (key: string, now: number): TokenBucket => {
		const bucket = buckets.get(key) ?? createTokenBucket(perSecond, burst, now);
		buckets.delete(key);
		buckets.set(key, bucket);
		if (buckets.size > capacity) {
			const oldest = buckets.keys().next();
			if (!oldest.done) buckets.delete(oldest.value);
		}
		return bucket;
	};
};

/** Lets so many through a second, with a burst after quiet. Times are unix milliseconds. */
export type TokenBucket = {
	/** Takes one; false when there is none. */
	readonly take: (now: number) => boolean;
	/** Whole ones left. */
	readonly remaining: (now: number) => number;
	/** Milliseconds until one is there; 0 when one is. */
	readonly waitMs: (now: number) => number;
	/** Nothing of it is used: forgetting it gives nobody more than it lets through. */
	readonly isFull: (now: number) => boolean;
	/** A bucket of another size in its place: what was taken from this one stays taken. */
	readonly resized: (perSecond: number, burst: number, now: number) => TokenBucket;
};

/**
 * A bucket that holds `burst` and gains `perSecond`; full, unless it begins with `filled` tokens.
 * A clock that steps back gains nothing.
 */
export const createTokenBucket = (
	perSecond: number,
	burst: number,
	now: number,
	filled = burst,
): TokenBucket => {
	let tokens = Math.min(burst, filled);
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
		isFull: (at) => {
			fill(at);
			return tokens >= burst;
		},
		resized: (newPerSecond, newBurst, at) => {
			fill(at);
			return createTokenBucket(
				newPerSecond,
				newBurst,
				at,
				Math.max(0, newBurst - (burst - tokens)),
			);
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
		const known = buckets.get(key);
		// Who was used last matters only once room gets scarce.
		if (known !== undefined && buckets.size <= capacity / 2) return known;
		const bucket = known ?? createTokenBucket(perSecond, burst, now);
		buckets.delete(key);
		buckets.set(key, bucket);
		if (buckets.size > capacity) {
			const oldest = buckets.keys().next();
			if (!oldest.done) buckets.delete(oldest.value);
		}
		return bucket;
	};
};

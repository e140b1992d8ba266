import { createTokenBucket, type TokenBucket } from '../domain/token-bucket.ts';
import type { Platform, Subscription } from '../domain/types.ts';
import { isCareful, type Lane, type LaneLimits, queued } from './lane.ts';

/** Attempts in flight at once: sockets and memory. */
export const maxInFlight = 1_000;
/**
 * Attempts that one lane may have while so many are in flight altogether: the scarcer room gets,
 * the more targets share it, so that many dead ones starve nobody.
 */
const ceilings: readonly { readonly from: number; readonly ceiling: number }[] = [
	{ from: 0.9 * maxInFlight, ceiling: 1 },
	{ from: 0.75 * maxInFlight, ceiling: 2 },
	{ from: 0.5 * maxInFlight, ceiling: 8 },
];
/** Attempts in flight at one target: n8n takes 14–16 a second on SQLite, Zapier and Make queue. */
const concurrencyOf: Readonly<Record<Platform, number>> = {
	n8n: 4,
	zapier: 8,
	make: 8,
	custom: 64,
};
/** Contract: "25/s for zapier and make by default" (Zapier bears about 30, Make 300 in 10 s). */
const ratePerSecondOf: Readonly<Record<Platform, number | null>> = {
	zapier: 25,
	make: 25,
	n8n: null,
	custom: null,
};
/** A bucket holds what comes in this time: below a timer's precision smoothness is not to be had. */
const burstMs = 40;

/**
 * From one attempt to the next at a target that only fails. One that answers 500 at once would
 * otherwise be asked a thousand times a second, at the others' expense; its first success ends it.
 */
const carefulEveryMs = 50;

const readLimits = (
	subscriptions: readonly Subscription[],
	now: number,
	before: TokenBucket | null,
): LaneLimits => {
	let concurrency = concurrencyOf.custom;
	let rate: number | null = null;
	for (const { platform, rateLimitPerSecond } of subscriptions) {
		concurrency = Math.min(concurrency, concurrencyOf[platform]);
		const own = rateLimitPerSecond ?? ratePerSecondOf[platform];
		if (own !== null) rate = rate === null ? own : Math.min(rate, own);
	}
	if (rate === null) return { concurrency, bucket: null };
	const burst = Math.max(1, Math.ceil((rate * burstMs) / 1_000));
	const bucket = before?.resized(rate, burst, now) ?? createTokenBucket(rate, burst, now);
	return { concurrency, bucket };
};

/** The target's limits; read anew after one of its subscriptions changed. */
export const limitsOf = (
	lane: Lane,
	subscriptionsOfTarget: (targetId: string) => readonly Subscription[],
	now: number,
): LaneLimits => {
	if (lane.limits === null || lane.limitsChanged) {
		const before = lane.limits?.bucket ?? null;
		lane.limits = readLimits(subscriptionsOfTarget(lane.targetId), now, before);
		lane.limitsChanged = false;
	}
	return lane.limits;
};

/** Whether the lane may have one more in flight, beside so many of all lanes. */
export const hasRoom = (lane: Lane, { concurrency }: LaneLimits, inFlight: number): boolean => {
	const ceiling = ceilings.find(({ from }) => inFlight >= from)?.ceiling ?? maxInFlight;
	return lane.inFlight < (isCareful(lane) ? 1 : Math.min(concurrency, ceiling));
};

/** When the lane's own pace lets it start an attempt; `now` or earlier: at once. */
export const opensAt = (lane: Lane, { bucket }: LaneLimits, now: number): number =>
	Math.max(
		lane.notBefore,
		now + (bucket?.waitMs(now) ?? 0),
		isCareful(lane) ? lane.startedAt + carefulEveryMs : 0,
	);

/** When the lane has something to do again that no event will announce. */
export const nextTurn = (lane: Lane, limits: LaneLimits, now: number): number => {
	const wake = lane.wakes[0] ?? Number.POSITIVE_INFINITY;
	if (queued(lane) === 0 && !lane.hasRows) return wake;
	const fetch = queued(lane) > 0 ? 0 : lane.noFetchBefore;
	const opens = Math.max(opensAt(lane, limits, now), fetch);
	return opens > now ? Math.min(wake, opens) : wake;
};

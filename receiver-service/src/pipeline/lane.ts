import type { TokenBucket } from '../domain/token-bucket.ts';
import type { DueDelivery } from '../ports.ts';

/** A delivery in memory, from its arrival until its settlement is on disk. */
export type Entry = {
	readonly due: DueDelivery;
	readonly bytes: number;
	/** Read from its row, not handed over by who wrote it. */
	readonly fromRow: boolean;
	/** Its row was seen again under another subscription: look at the rows once this one is settled. */
	handedOver: boolean;
};

/** What a target bears, read from its subscriptions. */
export type LaneLimits = {
	readonly concurrency: number;
	/** Null: as fast as it answers. */
	readonly bucket: TokenBucket | null;
};

/**
 * Everything that waits for one target. A lane keeps its own pace, so that a slow or dead target
 * delays nobody else. What is not in `queue` is in rows: `hasRows` says that some are due now,
 * `wakes` when more will be.
 */
export type Lane = {
	readonly targetId: string;
	queue: Entry[];
	/** Position of the first entry of `queue`: taking from the front must not move the rest. */
	head: number;
	queuedBytes: number;
	/** Entries of this lane in memory: queued, in flight or being settled. */
	known: number;
	inFlight: number;
	/** Failed attempts in a row. */
	failures: number;
	/** Times in a row that the target asked for less. */
	slowdowns: number;
	/** When its latest attempt began. */
	startedAt: number;
	/** No attempt before: the target asked for a pause. */
	notBefore: number;
	hasRows: boolean;
	fetching: boolean;
	fetchFailures: number;
	noFetchBefore: number;
	/** Mean size of its entries, to read rows in pages of bounded size. */
	meanBytes: number;
	/** When rows become due, ascending; the sweep finds those beyond its bound. */
	wakes: number[];
	/** Null until they are read from the target's subscriptions. */
	limits: LaneLimits | null;
	/** One of those subscriptions changed since. */
	limitsChanged: boolean;
	isReady: boolean;
	isWaitingToFetch: boolean;
	timer: { readonly at: number; readonly cancel: () => void } | null;
	/** Whoever waits until no entry of it is in memory. */
	emptied: (() => void) | null;
};

/** From so many failures in a row on, one attempt at a time probes the target. */
const failuresUntilCareful = 10;
const maxWakes = 1_024;
/** Rows that are due within this time are read together: each look at them costs a turn of the writer. */
const wakeGrainMs = 100;
const firstPauseMs = 5_000;
const maxPauseMs = 300_000;
const assumedBytes = 65_536;

export const createLane = (targetId: string): Lane => ({
	targetId,
	queue: [],
	head: 0,
	queuedBytes: 0,
	known: 0,
	inFlight: 0,
	failures: 0,
	slowdowns: 0,
	startedAt: 0,
	notBefore: 0,
	hasRows: false,
	fetching: false,
	fetchFailures: 0,
	noFetchBefore: 0,
	meanBytes: assumedBytes,
	wakes: [],
	limits: null,
	limitsChanged: false,
	isReady: false,
	isWaitingToFetch: false,
	timer: null,
	emptied: null,
});

export const queued = (lane: Lane): number => lane.queue.length - lane.head;

export const pushEntry = (lane: Lane, entry: Entry): void => {
	lane.queue.push(entry);
	lane.queuedBytes += entry.bytes;
	lane.known += 1;
	lane.meanBytes += (entry.bytes - lane.meanBytes) / 8;
};

/** Takes the entry that waited longest. */
export const takeEntry = (lane: Lane): Entry | undefined => {
	const entry = lane.queue[lane.head];
	if (entry === undefined) return undefined;
	lane.head += 1;
	lane.queuedBytes -= entry.bytes;
	if (lane.head === lane.queue.length) {
		lane.queue = [];
		lane.head = 0;
	} else if (lane.head >= 256 && lane.head * 2 >= lane.queue.length) {
		lane.queue = lane.queue.slice(lane.head);
		lane.head = 0;
	}
	return entry;
};

/** Drops the queued entries that match; their rows have them. Returns what was dropped. */
export const dropEntries = (lane: Lane, matches: (entry: Entry) => boolean): readonly Entry[] => {
	const waiting = lane.queue.slice(lane.head);
	const dropped = waiting.filter(matches);
	if (dropped.length === 0) return dropped;
	const gone = new Set(dropped);
	lane.queue = waiting.filter((entry) => !gone.has(entry));
	lane.head = 0;
	lane.known -= dropped.length;
	for (const { bytes } of dropped) lane.queuedBytes -= bytes;
	return dropped;
};

/** Remembers that a row is due later. Beyond the bound the farthest is left to the sweep. */
export const addWake = (lane: Lane, dueAt: number): void => {
	const { wakes } = lane;
	const at = Math.ceil(dueAt / wakeGrainMs) * wakeGrainMs;
	let low = 0;
	let high = wakes.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((wakes[middle] ?? 0) < at) low = middle + 1;
		else high = middle;
	}
	if (wakes[low] === at) return;
	wakes.splice(low, 0, at);
	if (wakes.length > maxWakes) wakes.pop();
};

/** Turns the wake-ups that are past into rows to fetch. */
export const takeWakes = (lane: Lane, now: number): void => {
	const past = lane.wakes.findIndex((at) => at > now);
	if (past === 0 || lane.wakes.length === 0) return;
	lane.wakes.splice(0, past === -1 ? lane.wakes.length : past);
	lane.hasRows = true;
};

/** After the clock was set back: what it waits for is so much sooner. Its rows are looked at anew. */
export const setLaneBack = (lane: Lane, now: number, byMs: number): void => {
	lane.notBefore = Math.min(lane.notBefore, Math.max(now, lane.notBefore - byMs));
	lane.startedAt = Math.min(lane.startedAt, now);
	lane.noFetchBefore = Math.min(lane.noFetchBefore, now);
	lane.wakes = [];
};

/** Whether the lane is so slow that what waits is better off in rows. */
export const isCareful = (lane: Lane): boolean => lane.failures >= failuresUntilCareful;

/** Learns from an attempt's end. */
export const learn = (
	lane: Lane,
	attempt: {
		readonly failed: boolean;
		readonly slowTarget: boolean;
		readonly retryAfterMs: number | null;
		readonly at: number;
	},
): void => {
	if (!attempt.failed) {
		lane.failures = 0;
		lane.slowdowns = 0;
		return;
	}
	lane.failures += 1;
	if (!attempt.slowTarget) return;
	if (attempt.retryAfterMs !== null) {
		lane.notBefore = Math.max(lane.notBefore, attempt.at + attempt.retryAfterMs);
	} else if (attempt.at >= lane.notBefore) {
		// Those that were in flight together say the same thing once.
		lane.notBefore = attempt.at + Math.min(firstPauseMs * 2 ** lane.slowdowns, maxPauseMs);
		lane.slowdowns += 1;
	}
};

/** Whether nothing would be lost by forgetting the lane: rows and the sweep bring it back. */
export const isIdle = (lane: Lane, now: number): boolean =>
	lane.known === 0 &&
	!lane.hasRows &&
	!lane.fetching &&
	lane.wakes.length === 0 &&
	lane.notBefore <= now &&
	(lane.limits?.bucket?.isFull(now) ?? true);

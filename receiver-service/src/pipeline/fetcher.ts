import type { Clock, Log, Store } from '../ports.ts';
import { addWake, type Lane, queued } from './lane.ts';
import type { LaneMemory } from './lane-memory.ts';

/** Reads of the database at once: enough to keep it busy, few enough to leave it to ingest. */
const maxFetches = 4;
/** A lane with fewer entries than this reads the next page. */
const lowWater = 16;
const minPage = 1;
const maxPage = 256;
const firstPauseMs = 500;
const maxPauseMs = 30_000;

type Fetch = {
	/** Deliveries that left memory since the read began: their rows may have been read before. */
	readonly left: Set<string>;
	/** A subscription changed since: what was read may be outdated. */
	outdated: boolean;
};

/** Reads the due rows of lanes, a page at a time. */
export type Fetcher = {
	/** Reads soon, unless the lane has enough in memory. */
	readonly want: (lane: Lane) => void;
	/** A delivery's settlement is on disk and it left memory. */
	readonly left: (deliveryId: string) => void;
	/** Rows that are being read may be outdated: they are read again. */
	readonly discard: () => void;
};

export const createFetcher = (
	context: {
		readonly store: Pick<Store, 'claimDue' | 'nextDue'>;
		readonly clock: Clock;
		readonly log: Log;
	},
	memory: Pick<LaneMemory, 'room' | 'entryOf' | 'admit'> & {
		readonly fetched: (lane: Lane) => void;
	},
): Fetcher => {
	const { store, clock, log } = context;
	const waiting: Lane[] = [];
	const active = new Set<Fetch>();

	const isWanted = (lane: Lane): boolean =>
		lane.hasRows && !lane.fetching && queued(lane) < lowWater && lane.noFetchBefore <= clock.now();

	/** Takes what is not in memory yet; true when the page was full, so that more may be there. */
	const read = async (lane: Lane, fetch: Fetch, now: number): Promise<boolean> => {
		const page = Math.min(
			Math.max(Math.floor(memory.room(lane) / lane.meanBytes), minPage),
			maxPage,
		);
		// Rows of deliveries in memory are still pending, so they are among what is read.
		const limit = page + lane.known;
		const rows = await store.claimDue(lane.targetId, now, limit);
		if (fetch.outdated) return true;
		let taken = 0;
		for (const due of rows) {
			const { id, subscriptionId } = due.delivery;
			if (fetch.left.has(id)) continue;
			const entry = memory.entryOf(id);
			if (entry !== undefined) {
				if (entry.due.delivery.subscriptionId !== subscriptionId) entry.handedOver = true;
				continue;
			}
			memory.admit(lane, due);
			taken += 1;
		}
		return rows.length >= limit && taken > 0;
	};

	/** Rows of before a start are announced by nobody: each look finds the time of the next. */
	const lookAhead = async (lane: Lane, after: number): Promise<void> => {
		const dueAt = await store.nextDue(lane.targetId, after);
		if (dueAt !== null) addWake(lane, dueAt);
	};

	const run = async (lane: Lane): Promise<void> => {
		const fetch: Fetch = { left: new Set(), outdated: false };
		active.add(fetch);
		lane.fetching = true;
		lane.hasRows = false;
		const now = clock.now();
		try {
			if (await read(lane, fetch, now)) lane.hasRows = true;
			else await lookAhead(lane, now);
			lane.fetchFailures = 0;
		} catch (fault) {
			lane.hasRows = true;
			const pauseMs = Math.min(firstPauseMs * 2 ** lane.fetchFailures, maxPauseMs);
			lane.fetchFailures += 1;
			lane.noFetchBefore = clock.now() + pauseMs;
			log.warn('delivery.fetch_failed', { error: String(fault), retry_in_ms: pauseMs });
		}
		active.delete(fetch);
		lane.fetching = false;
		memory.fetched(lane);
		next();
	};

	const next = () => {
		while (active.size < maxFetches) {
			const lane = waiting.shift();
			if (lane === undefined) return;
			lane.isWaitingToFetch = false;
			if (isWanted(lane)) void run(lane);
		}
	};

	return {
		want: (lane) => {
			if (lane.isWaitingToFetch || !isWanted(lane)) return;
			lane.isWaitingToFetch = true;
			waiting.push(lane);
			next();
		},
		left: (deliveryId) => {
			for (const fetch of active) fetch.left.add(deliveryId);
		},
		discard: () => {
			for (const fetch of active) fetch.outdated = true;
		},
	};
};

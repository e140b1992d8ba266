import type { Delivery } from '../domain/types.ts';
import type { Clock, Log, Replication, Store } from '../ports.ts';
import { addWake, type Lane, queued } from './lane.ts';
import type { LaneMemory } from './lane-memory.ts';
import type { Read, Reads } from './reads.ts';

/** Reads of the database at once: enough to keep it busy, few enough to leave it to ingest. */
const maxFetches = 4;
/** A lane with fewer entries than this reads the next page. */
const lowWater = 16;
const minPage = 1;
const maxPage = 256;
/**
 * From one look at a target's rows to the next that only a look has asked for: under load there is
 * always a row that came meanwhile, and it is in memory.
 */
const lookAgainMs = 1_000;
const firstPauseMs = 500;
const maxPauseMs = 30_000;

/** Reads the due rows of lanes, a page at a time. */
export type Fetcher = {
	/** Reads soon, unless the lane has enough in memory. */
	readonly want: (lane: Lane) => void;
};

export const createFetcher = (
	context: {
		readonly store: Pick<Store, 'claimDue' | 'nextDue'>;
		readonly clock: Clock;
		readonly log: Log;
		/** What another replica has it looks after. */
		readonly leases?: Pick<Replication, 'fenceOf'> | undefined;
	},
	memory: Pick<LaneMemory, 'room' | 'entryOf' | 'admit'> & {
		readonly reads: Reads;
		readonly fetched: (lane: Lane) => void;
	},
): Fetcher => {
	const { store, clock, log, leases } = context;
	const waiting: Lane[] = [];
	let fetches = 0;

	const isWanted = (lane: Lane): boolean =>
		lane.hasRows && !lane.fetching && queued(lane) < lowWater && lane.noFetchBefore <= clock.now();

	/** Takes what is not in memory yet; true when the page was full, so that more may be there. */
	const read = async (lane: Lane, fetch: Read, now: number): Promise<boolean> => {
		const page = Math.min(
			Math.max(Math.floor(memory.room(lane) / lane.meanBytes), minPage),
			maxPage,
		);
		// Rows of deliveries in memory are still pending, so they are among what is read.
		const limit = page + lane.known;
		let seen = 0;
		/** Whether it is in memory, or was when the read began. */
		const isKnown = ({ id, subscriptionId }: Delivery): boolean => {
			const entry = memory.entryOf(id);
			const isHere = entry !== undefined || fetch.left.has(id);
			if (entry !== undefined && entry.due.delivery.subscriptionId !== subscriptionId) {
				entry.handedOver = true;
			}
			if (isHere) seen += 1;
			return isHere;
		};
		const rows = await store.claimDue(lane.targetId, now, limit, isKnown);
		if (fetch.outdated) return true;
		let taken = 0;
		for (const due of rows) {
			if (isKnown(due.delivery)) continue;
			memory.admit(lane, due);
			seen += 1;
			taken += 1;
		}
		return seen >= limit && taken > 0;
	};

	/** Rows of before a start are announced by nobody: each look finds the time of the next. */
	const lookAhead = async (lane: Lane, after: number): Promise<void> => {
		const dueAt = await store.nextDue(lane.targetId, after);
		if (dueAt !== null) addWake(lane, Math.max(dueAt, after + lookAgainMs));
	};

	const run = async (lane: Lane): Promise<void> => {
		const fetch = memory.reads.begin();
		fetches += 1;
		lane.fetching = true;
		lane.hasRows = false;
		const now = clock.now();
		try {
			if (await read(lane, fetch, now)) lane.hasRows = true;
			else if (leases?.fenceOf(lane.targetId) !== null) await lookAhead(lane, now);
			lane.fetchFailures = 0;
		} catch (fault) {
			lane.hasRows = true;
			const pauseMs = Math.min(firstPauseMs * 2 ** lane.fetchFailures, maxPauseMs);
			lane.fetchFailures += 1;
			lane.noFetchBefore = clock.now() + pauseMs;
			log.warn('delivery.fetch_failed', { error: String(fault), retry_in_ms: pauseMs });
		}
		memory.reads.end(fetch);
		fetches -= 1;
		lane.fetching = false;
		memory.fetched(lane);
		next();
	};

	const next = () => {
		while (fetches < maxFetches) {
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
	};
};

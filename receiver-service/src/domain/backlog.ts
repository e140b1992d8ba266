const minuteMs = 60_000;
/** Rows that counting may look at each minute, on average: some 30 ms on SQLite, 120 on Postgres. */
const readEachMinute = 250_000;

/**
 * How long after a count the next one is due: every minute, and less often where counting reads
 * more. Until then the count stands.
 */
export const countStandsMs = (read: number): number =>
	minuteMs * Math.max(1, Math.ceil(read / readEachMinute));

/** What one count found of a subject. */
export type BacklogSize = {
	readonly pending: number;
	readonly held: number;
	readonly deadLetter: number;
	/** Age of the oldest pending delivery; null where none is. */
	readonly oldestPendingMs: number | null;
};

const greater = (one: number | null, other: number | null): number | null =>
	one === null || (other !== null && other > one) ? other : one;

/** Of two counts of a time, the most of each: what a peak was, whenever it was. */
export const most = (one: BacklogSize, other: BacklogSize): BacklogSize => ({
	pending: Math.max(one.pending, other.pending),
	held: Math.max(one.held, other.held),
	deadLetter: Math.max(one.deadLetter, other.deadLetter),
	oldestPendingMs: greater(one.oldestPendingMs, other.oldestPendingMs),
});

/** What an organisation has, of what its subscriptions have. */
export const together = (one: BacklogSize, other: BacklogSize): BacklogSize => ({
	pending: one.pending + other.pending,
	held: one.held + other.held,
	deadLetter: one.deadLetter + other.deadLetter,
	oldestPendingMs: greater(one.oldestPendingMs, other.oldestPendingMs),
});

import type { Log } from '../../../ports.ts';
import type { Database } from './database.ts';
import { errorOf } from './fault.ts';
import type { Thread } from './thread.ts';

/**
 * So many commits are moved from the log into the database at once. A commit waits while the disk
 * takes what a checkpoint flushes: the more is moved together, the longer. With what 100 ms had
 * gathered, the 99th percentile of the answers was twice as long at 1,000 events a second (9 ms
 * instead of 5); with 4 commits each event costs a tenth more. A start alone makes some 27.
 */
const manyCommits = 32;
/** Fewer stay in the log for longer: no thread is kept or started for them. */
const fewDelayMs = 300_000;
/** A log of this many pages (16 MB) is begun anew, for which the writer waits a moment. */
const restartPages = 4_000;

/**
 * Moves the write-ahead log into the database. Passive first, beside the writer, which is most of
 * the work; only a log that has grown large makes the writer wait for the last pages, so that it
 * can start over (https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files).
 */
export const checkpoint = (database: Database): void => {
	const passive = database.get<{ log: number }>('PRAGMA wal_checkpoint(PASSIVE)');
	if (passive !== undefined && passive.log >= restartPages) {
		database.get('PRAGMA wal_checkpoint(RESTART)');
	}
};

export type Checkpoints = {
	/** To be called after commits. */
	readonly due: () => void;
	readonly stop: () => void;
};

/** Has a thread of its own checkpoint after commits: in the writer it was the p99. */
export const createCheckpoints = (thread: Thread, log: Log): Checkpoints => {
	let timer: NodeJS.Timeout | null = null;
	let commits = 0;
	let running = false;
	let stopped = false;

	const run = async (): Promise<void> => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
		commits = 0;
		running = true;
		try {
			const [outcome] = await thread.run([{ name: 'checkpoint', args: [] }]);
			if (outcome?.fault !== undefined) throw errorOf(outcome.fault);
		} catch (error) {
			// The log only grows longer meanwhile; what is committed is safe in it.
			if (!stopped) log.warn('store.checkpoint_failed', { error: String(error) });
		} finally {
			running = false;
		}
	};

	return {
		due: () => {
			commits += 1;
			if (running || stopped) return;
			if (commits >= manyCommits) void run();
			else timer ??= setTimeout(run, fewDelayMs).unref();
		},
		stop: () => {
			stopped = true;
			if (timer !== null) clearTimeout(timer);
		},
	};
};

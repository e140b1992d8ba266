import type { Clock, Log } from '../ports.ts';

const firstDelayMs = 200;
const maxDelayMs = 15_000;

type Job = {
	readonly name: string;
	readonly write: () => Promise<unknown>;
	readonly done: () => void;
};

/** Writes that must happen, whatever the database is doing. */
export type Durable = {
	/** Writes until it has worked, then calls `done`. One timer serves everything that waits. */
	readonly write: (name: string, write: () => Promise<unknown>, done?: () => void) => void;
	/** Writes not yet on disk. */
	readonly waiting: () => number;
	readonly stop: () => void;
};

/**
 * Repeats failed writes with a growing pause: what an attempt came to is kept and written again,
 * and the attempt is never repeated for that. Resumes by itself once the database answers.
 */
export const createDurable = (
	context: { readonly clock: Clock; readonly log: Log },
	/** Called when nothing waits any more. */
	onEmpty: () => void,
): Durable => {
	const { clock, log } = context;
	let failed: Job[] = [];
	let waiting = 0;
	let delayMs = firstDelayMs;
	let cancelTimer: (() => void) | null = null;
	let stopped = false;

	const retry = () => {
		cancelTimer = null;
		const jobs = failed;
		failed = [];
		for (const job of jobs) void run(job);
	};
	const onFailure = (job: Job, fault: unknown) => {
		failed.push(job);
		if (cancelTimer !== null || stopped) return;
		log.error(`${job.name}_failed`, { error: String(fault), retry_in_ms: delayMs });
		cancelTimer = clock.after(delayMs, retry);
		delayMs = Math.min(delayMs * 2, maxDelayMs);
	};
	const run = async (job: Job): Promise<void> => {
		try {
			await job.write();
		} catch (fault) {
			onFailure(job, fault);
			return;
		}
		if (failed.length === 0) delayMs = firstDelayMs;
		waiting -= 1;
		job.done();
		if (waiting === 0) onEmpty();
	};

	return {
		write: (name, write, done = () => {}) => {
			waiting += 1;
			void run({ name, write, done });
		},
		waiting: () => waiting,
		stop: () => {
			stopped = true;
			cancelTimer?.();
		},
	};
};

import { StoreBusyError, StoreUnavailableError } from '../../../ports.ts';
import { errorOf } from './fault.ts';
import type { Call } from './protocol.ts';
import type { Thread } from './thread.ts';

export type Bounds = {
	/** Calls that share one transaction at most. */
	readonly batchCalls: number;
	/** So many patient calls are company enough. */
	readonly patientCalls: number;
	/** From here on, calls that may be refused are. */
	readonly waitingCalls: number;
	readonly waitingBytes: number;
};

/** How long the result of an attempt may wait: a crash before repeats that attempt. */
const patienceMs = 10;
/**
 * So many callers need not wait for the transaction under way to be reported: theirs is handed to
 * the writer behind it, which then has no pause between the two (measured: a third more events).
 * Fewer wait for company, for a commit of 64 events costs two thirds of two commits of 32.
 */
const crowd = 16;
/** One being written, one in the writer's hands. */
const maxInFlight = 2;

export const defaultBounds: Bounds = {
	batchCalls: 500,
	patientCalls: 250,
	waitingCalls: 10_000,
	waitingBytes: 64 * 1024 * 1024,
};

export type GroupCommit = {
	/**
	 * Resolves once the call's transaction is on disk. `refusableBytes` is the size of a call that
	 * is refused with a `StoreBusyError` when too much waits; null for one that never is. A
	 * `patient` call may wait some milliseconds for others to share its commit. A call that is
	 * `passing` may be written before patient ones that were submitted before it, which wait on. A
	 * function is asked for the call once its transaction begins.
	 */
	readonly submit: (
		call: Call | (() => Call),
		refusableBytes: number | null,
		patient?: boolean,
		passing?: boolean,
	) => Promise<unknown>;
	/** Takes no more; resolves when everything submitted has its answer. */
	readonly drain: () => Promise<void>;
};

type Entry = {
	readonly call: Call | (() => Call);
	readonly bytes: number;
	/** When it was submitted. */
	readonly at: number;
	readonly patient: boolean;
	readonly passing: boolean;
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
};

/**
 * Gathers what is submitted while transactions are being written into the next one, in order.
 * What somebody waits for goes with the next turn of the event loop; patient calls wait a moment
 * for company, so that their commit is not in the way of an acknowledgement, and what may pass them
 * leaves them behind: written together, results of attempts share pages of the log. Under load the
 * batches grow by themselves (measured: 25 times the rows of one transaction each).
 */
export const createGroupCommit = (
	thread: Thread,
	bounds: Bounds = defaultBounds,
	onCommit: () => void = () => {},
): GroupCommit => {
	let queue: Entry[] = [];
	let queuedBytes = 0;
	/** Calls in the queue that somebody waits for, and those of them that may pass. */
	let urgent = 0;
	let passing = 0;
	/** Transactions the writer has and has not reported. */
	let inFlight = 0;
	let soon = false;
	let later: { readonly at: number; readonly timer: NodeJS.Timeout } | null = null;
	let closed = false;
	let drained: (() => void) | null = null;

	const settle = async (entries: readonly Entry[]): Promise<void> => {
		try {
			const calls = entries.map(({ call }) => (typeof call === 'function' ? call() : call));
			const outcomes = await thread.run(calls);
			for (const [index, { resolve, reject }] of entries.entries()) {
				const outcome = outcomes[index];
				if (outcome?.fault !== undefined) reject(errorOf(outcome.fault));
				else resolve(outcome?.value);
			}
		} catch (error) {
			const fault = error instanceof Error ? error : new Error(String(error));
			for (const { reject } of entries) reject(fault);
		}
	};

	/** Whether patient calls may wait on although others go: only such as may pass them are there. */
	const isPassed = (): boolean => {
		const patient = queue.length - urgent;
		if (closed || patient === 0 || patient >= bounds.patientCalls) return false;
		if (urgent === 0 || urgent > passing) return false;
		const first = queue.find((entry) => entry.patient);
		return first !== undefined && performance.now() - first.at < patienceMs;
	};

	/** Takes the calls of the next transaction out of the queue. */
	const take = (): readonly Entry[] => {
		const staying = isPassed() ? queue.filter(({ patient }) => patient) : [];
		const going = staying.length === 0 ? queue : queue.filter(({ patient }) => !patient);
		const entries = going.slice(0, bounds.batchCalls);
		queue = [...staying, ...going.slice(bounds.batchCalls)];
		for (const entry of entries) {
			queuedBytes -= entry.bytes;
			if (!entry.patient) urgent -= 1;
			if (entry.passing) passing -= 1;
		}
		return entries;
	};

	const write = async (): Promise<void> => {
		soon = false;
		inFlight += 1;
		if (later !== null) clearTimeout(later.timer);
		later = null;
		const entries = take();
		await settle(entries);
		onCommit();
		inFlight -= 1;
		if (queue.length > 0) schedule();
		else if (inFlight === 0) drained?.();
	};

	/** How long what is queued may wait for company. */
	const patience = (now: number): number => {
		const [first] = queue;
		if (closed || urgent > 0 || queue.length >= bounds.patientCalls) return 0;
		return first === undefined ? 0 : Math.max(0, first.at + patienceMs - now);
	};

	const schedule = (): void => {
		if (soon || inFlight === maxInFlight || (inFlight > 0 && urgent < crowd)) return;
		const now = performance.now();
		const waitMs = inFlight > 0 ? 0 : patience(now);
		if (waitMs === 0) {
			soon = true;
			setImmediate(write);
			return;
		}
		const at = now + waitMs;
		if (later !== null && later.at <= at) return;
		if (later !== null) clearTimeout(later.timer);
		const timer = setTimeout(() => {
			later = null;
			if (inFlight === 0 && !soon && queue.length > 0) void write();
		}, waitMs);
		later = { at, timer };
	};

	return {
		submit: (call, refusableBytes, patient = false, passes = false) => {
			if (closed) return Promise.reject(new StoreUnavailableError('The store is closed.'));
			const full = queue.length >= bounds.waitingCalls || queuedBytes >= bounds.waitingBytes;
			if (full && refusableBytes !== null) {
				return Promise.reject(new StoreBusyError('Too many writes wait for the disk.'));
			}
			const bytes = refusableBytes ?? 0;
			return new Promise((resolve, reject) => {
				const at = performance.now();
				queue.push({ call, bytes, at, patient, passing: passes, resolve, reject });
				queuedBytes += bytes;
				if (!patient) urgent += 1;
				if (passes) passing += 1;
				schedule();
			});
		},
		drain: () => {
			closed = true;
			if (inFlight === 0 && queue.length === 0) return Promise.resolve();
			schedule();
			return new Promise((resolve) => {
				drained = resolve;
			});
		},
	};
};

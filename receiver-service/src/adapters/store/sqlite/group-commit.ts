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
 * A transaction of so many callers shows a crowd, in which two wait for each other in turns: the
 * next waits a moment for twice as many, for a commit of 64 events costs two thirds of two commits
 * of 32 (measured).
 */
const crowd = 16;
const crowdPatienceMs = 2;

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
	 * `patient` call may wait some milliseconds for others to share its commit. A function is asked
	 * for the call once its transaction begins.
	 */
	readonly submit: (
		call: Call | (() => Call),
		refusableBytes: number | null,
		patient?: boolean,
	) => Promise<unknown>;
	/** Takes no more; resolves when everything submitted has its answer. */
	readonly drain: () => Promise<void>;
};

type Entry = {
	readonly call: Call | (() => Call);
	readonly bytes: number;
	readonly patient: boolean;
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
};

/**
 * Gathers what is submitted while the last transaction is being written into the next one, in
 * order. What somebody waits for goes with the next turn of the event loop; alone, patient calls
 * wait a moment for company, so that their commit is not in the way of an acknowledgement. Under
 * load the batches grow by themselves (measured: 25 times the rows of one transaction each).
 */
export const createGroupCommit = (
	thread: Thread,
	bounds: Bounds = defaultBounds,
	onCommit: () => void = () => {},
): GroupCommit => {
	let queue: Entry[] = [];
	let queuedBytes = 0;
	/** Calls in the queue that somebody waits for. */
	let urgent = 0;
	/** How many of them the last transaction had. */
	let lastUrgent = 0;
	let busy = false;
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

	const write = async (): Promise<void> => {
		soon = false;
		busy = true;
		if (later !== null) clearTimeout(later.timer);
		later = null;
		const entries = queue.slice(0, bounds.batchCalls);
		queue = queue.slice(bounds.batchCalls);
		lastUrgent = 0;
		for (const { bytes, patient } of entries) {
			queuedBytes -= bytes;
			if (!patient) lastUrgent += 1;
		}
		urgent -= lastUrgent;
		await settle(entries);
		onCommit();
		busy = false;
		if (queue.length > 0) schedule();
		else drained?.();
	};

	/** How long what is queued may wait for company. */
	const patience = (): number => {
		if (closed || queue.length >= bounds.patientCalls) return 0;
		if (urgent === 0) return patienceMs;
		return lastUrgent >= crowd && urgent < lastUrgent * 2 ? crowdPatienceMs : 0;
	};

	const schedule = (): void => {
		if (busy || soon) return;
		const waitMs = patience();
		if (waitMs === 0) {
			soon = true;
			setImmediate(write);
			return;
		}
		const at = performance.now() + waitMs;
		if (later !== null && later.at <= at) return;
		if (later !== null) clearTimeout(later.timer);
		const timer = setTimeout(() => {
			later = null;
			if (!busy && !soon && queue.length > 0) void write();
		}, waitMs);
		later = { at, timer };
	};

	return {
		submit: (call, refusableBytes, patient = false) => {
			if (closed) return Promise.reject(new StoreUnavailableError('The store is closed.'));
			const full = queue.length >= bounds.waitingCalls || queuedBytes >= bounds.waitingBytes;
			if (full && refusableBytes !== null) {
				return Promise.reject(new StoreBusyError('Too many writes wait for the disk.'));
			}
			const bytes = refusableBytes ?? 0;
			return new Promise((resolve, reject) => {
				queue.push({ call, bytes, patient, resolve, reject });
				queuedBytes += bytes;
				if (!patient) urgent += 1;
				schedule();
			});
		},
		drain: () => {
			closed = true;
			if (!busy && queue.length === 0) return Promise.resolve();
			schedule();
			return new Promise((resolve) => {
				drained = resolve;
			});
		},
	};
};

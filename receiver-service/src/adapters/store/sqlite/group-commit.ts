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
	 * `patient` call may wait some milliseconds for others to share its commit.
	 */
	readonly submit: (
		call: Call,
		refusableBytes: number | null,
		patient?: boolean,
	) => Promise<unknown>;
	/** Takes no more; resolves when everything submitted has its answer. */
	readonly drain: () => Promise<void>;
};

type Entry = {
	readonly call: Call;
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
	let busy = false;
	let soon = false;
	let later = false;
	let closed = false;
	let drained: (() => void) | null = null;

	const settle = async (entries: readonly Entry[]): Promise<void> => {
		try {
			const outcomes = await thread.run(entries.map(({ call }) => call));
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
		const entries = queue.slice(0, bounds.batchCalls);
		queue = queue.slice(bounds.batchCalls);
		for (const { bytes, patient } of entries) {
			queuedBytes -= bytes;
			if (!patient) urgent -= 1;
		}
		await settle(entries);
		onCommit();
		busy = false;
		if (queue.length > 0) schedule();
		else drained?.();
	};

	const schedule = (): void => {
		if (busy || soon) return;
		if (urgent === 0 && !closed && queue.length < bounds.patientCalls) {
			if (later) return;
			later = true;
			setTimeout(() => {
				later = false;
				if (!busy && !soon && queue.length > 0) void write();
			}, patienceMs);
			return;
		}
		soon = true;
		setImmediate(write);
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

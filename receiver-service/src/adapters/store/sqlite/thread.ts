import { Worker } from 'node:worker_threads';
import { createPassingMap, type PassingMap } from '../../../domain/passing-map.ts';
import { type Log, StoreUnavailableError } from '../../../ports.ts';
import { watchRest } from '../../rest.ts';
import { errorOf, faultOf } from './fault.ts';
import type { Call, Message, Outcome, Reply, ThreadData } from './protocol.ts';
import { gatherBytes } from './request-bytes.ts';

/** A thread of the store, as the main thread has it. */
export type Thread = {
	/** Resolves when the thread has its database open; rejects when it cannot open it. */
	readonly start: () => Promise<void>;
	/** Runs calls together; answers one outcome each. Rejects only when the thread cannot answer. */
	readonly run: (calls: readonly Call[]) => Promise<readonly Outcome[]>;
	/** Ends the thread after what it was given. */
	readonly close: () => Promise<void>;
};

type Waiting = {
	readonly resolve: (outcomes: readonly Outcome[]) => void;
	readonly reject: (error: Error) => void;
};

type Running = {
	readonly worker: Worker;
	readonly waiting: PassingMap<number, Waiting>;
	/** Has it end after what it was given. */
	readonly dismiss: () => Promise<void>;
};

export type ThreadOptions = {
	readonly onStart?: (worker: Worker) => void;
	/**
	 * It ends when no call came for so long (at most twice that), and the next one starts it again
	 * within some 100 ms: a thread takes 12 MB for as long as it is there. Absent: it stays.
	 */
	readonly restAfterMs?: number;
};

/**
 * Starts a thread when it is needed, and again when it ended unasked: what was in flight then
 * rejects, for nobody knows whether it was committed; the next call finds a new thread. A process
 * that kept the dead store would refuse everything until someone restarts it.
 */
export const createThread = (
	data: ThreadData,
	log: Log,
	{ onStart, restAfterMs }: ThreadOptions = {},
): Thread => {
	let starting: Promise<Running> | null = null;
	let resting: Promise<unknown> = Promise.resolve();
	let lastId = 0;
	let closing = false;

	const dismiss = async (): Promise<void> => {
		const leaving = starting;
		starting = null;
		await (await leaving)?.dismiss();
	};
	const rest = (): void => {
		resting = Promise.allSettled([resting, dismiss()]);
	};

	const spawn = (): Promise<Running> =>
		new Promise((resolve, reject) => {
			const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data });
			const waiting = createPassingMap<number, Waiting>();
			const watch = restAfterMs === undefined ? null : watchRest(restAfterMs, () => lastId, rest);
			let cause: unknown;
			let isReady = false;
			let isDismissed = false;
			const exited = new Promise<void>((resolveExit) => {
				worker.on('exit', (code) => {
					watch?.stop();
					if (!isDismissed) {
						starting = null;
						// One that did not start is told of by who waits for it.
						if (isReady && !closing) {
							log.error('store.thread_ended', {
								role: data.role,
								code,
								...(cause === undefined ? {} : { cause: String(cause) }),
							});
						}
					}
					const error = new StoreUnavailableError('A thread of the store ended.', { cause });
					for (const call of waiting.values()) call.reject(error);
					waiting.clear();
					reject(new StoreUnavailableError('A thread of the store did not start.', { cause }));
					resolveExit();
				});
			});
			const dismissThis = (): Promise<void> => {
				isDismissed = true;
				const message: Message = { kind: 'close' };
				worker.postMessage(message);
				return exited;
			};
			worker.on('error', (error) => {
				cause = error;
			});
			worker.on('message', (message: Reply) => {
				switch (message.kind) {
					case 'ready':
						isReady = true;
						return resolve({ worker, waiting, dismiss: dismissThis });
					case 'failed':
						cause = errorOf(message.fault);
						return reject(cause);
					case 'values':
						waiting.get(message.id)?.resolve(message.values.map((value) => ({ value })));
						waiting.delete(message.id);
						return;
					case 'outcomes':
						waiting.get(message.id)?.resolve(message.outcomes);
						waiting.delete(message.id);
				}
			});
			onStart?.(worker);
		});

	const current = (): Promise<Running> => {
		if (closing) return Promise.reject(new StoreUnavailableError('The store is closed.'));
		starting ??= spawn();
		return starting;
	};

	const post = (running: Running, calls: readonly Call[]): Promise<readonly Outcome[]> =>
		new Promise((resolve, reject) => {
			const { worker, waiting } = running;
			lastId += 1;
			const id = lastId;
			waiting.set(id, { resolve, reject });
			const request = gatherBytes(calls);
			const message: Message = { kind: 'run', id, ...request };
			try {
				worker.postMessage(message, [request.bytes]);
			} catch (error) {
				// A value that cannot cross threads: the others of its batch can.
				waiting.delete(id);
				if (calls.length === 1) resolve([{ fault: faultOf(error) }]);
				else {
					Promise.all(calls.map((call) => post(running, [call]))).then(
						(outcomes) => resolve(outcomes.flat()),
						reject,
					);
				}
			}
		});

	return {
		start: async () => {
			await current();
		},
		run: async (calls) => post(await current(), calls),
		close: async () => {
			closing = true;
			await resting;
			await dismiss();
		},
	};
};

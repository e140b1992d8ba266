import { Worker } from 'node:worker_threads';
import { type Log, StoreUnavailableError } from '../../../ports.ts';
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

type Running = { readonly worker: Worker; readonly exited: Promise<void> };

/**
 * Starts a thread when it is needed, and again when it ended unasked: what was in flight then
 * rejects, for nobody knows whether it was committed; the next call finds a new thread. A process
 * that kept the dead store would refuse everything until someone restarts it.
 */
export const createThread = (
	data: ThreadData,
	log: Log,
	onStart: (worker: Worker) => void = () => {},
): Thread => {
	const waiting = new Map<number, Waiting>();
	let starting: Promise<Running> | null = null;
	let lastId = 0;
	let closing = false;

	const rejectAll = (cause: unknown): void => {
		const error = new StoreUnavailableError('A thread of the store ended.', { cause });
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	};

	const spawn = (): Promise<Running> =>
		new Promise((resolve, reject) => {
			const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data });
			let cause: unknown;
			let isReady = false;
			const exited = new Promise<void>((resolveExit) => {
				worker.on('exit', (code) => {
					starting = null;
					// One that did not start is told of by who waits for it.
					if (isReady && !closing) {
						log.error('store.thread_ended', {
							role: data.role,
							code,
							...(cause === undefined ? {} : { cause: String(cause) }),
						});
					}
					rejectAll(cause);
					reject(new StoreUnavailableError('A thread of the store did not start.', { cause }));
					resolveExit();
				});
			});
			worker.on('error', (error) => {
				cause = error;
			});
			worker.on('message', (message: Reply) => {
				switch (message.kind) {
					case 'ready':
						isReady = true;
						return resolve({ worker, exited });
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
			onStart(worker);
		});

	const running = (): Promise<Running> => {
		if (closing) return Promise.reject(new StoreUnavailableError('The store is closed.'));
		starting ??= spawn();
		return starting;
	};

	const post = (worker: Worker, calls: readonly Call[]): Promise<readonly Outcome[]> =>
		new Promise((resolve, reject) => {
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
					Promise.all(calls.map((call) => post(worker, [call]))).then(
						(outcomes) => resolve(outcomes.flat()),
						reject,
					);
				}
			}
		});

	return {
		start: async () => {
			await running();
		},
		run: async (calls) => post((await running()).worker, calls),
		close: async () => {
			closing = true;
			if (starting === null) return;
			const { worker, exited } = await starting;
			const message: Message = { kind: 'close' };
			worker.postMessage(message);
			await exited;
		},
	};
};

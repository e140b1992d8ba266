import { Worker } from 'node:worker_threads';
import { createPassingMap } from '../../domain/passing-map.ts';
import type { Log, OutboundResult, Sender } from '../../ports.ts';
import { watchRest } from '../rest.ts';
import { endedUnanswered } from './failure.ts';
import {
	type FromThread,
	packRequests,
	type ThreadData,
	type ToThread,
	unpackResults,
	type WaitingRequest,
} from './packed.ts';

const goodbye: ToThread = { kind: 'close' };
/** Longer than a connection is kept: nothing warm is lost with the thread. */
const defaultRestAfterMs = 60_000;

type ThreadOptions = {
	readonly onStart?: (worker: Worker) => void;
	/** It ends when nothing was sent for so long, at most twice that. */
	readonly restAfterMs?: number;
};

export type SenderThread = Pick<Sender, 'send' | 'close'> & {
	/** Requests are about to come: the thread starts now, beside what else there is to do. */
	readonly prepare: () => void;
};

/**
 * Sends on a thread of its own, so that the main one has its turns for events and rows. Starts it
 * with the first request unless told before, and again when it ended unasked: what was on the wire
 * then counts as sent and unanswered.
 *
 * What one commit makes ready crosses together, and at once: left to the turn's end, deliveries
 * waited until every event of that commit had its answer (0.5 ms instead of 0.1 at 1,000 events a
 * second), and with as many events as go they fell behind so far that rows had to be read again.
 */
export const createSenderThread = (
	data: ThreadData,
	log: Log,
	{ onStart, restAfterMs = defaultRestAfterMs }: ThreadOptions = {},
): SenderThread => {
	const waiting = createPassingMap<number, (result: OutboundResult) => void>();
	let together: WaitingRequest[] = [];
	let worker: Worker | null = null;
	let exited: Promise<void> = Promise.resolve();
	let lastId = 0;
	let closed = false;

	const settle = (id: number, result: OutboundResult) => {
		waiting.get(id)?.(result);
		waiting.delete(id);
	};

	const hear = (message: FromThread) => {
		if (message.kind === 'results') {
			for (const { id, result } of unpackResults(message)) settle(id, result);
		} else log.warn('sender.blocked', { host: message.host, port: message.port });
	};

	const spawn = (): Worker => {
		const fresh = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data });
		let cause: unknown;
		let isDismissed = false;
		const watch = watchRest(
			restAfterMs,
			() => lastId,
			() => {
				if (waiting.size() > 0) return;
				isDismissed = true;
				worker = null;
				fresh.postMessage(goodbye);
			},
		);
		exited = new Promise((resolve) => {
			fresh.on('exit', (code) => {
				watch.stop();
				// What waits since then, another thread has.
				if (isDismissed) return resolve();
				worker = null;
				if (!closed) {
					const why = cause === undefined ? {} : { cause: String(cause) };
					log.error('sender.thread_ended', { code, ...why });
				}
				const crossed = new Set(together.map(({ id }) => id));
				for (const id of waiting.keys()) if (!crossed.has(id)) settle(id, endedUnanswered(true));
				resolve();
			});
		});
		onStart?.(fresh);
		return fresh.on('message', hear).on('error', (error) => {
			cause = error;
		});
	};

	const started = (): Worker => {
		worker ??= spawn();
		return worker;
	};

	const flush = () => {
		const requests = together;
		together = [];
		if (closed) {
			for (const { id } of requests) settle(id, endedUnanswered(false));
			return;
		}
		const packed = packRequests(requests);
		const message: ToThread = { kind: 'send', ...packed };
		started().postMessage(message, [packed.bytes]);
	};

	return {
		prepare: () => {
			if (!closed) started();
		},
		send: (request) => {
			if (closed) return Promise.resolve(endedUnanswered(false));
			lastId += 1;
			const id = lastId;
			if (together.length === 0) queueMicrotask(flush);
			together.push({ id, request });
			return new Promise((resolve) => {
				waiting.set(id, resolve);
			});
		},
		close: async () => {
			closed = true;
			worker?.postMessage(goodbye);
			await exited;
		},
	};
};

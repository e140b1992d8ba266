import { Refusal } from '../domain/refusal.ts';
import type { Context } from '../pipeline/context.ts';
import type { Activity } from '../pipeline/live.ts';
import { timeText } from './list.ts';
import type { Caller } from './route.ts';
import { isStillIn } from './still-in.ts';

/** Proxies close a connection that is silent for a minute. */
const heartbeatMs = 15_000;
/** Credentials are looked at this often. */
const lookEveryMs = 1_000;

const frameOf = ({ at, events, deliveries, sources, subscriptions }: Activity): string =>
	`event: activity\ndata: ${JSON.stringify({
		at: timeText(at),
		events,
		deliveries: {
			succeeded: deliveries.succeeded,
			failed: deliveries.failed,
			dead_letter: deliveries.deadLetter,
		},
		sources,
		subscriptions,
	})}\n\n`;

/**
 * The frames of one listener, made when they are asked for: what happens while a slow reader has
 * not taken the last one is part of the next. Throws a `Refusal` when too many listen.
 */
export const liveFrames = (context: Context, caller: Caller): AsyncIterable<Uint8Array> => {
	const { clock, live } = context;
	const listener = live.listen(caller.orgId);
	if (listener === null) {
		throw new Refusal('too_many_listeners', {}, { headers: { 'retry-after': '5' } });
	}
	let open = true;
	let wake = () => {};
	let lastFrameAt = clock.now();
	const close = () => {
		open = false;
		listener.close();
		wake();
	};
	/** Resolves at the next look, or when it is closed meanwhile. */
	const pause = () =>
		new Promise<void>((resolve) => {
			const cancel = clock.after(lookEveryMs, resolve);
			wake = () => {
				cancel();
				resolve();
			};
			listener.onClose(wake);
		});
	const frames = {
		first: true,
		next: async (): Promise<IteratorResult<Uint8Array>> => {
			if (frames.first) {
				frames.first = false;
				// Sent at once, so that the listener knows it listens.
				return { done: false, value: Buffer.from('retry: 3000\n: listening\n\n') };
			}
			while (open && !listener.closed()) {
				await pause();
				if (!open || listener.closed() || !(await isStillIn(context, caller))) break;
				const activity = listener.take();
				const now = clock.now();
				if (activity === null && now - lastFrameAt < heartbeatMs) continue;
				lastFrameAt = now;
				return {
					done: false,
					value: Buffer.from(activity === null ? ': still here\n\n' : frameOf(activity)),
				};
			}
			close();
			return { done: true, value: undefined };
		},
		return: async (): Promise<IteratorResult<Uint8Array>> => {
			close();
			return { done: true, value: undefined };
		},
	};
	return { [Symbol.asyncIterator]: () => frames };
};

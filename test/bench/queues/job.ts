import type { Send, SignedEvent } from '../bare/server.ts';

/** One delivery as a job of a queue: what people put there. */
export type Job = { readonly id: string; readonly body: string; readonly target: number };

/** So many deliveries at once, as ours makes them to its targets. */
export const workers = 64;
export const retries = 10;

export const jobsOf = ({ id, body }: SignedEvent, targets: number): readonly Job[] =>
	Array.from({ length: targets }, (_, target) => ({ id, body: body.toString(), target }));

/** Fails where the hook URL does not answer with 2xx: the queue tries again then. */
export const deliver = (send: Send, { id, body, target }: Job): Promise<void> =>
	new Promise((resolve, reject) => {
		send({ id, body: Buffer.from(body) }, target, (status) => {
			if (status >= 200 && status < 300) resolve();
			else reject(new Error(`The hook URL answered ${status}.`));
		});
	});

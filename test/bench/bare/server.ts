/** What the bare pipelines share: signed ingest over node:http, and the same sender as ours. */
import { createHmac, createSecretKey, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** An event that was signed as it should be. */
export type SignedEvent = { readonly id: string; readonly dedup: string; readonly body: Buffer };

/** Listens, and says where; `accept` calls back once the event may be acknowledged. */
export const serveSigned = (
	secret: string,
	accept: (event: SignedEvent, done: () => void) => void,
): void => {
	const key = createSecretKey(Buffer.from(secret));
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks);
			const timestamp = String(request.headers['x-inboundflow-timestamp']);
			const given = Buffer.from(
				String(request.headers['x-inboundflow-signature']).slice('sha256='.length),
				'hex',
			);
			const expected = createHmac('sha256', key).update(`${timestamp}.`).update(body).digest();
			if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
				response.writeHead(401).end();
				return;
			}
			const { delivery_id: dedup } = JSON.parse(body.toString()) as { delivery_id: string };
			const id = `msg_${randomUUID()}`;
			accept({ id, dedup, body }, () => {
				const answer = `{"received":true,"id":"${id}"}`;
				response.writeHead(200, {
					'content-type': 'application/json',
					'content-length': answer.length,
				});
				response.end(answer);
			});
		});
	});
	server.listen(0, '127.0.0.1', () => {
		process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in/bare` });
	});
};

/** Sends a body to a hook URL; `ended` gets the status, 0 where there was no answer. */
export type Send = (
	event: { readonly id: string; readonly body: Buffer },
	target: number,
	ended: (status: number, startedAt: number) => void,
) => void;

export const createSend = (secret: string, hookUrls: readonly string[]): Send => {
	const key = createSecretKey(Buffer.from(secret));
	const targets = hookUrls.map((hookUrl) => {
		const url = new URL(hookUrl);
		return { path: url.pathname, pool: new Pool(url.origin, { connections: 32, pipelining: 1 }) };
	});
	return ({ id, body }, index, ended) => {
		const target = targets[index];
		if (target === undefined) return;
		const started = Date.now();
		const timestamp = String(Math.floor(started / 1_000));
		const signature = createHmac('sha256', key)
			.update(`${id}.${timestamp}.`)
			.update(body)
			.digest('base64');
		let status = 0;
		target.pool.dispatch(
			{
				method: 'POST',
				path: target.path,
				headers: {
					'content-type': 'application/json',
					'webhook-id': id,
					'webhook-timestamp': timestamp,
					'webhook-signature': `v1,${signature}`,
				},
				body,
			},
			{
				onRequestStart: () => {},
				onResponseStart: (_controller, code) => {
					status = code;
				},
				onResponseData: () => {},
				onResponseEnd: () => ended(status, started),
				onResponseError: () => ended(0, started),
			},
		);
	};
};

export type BareEvent = SignedEvent & {
	readonly source: string;
	readonly at: number;
	/** The number of each delivery and the place of its hook URL. */
	readonly deliveries: readonly (readonly [number, number])[];
};
export type BareAttempt = {
	readonly deliveryId: number;
	readonly eventId: string;
	readonly target: number;
	readonly at: number;
	readonly status: number;
	readonly duration: number;
};
/** Where a bare pipeline keeps what it accepts. */
export type BareStore = {
	/** Calls back once it is on disk. */
	readonly accept: (event: BareEvent, done: () => void) => void;
	readonly settle: (attempt: BareAttempt) => void;
};

type Options = {
	readonly secret: string;
	readonly hookUrls: readonly string[];
	readonly store: BareStore;
};

export const serveBare = ({ secret, hookUrls, store }: Options): void => {
	const send = createSend(secret, hookUrls);
	let nextDelivery = 1;
	serveSigned(secret, (signed, done) => {
		const deliveries = hookUrls.map((_, target) => [nextDelivery++, target] as const);
		const event = { ...signed, source: 'src', at: Date.now(), deliveries };
		store.accept(event, () => {
			done();
			for (const [deliveryId, target] of deliveries) {
				send(event, target, (status, at) => {
					if (status === 0) return;
					const duration = Date.now() - at;
					store.settle({ deliveryId, eventId: event.id, target, at, status, duration });
				});
			}
		});
	});
};

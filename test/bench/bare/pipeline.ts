/**
 * The baseline: signed ingest → durable → three hook URLs → attempt durable, with the same
 * durability (SQLite, synchronous=FULL, group commit on a writer thread), the same sender (undici
 * dispatch) and none of our features: no retries, guard, filters, normalising, history or limits.
 * Built as limits.md's "Ideal design" says, so that it shows what this machine can do.
 *
 * Arguments: database file, secret, hook URLs.
 */
import { createHmac, createSecretKey, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { Pool } from 'undici';

type BareEvent = {
	readonly id: string;
	readonly source: string;
	readonly dedup: string;
	readonly at: number;
	readonly body: Buffer;
	readonly deliveries: readonly (readonly [number, number])[];
};
type BareAttempt = {
	readonly deliveryId: number;
	readonly eventId: string;
	readonly target: number;
	readonly at: number;
	readonly status: number;
	readonly duration: number;
};
export type BareBatch = { readonly events: BareEvent[]; readonly attempts: BareAttempt[] };

const [file = '', secret = '', ...hookUrls] = process.argv.slice(2);
const key = createSecretKey(Buffer.from(secret));
const writer = new Worker(new URL('./writer.ts', import.meta.url), { workerData: file });
const targets = hookUrls.map((hookUrl) => {
	const url = new URL(hookUrl);
	return { path: url.pathname, pool: new Pool(url.origin, { connections: 32, pipelining: 1 }) };
});

let waiting: { readonly batch: BareBatch; readonly done: (() => void)[] } = {
	batch: { events: [], attempts: [] },
	done: [],
};
let inFlight: (() => void)[] | null = null;
let scheduled = false;
let nextDelivery = 1;

const flush = () => {
	scheduled = false;
	if (inFlight !== null) return;
	if (waiting.batch.events.length + waiting.batch.attempts.length === 0) return;
	inFlight = waiting.done;
	writer.postMessage(waiting.batch);
	waiting = { batch: { events: [], attempts: [] }, done: [] };
};
const schedule = () => {
	if (scheduled) return;
	scheduled = true;
	setImmediate(flush);
};
writer.on('message', () => {
	const done = inFlight ?? [];
	inFlight = null;
	for (const run of done) run();
	schedule();
});

const deliver = ({ id, body, deliveries }: BareEvent) => {
	for (const [deliveryId, index] of deliveries) {
		const target = targets[index];
		if (target === undefined) continue;
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
				onResponseEnd: () => {
					const duration = Date.now() - started;
					waiting.batch.attempts.push({
						deliveryId,
						eventId: id,
						target: index,
						at: started,
						status,
						duration,
					});
					schedule();
				},
				onResponseError: () => {},
			},
		);
	}
};

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
		const deliveries = targets.map((_, index) => [nextDelivery++, index] as const);
		const event = { id, source: 'src', dedup, at: Date.now(), body, deliveries };
		waiting.batch.events.push(event);
		waiting.done.push(() => {
			const answer = `{"received":true,"id":"${id}"}`;
			response.writeHead(200, {
				'content-type': 'application/json',
				'content-length': answer.length,
			});
			response.end(answer);
			deliver(event);
		});
		schedule();
	});
});
server.listen(0, '127.0.0.1', () => {
	process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in/bare` });
});

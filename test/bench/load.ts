/**
 * The load of a pipeline benchmark, in a process of its own: signed InboundFlow events over raw
 * keep-alive sockets, and the three hook URLs they are fanned out to. Raw sockets, so that the
 * load costs as little of the two cores as can be.
 */
import { createHmac, createSecretKey, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export type LoadPlan = {
	readonly url: string;
	readonly secret: string;
	readonly connections: number;
	/** Events a second; null: as many as the connections carry. */
	readonly rate: number | null;
	readonly warmUpMs: number;
	readonly measureMs: number;
	readonly hooks: number;
};

export type LoadResult = {
	/** Events a second that were acknowledged and delivered to every hook within the window. */
	readonly eventsPerSecond: number;
	readonly acknowledged: number;
	readonly delivered: number;
	readonly refused: number;
	/** Milliseconds. */
	readonly ack: Quantiles;
	readonly ackToDelivered: Quantiles;
};
export type Quantiles = { readonly p50: number; readonly p99: number };

const quantiles = (values: number[]): Quantiles => {
	values.sort((a, b) => a - b);
	const at = (share: number) =>
		values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
	return { p50: at(0.5), p99: at(0.99) };
};

type Tracked = { ackedAt: number; lastAt: number; left: number };
const events = new Map<string, Tracked>();
let measuring = false;
const acks: number[] = [];
const lags: number[] = [];
let acknowledged = 0;
let delivered = 0;
let refused = 0;
let complete = 0;

const settle = (id: string, hooks: number, change: (tracked: Tracked) => void) => {
	const tracked = events.get(id) ?? { ackedAt: 0, lastAt: 0, left: hooks };
	change(tracked);
	if (tracked.ackedAt === 0 || tracked.left > 0) {
		events.set(id, tracked);
		return;
	}
	events.delete(id);
	if (!measuring) return;
	complete += 1;
	lags.push(Math.max(0, tracked.lastAt - tracked.ackedAt));
};

const headersEnd = Buffer.from('\r\n\r\n');
const contentLength = /content-length: (\d+)/i;
const webhookId = /webhook-id: (\S+)/i;

/** Splits a stream of HTTP messages with content lengths; calls with each head and body size. */
const eachMessage = (socket: Socket, onMessage: (head: string, body: Buffer) => void) => {
	let rest: Buffer = Buffer.alloc(0);
	socket.on('data', (chunk: Buffer) => {
		rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		for (;;) {
			const end = rest.indexOf(headersEnd);
			if (end === -1) return;
			const head = rest.toString('latin1', 0, end);
			const size = Number(contentLength.exec(head)?.[1] ?? 0);
			const total = end + headersEnd.length + size;
			if (rest.length < total) return;
			onMessage(head, rest.subarray(end + headersEnd.length, total));
			rest = rest.subarray(total);
		}
	});
	socket.on('error', () => socket.destroy());
};

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

const startHook = (hooks: number): Promise<string> =>
	new Promise((resolve) => {
		const server = createServer({ noDelay: true }, (socket) => {
			eachMessage(socket, (head) => {
				const now = performance.now();
				const id = webhookId.exec(head)?.[1];
				if (measuring) delivered += 1;
				if (id !== undefined) {
					settle(id, hooks, (tracked) => {
						tracked.left -= 1;
						tracked.lastAt = now;
					});
				}
				socket.write(ok);
			});
		});
		server.listen(0, '127.0.0.1', () => {
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
		});
	});

/** One signed event of about 1 KB. */
const eventMaker = ({ url, secret }: LoadPlan) => {
	const { host, pathname } = new URL(url);
	const key = createSecretKey(Buffer.from(secret));
	const summary = 'The caller wants to bring the car in for an inspection of the brakes. '.repeat(
		8,
	);
	return (): string => {
		const now = new Date();
		const body = JSON.stringify({
			event: 'call.completed',
			timestamp: now.toISOString(),
			organization_id: '6f2b8f1e-5f0a-4b5e-9d5d-0d6a3c1f9a10',
			delivery_id: randomUUID(),
			data: {
				call_id: randomUUID(),
				caller_phone: '+33612345678',
				caller_name: 'Dave',
				caller_email: 'dave@example.com',
				duration_seconds: 55,
				summary,
				intent: 'book appointment',
				urgency: 'medium',
				recording_url: 'https://example.com/recording.mp3',
				started_at: '2026-02-24T20:59:00Z',
				ended_at: '2026-02-24T21:00:00Z',
			},
		});
		const timestamp = Math.floor(now.getTime() / 1_000);
		const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
		return (
			`POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
			`x-inboundflow-event: call.completed\r\nx-inboundflow-timestamp: ${timestamp}\r\n` +
			`x-inboundflow-signature: sha256=${signature}\r\n` +
			`content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
		);
	};
};

/** Sends until told to stop: closed loop, or so many a second over the idle connections. */
const drive = (plan: LoadPlan) => {
	const { hostname, port } = new URL(plan.url);
	const make = eventMaker(plan);
	const idle: (() => void)[] = [];
	let stopped = false;
	let owed = 0;
	const open = () => {
		const socket = connect({ host: hostname, port: Number(port), noDelay: true });
		let sentAt = 0;
		const send = () => {
			sentAt = performance.now();
			socket.write(make());
		};
		const next = () => {
			if (stopped) socket.destroy();
			else if (plan.rate === null) send();
			else if (owed >= 1) {
				owed -= 1;
				send();
			} else idle.push(send);
		};
		eachMessage(socket, (head, body) => {
			const now = performance.now();
			const accepted = head.startsWith('HTTP/1.1 200');
			if (measuring) {
				if (accepted) acknowledged += 1;
				else refused += 1;
				acks.push(now - sentAt);
			}
			if (accepted) {
				const { id } = JSON.parse(body.toString()) as { id: string };
				settle(id, plan.hooks, (tracked) => {
					tracked.ackedAt = now;
				});
			}
			next();
		});
		socket.once('connect', next);
	};
	for (let count = 0; count < plan.connections; count += 1) open();
	let last = performance.now();
	const tick = setInterval(() => {
		const now = performance.now();
		owed += ((plan.rate ?? 0) * (now - last)) / 1_000;
		last = now;
		while (owed >= 1) {
			const send = idle.pop();
			if (send === undefined) break;
			owed -= 1;
			send();
		}
	}, 1);
	return () => {
		stopped = true;
		clearInterval(tick);
	};
};

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const run = async (plan: LoadPlan): Promise<LoadResult> => {
	const stop = drive(plan);
	await sleep(plan.warmUpMs);
	measuring = true;
	await sleep(plan.measureMs);
	measuring = false;
	stop();
	return {
		eventsPerSecond: (complete * 1_000) / plan.measureMs,
		acknowledged,
		delivered,
		refused,
		ack: quantiles(acks),
		ackToDelivered: quantiles(lags),
	};
};

process.on('message', (message: { readonly hooks: number } | LoadPlan) => {
	if ('url' in message) {
		run(message).then((result) => process.send?.(result));
		return;
	}
	Promise.all(Array.from({ length: message.hooks }, () => startHook(message.hooks))).then((urls) =>
		process.send?.({ hookUrls: urls }),
	);
});

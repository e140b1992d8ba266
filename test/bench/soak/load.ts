/**
 * The load of the soak, in a process of its own: events at a steady rate for as long as it is told,
 * and the hook URLs they go to. Remembers only what is on its way, so that its own memory is flat.
 */
import { connect } from 'node:net';
import { eventMaker } from '../load/event.ts';
import { startHook } from '../load/hooks.ts';
import { eachMessage } from '../load/http.ts';

export type SoakPlan = {
	readonly url: string;
	readonly secret: string;
	readonly rate: number;
	readonly milliseconds: number;
	/** An acknowledged event that is not with every hook by then is late. */
	readonly lateMs: number;
};

/** What happened since the last look. */
export type SoakSample = {
	readonly acknowledged: number;
	readonly refused: number;
	readonly delivered: number;
	readonly late: number;
	/** From the acknowledgement to the last of its deliveries. */
	readonly p99Ms: number;
	readonly worstMs: number;
	/** Acknowledged and not with every hook yet. */
	readonly onTheWay: number;
};

type Tracked = { ackedAt: number; lastAt: number; left: number };

const connections = 32;
/** For what is still on its way when the sending ends. */
const drainMs = 60_000;
const tickMs = 5;

const tracked = new Map<string, Tracked>();
let hooks = 0;
let acknowledged = 0;
let refused = 0;
let delivered = 0;
let late = 0;
let lateMs = 0;
let lags: number[] = [];

const change = (id: string, apply: (one: Tracked) => void): void => {
	const one = tracked.get(id) ?? { ackedAt: 0, lastAt: 0, left: hooks };
	apply(one);
	if (one.ackedAt === 0 || one.left > 0) {
		tracked.set(id, one);
		return;
	}
	tracked.delete(id);
	const lag = Math.max(0, one.lastAt - one.ackedAt);
	lags.push(lag);
	if (lag > lateMs) late += 1;
};

const sample = (): SoakSample => {
	const sorted = lags.sort((one, other) => one - other);
	const answer = {
		acknowledged,
		refused,
		delivered,
		late,
		p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
		worstMs: sorted.at(-1) ?? 0,
		onTheWay: tracked.size,
	};
	acknowledged = 0;
	refused = 0;
	delivered = 0;
	late = 0;
	lags = [];
	return answer;
};

const run = (plan: SoakPlan): void => {
	lateMs = plan.lateMs;
	const { hostname, port } = new URL(plan.url);
	const make = eventMaker(plan.url, plan.secret);
	const idle: (() => void)[] = [];
	for (let count = 0; count < connections; count += 1) {
		const socket = connect({ host: hostname, port: Number(port), noDelay: true });
		const send = () => socket.write(make());
		eachMessage(socket, (head, body) => {
			const now = performance.now();
			if (head.startsWith('HTTP/1.1 200')) {
				acknowledged += 1;
				change((JSON.parse(body.toString()) as { id: string }).id, (one) => {
					one.ackedAt = now;
				});
			} else refused += 1;
			idle.push(send);
		});
		socket.once('connect', () => idle.push(send));
		socket.once('close', () => {
			throw new Error('The service closed a connection of the load.');
		});
	}
	let owed = 0;
	let last = performance.now();
	const endsAt = last + plan.milliseconds;
	const tick = setInterval(() => {
		const now = performance.now();
		if (now >= endsAt) {
			if (idle.length === connections && (tracked.size === 0 || now > endsAt + drainMs)) {
				clearInterval(tick);
				process.send?.('done');
			}
			return;
		}
		owed += (plan.rate * (now - last)) / 1_000;
		last = now;
		while (owed >= 1) {
			// The one unused longest: a server closes a connection that rests for seconds.
			const send = idle.shift();
			if (send === undefined) return;
			owed -= 1;
			send();
		}
	}, tickMs);
};

process.on('message', (message: { readonly hooks: number } | SoakPlan | 'sample') => {
	if (message === 'sample') {
		process.send?.(sample());
		return;
	}
	if ('url' in message) return run(message);
	hooks = message.hooks;
	const arrived = (id: string | undefined) => {
		if (id === undefined) return;
		const now = performance.now();
		delivered += 1;
		change(id, (one) => {
			one.left -= 1;
			one.lastAt = now;
		});
	};
	Promise.all(Array.from({ length: hooks }, () => startHook(arrived, () => 0))).then((hookUrls) =>
		process.send?.({ hookUrls }),
	);
});

/**
 * The load of a benchmark, in a process of its own: signed InboundFlow events over raw keep-alive
 * sockets, and the hook URLs they are fanned out to. Raw sockets, so that the load costs as little
 * of the two cores as can be. Takes one plan after the other.
 */
import { connect } from 'node:net';
import { eventMaker } from './load/event.ts';
import { startHook } from './load/hooks.ts';
import { eachMessage } from './load/http.ts';
import { createTally, type Tally } from './load/tally.ts';

export type LoadPlan = {
	readonly url: string;
	/** The same ingest URL at further replicas: connections take them in turn. */
	readonly moreUrls?: readonly string[];
	readonly secret: string;
	readonly connections: number;
	/** Events a second; null: as many as the connections carry. */
	readonly rate: number | null;
	readonly warmUpMs: number;
	readonly measureMs: number;
	readonly hooks: number;
	/** About, of an event; default: 1 KB. */
	readonly bodyBytes?: number;
	/** How long a hook URL takes to answer; default: it answers at once. */
	readonly answerAfterMs?: number;
	/** Says when the window that is measured begins, before the result. */
	readonly announces?: boolean;
};

export type LoadResult = ReturnType<Tally['result']>;
export type WindowBegan = { readonly began: true };

/** What is under way at the end of a run has this long to arrive. */
const settleMs = 5_000;

let tally: Tally | null = null;
let answerAfterMs = 0;

/** Sends until told to stop: closed loop, or so many a second over the idle connections. */
const drive = (plan: LoadPlan, counts: Tally) => {
	const makers = [plan.url, ...(plan.moreUrls ?? [])].map((url) => ({
		url: new URL(url),
		make: eventMaker(url, plan.secret, plan.bodyBytes),
	}));
	/** The one that rested longest goes first. */
	const idle = new Set<{ readonly send: () => void; readonly leave: () => void }>();
	let stopped = false;
	let owed = 0;
	const open = ({ url, make }: (typeof makers)[number]) => {
		const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
		/** Null while there is nothing to answer. */
		let sentAt: number | null = null;
		const connection = {
			send: () => {
				idle.delete(connection);
				sentAt = performance.now();
				socket.write(make());
			},
			leave: () => socket.destroy(),
		};
		const next = () => {
			sentAt = null;
			if (stopped) socket.destroy();
			else if (plan.rate === null) connection.send();
			else if (owed >= 1) {
				owed -= 1;
				connection.send();
			} else idle.add(connection);
		};
		eachMessage(socket, (head, body) => {
			// A server takes leave of a connection that is idle for long with a 408: no event was refused.
			if (sentAt === null) return;
			const milliseconds = performance.now() - sentAt;
			const accepted = head.startsWith('HTTP/1.1 200');
			const id = accepted ? (JSON.parse(body.toString()) as { id: string }).id : null;
			counts.answered(id, milliseconds);
			next();
		});
		socket.once('connect', next).once('close', () => idle.delete(connection));
	};
	for (let count = 0; count < plan.connections; count += 1) {
		const maker = makers[count % makers.length];
		if (maker !== undefined) open(maker);
	}
	let last = performance.now();
	const tick = setInterval(() => {
		const now = performance.now();
		owed += ((plan.rate ?? 0) * (now - last)) / 1_000;
		last = now;
		while (owed >= 1) {
			const [connection] = idle;
			if (connection === undefined) break;
			owed -= 1;
			connection.send();
		}
	}, 1);
	return () => {
		stopped = true;
		clearInterval(tick);
		for (const { leave } of idle) leave();
	};
};

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const run = async (plan: LoadPlan): Promise<LoadResult> => {
	const counts = createTally(plan.hooks);
	tally = counts;
	answerAfterMs = plan.answerAfterMs ?? 0;
	const stop = drive(plan, counts);
	await sleep(plan.warmUpMs);
	counts.window(true);
	if (plan.announces === true) process.send?.({ began: true } satisfies WindowBegan);
	await sleep(plan.measureMs);
	counts.window(false);
	stop();
	const result = counts.result(plan.measureMs);
	if (plan.announces === true) {
		const end = performance.now() + settleMs;
		while (counts.open() > 0 && performance.now() < end) await sleep(20);
	}
	return result;
};

const startHooks = (count: number): Promise<readonly string[]> =>
	Promise.all(
		Array.from({ length: count }, () =>
			startHook(
				(id) => tally?.delivered(id),
				() => answerAfterMs,
			),
		),
	);

process.on('message', (message: { readonly hooks: number } | LoadPlan) => {
	if ('url' in message) {
		run(message).then((result) => process.send?.(result));
		return;
	}
	startHooks(message.hooks).then((hookUrls) => process.send?.({ hookUrls }));
});

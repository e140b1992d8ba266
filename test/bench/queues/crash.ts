import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newSecret } from '../../support/secret.ts';
import type { Contender } from '../contenders.ts';
import { eventMaker } from '../load/event.ts';
import { startHook } from '../load/hooks.ts';
import { eachMessage } from '../load/http.ts';

const hooks = 3;
const senders = 16;
const pauseMs = 20;
const answerAfterMs = 5;
/** Long enough for a queue to notice that a worker is gone. */
const patienceMs = 120_000;

export type CrashCount = {
	/** Events that got their 200, over all kills. */
	readonly accepted: number;
	readonly deliveries: number;
	/** Of the deliveries they mean, those that never came. */
	readonly lost: number;
	/** That came more than once. */
	readonly repeated: number;
	/** From the last restart until the last delivery. */
	readonly seconds: number;
};

/** Sends until the connection breaks or it is told to stop. */
const startSending = (url: string, make: () => string, accepted: (id: string) => void) => {
	let stopped = false;
	const { hostname, port } = new URL(url);
	for (let count = 0; count < senders; count += 1) {
		const socket = connect({ host: hostname, port: Number(port), noDelay: true });
		const send = () => {
			if (stopped) socket.destroy();
			else socket.write(make());
		};
		eachMessage(socket, (head, body) => {
			if (head.startsWith('HTTP/1.1 200')) {
				accepted((JSON.parse(body.toString()) as { id: string }).id);
			}
			setTimeout(send, pauseMs);
		});
		socket.once('connect', send);
	}
	return () => {
		stopped = true;
	};
};

/** Kills the service under load (`kill -9`) so many times, starts it again, and counts. */
export const crash = async (contender: Contender, kills: number): Promise<CrashCount> => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-bench-'));
	const secret = newSecret();
	const accepted = new Set<string>();
	const requests = new Map<string, number>();
	let lastAt = performance.now();
	const hookUrls: string[] = [];
	for (let hook = 0; hook < hooks; hook += 1) {
		const onDelivery = (id: string | undefined) => {
			const delivery = `${id} ${hook}`;
			const count = (requests.get(delivery) ?? 0) + 1;
			requests.set(delivery, count);
			if (count === 1) lastAt = performance.now();
		};
		hookUrls.push(await startHook(onDelivery, () => answerAfterMs));
	}
	const wanted = () =>
		[...accepted].flatMap((id) => Array.from({ length: hooks }, (_, hook) => `${id} ${hook}`));
	const missing = () => wanted().filter((delivery) => !requests.has(delivery)).length;
	let served = await contender.serve({ folder, secret, hookUrls });
	try {
		for (let kill = 0; kill < kills; kill += 1) {
			const [url] = served.urls;
			const stop = startSending(url, eventMaker(url, secret), (id) => accepted.add(id));
			await sleep(1_500 + Math.random() * 1_000);
			await served.stop();
			stop();
			served = await contender.serve({ folder, secret, hookUrls });
		}
		const restartedAt = performance.now();
		const until = restartedAt + patienceMs;
		while (missing() > 0 && performance.now() < until) await sleep(200);
		return {
			accepted: accepted.size,
			deliveries: wanted().length,
			lost: missing(),
			repeated: wanted().filter((delivery) => (requests.get(delivery) ?? 0) > 1).length,
			seconds: Math.max(0, lastAt - restartedAt) / 1_000,
		};
	} finally {
		await served.stop();
		rmSync(folder, { recursive: true, force: true });
	}
};

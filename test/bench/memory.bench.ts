import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from '../support/process.ts';
import { ours, oursWith } from './contenders.ts';
import { rssMbOf } from './cpu.ts';
import { measureMs } from './duel.ts';
import { startMatch } from './measure.ts';
import { end, message } from './processes.ts';
import { type Section, spread, type Table } from './report.ts';
import { tlsFolder } from './tls.ts';
import type { TlsCounts } from './tls-target.ts';

/** Issue 6, in megabytes. */
const most = { idle: 100, loaded: 250 };
/** A target of one's own gets at most so many requests at once, each on a connection. */
const mostConnections = 64;
/** Threads that nobody needs have ended by then, and what they held is given back. */
const idleMs = 60_000;
const rate = 1_000;
const loadedMs = Number(process.env.BENCH_MEMORY_SECONDS ?? 60) * 1_000;
const sampleEveryMs = 500;
/** The service keeps an idle connection for 55 s. */
const closedAfterMs = 60_000;

/** What `npm start` takes when it has nothing to do. */
const idle = async (): Promise<Table> => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-bench-'));
	const service = await startProcess({
		PORT: '0',
		DATABASE_URL: `file:${join(folder, 'idle.db')}`,
	});
	const samples: number[] = [];
	try {
		const until = performance.now() + idleMs;
		while (performance.now() < until) {
			await sleep(sampleEveryMs);
			samples.push(rssMbOf(service.child.pid ?? 0));
		}
	} finally {
		await service.end('SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	}
	const last = samples.at(-1) ?? Number.NaN;
	return {
		title: `Idle, for ${idleMs / 1_000} s after the start`,
		rows: [{ name: 'voicehooks', values: { 'RSS MB': spread(samples) } }],
		verdict: `${last.toFixed(0)} MB at the end (at most ${most.idle}).`,
		passed: last <= most.idle,
	};
};

const loaded = async (): Promise<{
	readonly table: Table;
	readonly curve: readonly (readonly [number, number])[];
}> => {
	const match = await startMatch(ours, 3);
	const pid = match.served.pids[0] ?? 0;
	const curve: (readonly [number, number])[] = [];
	const began = performance.now();
	const sample = () => curve.push([(performance.now() - began) / 1_000, rssMbOf(pid)]);
	const timer = setInterval(sample, sampleEveryMs);
	try {
		await match.run({ rate, connections: 64, warmUpMs: 0, measureMs: loadedMs });
	} finally {
		clearInterval(timer);
		await match.stop();
	}
	const highest = Math.max(...curve.map(([, rss]) => rss));
	return {
		curve,
		table: {
			title: `${rate.toLocaleString('en')} events/s to 3 hook URLs, for ${loadedMs / 1_000} s`,
			rows: [{ name: 'voicehooks', values: { 'RSS MB': spread(curve.map(([, rss]) => rss)) } }],
			verdict: `${highest.toFixed(0)} MB at most (at most ${most.loaded}).`,
			passed: highest <= most.loaded,
		},
	};
};

/** Deliveries to one target over TLS: how many connections they take, and what becomes of those. */
const tls = async (meanwhile: () => Promise<void>): Promise<Table> => {
	const target = fork(join(import.meta.dirname, 'tls-target.ts'), ['20']);
	const { url } = await message<{ url: string }>(target);
	const contender = oursWith({ NODE_EXTRA_CA_CERTS: join(tlsFolder, 'certificate.pem') });
	const match = await startMatch(contender, 0, [url]);
	const seen = async (): Promise<TlsCounts> => {
		const answer = message<TlsCounts>(target);
		target.send('counts');
		return answer;
	};
	const run = async (name: string, perSecond: number | null) => {
		const before = await seen();
		await match.run({ rate: perSecond, connections: 64, warmUpMs: 0, measureMs });
		// What is queued goes out.
		for (let last = -1; ; last = (await seen()).deliveries) {
			await sleep(1_000);
			if ((await seen()).deliveries === last) break;
		}
		const after = await seen();
		const values = {
			deliveries: after.deliveries - before.deliveries,
			handshakes: after.handshakes - before.handshakes,
			'of them resumed': after.resumed - before.resumed,
			'connections left open': after.open,
		};
		return { name, values };
	};
	try {
		const runs = [
			await run('100 events/s', 100),
			await run('as fast as 64 connections carry', null),
			await run('100 events/s again', 100),
		];
		const restedAt = performance.now();
		await meanwhile();
		await sleep(Math.max(0, closedAfterMs - (performance.now() - restedAt)));
		const { handshakes, open } = await seen();
		return {
			title: 'One target over TLS that answers after 20 ms',
			rows: [
				...runs,
				{
					name: 'a minute later',
					values: {
						deliveries: 0,
						handshakes: 0,
						'of them resumed': 0,
						'connections left open': open,
					},
				},
			].map(({ name, values }) => ({
				name,
				values: Object.fromEntries(
					Object.entries(values).map(([quantity, value]) => [quantity, spread([value])]),
				),
			})),
			verdict: `${handshakes} handshakes altogether (at most ${mostConnections}: a target's requests at once), ${open} connections open after a minute without a delivery (none).`,
			passed: handshakes <= mostConnections && open === 0,
		};
	} finally {
		await match.stop();
		await end(target, 'SIGKILL');
	}
};

/** Memory at rest and under load, and connections that are used again. */
export const memory = async (): Promise<Section> => {
	const atRest = await idle();
	let underLoad: Awaited<ReturnType<typeof loaded>> | null = null;
	const connections = await tls(async () => {
		underLoad = await loaded();
	});
	const { table, curve } = underLoad ?? (await loaded());
	return {
		title: 'Memory and connections',
		about: [
			'Resident memory of the whole process with all its threads, as the system counts it (`VmRSS`), on the embedded database. Figures are the median (least–most) of the samples.',
		],
		tables: [atRest, table, connections],
		charts: [
			{
				title: `Resident memory at ${rate.toLocaleString('en')} events/s`,
				x: 'seconds',
				y: 'MB',
				series: [{ name: ours.name, points: curve }],
				limit: { name: `${most.loaded} MB`, value: most.loaded },
			},
		],
	};
};

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSecret } from '../support/secret.ts';
import type { LoadPlan, LoadResult } from './load.ts';
import { type Measurement, median, spread, type Table } from './report.ts';

const here = import.meta.dirname;
const hooks = 3;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const measureMs = Number(process.env.BENCH_SECONDS ?? 6) * 1_000;
/** Until the compiler has settled: for the service's code it takes some 40,000 events (`--trace-opt`). */
const warmUpMs = 20_000;
/** Issue 2: at least half of the bare pipeline. */
const leastShare = 0.5;

type Contender = 'bare' | 'ours';
type Scene = { readonly name: string; readonly connections: number; readonly rate: number | null };

const scenes: readonly Scene[] = [
	{ name: 'as fast as 64 connections carry', connections: 64, rate: null },
	{ name: '1,000 events/s', connections: 64, rate: 1_000 },
];

const message = async <Answer>(child: ChildProcess): Promise<Answer> => {
	const failed = once(child, 'exit').then(([code]) => {
		throw new Error(`A benchmark process ended with ${String(code)}.`);
	});
	const [answer] = await Promise.race([once(child, 'message'), failed]);
	return answer as Answer;
};

const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
	const exited = once(child, 'exit');
	child.kill(signal);
	await exited;
};

const measure = async (contender: Contender, scene: Scene): Promise<LoadResult> => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-bench-'));
	const secret = newSecret();
	const load = fork(join(here, 'load.ts'));
	try {
		load.send({ hooks });
		const { hookUrls } = await message<{ hookUrls: string[] }>(load);
		const served =
			contender === 'bare'
				? fork(join(here, 'bare/pipeline.ts'), [join(folder, 'bare.db'), secret, ...hookUrls])
				: fork(join(here, 'ours.ts'), [folder, secret, ...hookUrls], {
						stdio: ['inherit', 'inherit', 'ignore', 'ipc'],
					});
		const { url } = await message<{ url: string }>(served);
		const plan: LoadPlan = {
			url,
			secret,
			hooks,
			warmUpMs,
			measureMs,
			connections: scene.connections,
			rate: scene.rate,
		};
		load.send(plan);
		const result = await message<LoadResult>(load);
		await end(served, 'SIGKILL');
		if (result.refused > 0) throw new Error(`${contender} refused ${result.refused} events.`);
		return result;
	} finally {
		await end(load, 'SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	}
};

const row = (name: string, results: readonly LoadResult[]): Measurement => ({
	name,
	values: {
		'events/s': spread(results.map((result) => result.eventsPerSecond)),
		'ack p50 ms': spread(results.map((result) => result.ack.p50)),
		'ack p99 ms': spread(results.map((result) => result.ack.p99)),
		'ack → delivered p50 ms': spread(results.map((result) => result.ackToDelivered.p50)),
		'ack → delivered p99 ms': spread(results.map((result) => result.ackToDelivered.p99)),
	},
});

/** Our whole service beside a bare pipeline of the same durability, in turns. */
export const pipelineTables = async (): Promise<readonly Table[]> => {
	const tables: Table[] = [];
	for (const scene of scenes) {
		const results: Record<Contender, LoadResult[]> = { bare: [], ours: [] };
		for (let round = 0; round < rounds; round += 1) {
			results.bare.push(await measure('bare', scene));
			results.ours.push(await measure('ours', scene));
		}
		const rate = (contender: Contender) =>
			median(results[contender].map((result) => result.eventsPerSecond));
		const share = rate('ours') / rate('bare');
		tables.push({
			title: `Signed ingest → durable → ${hooks} hook URLs → attempt durable: ${scene.name}`,
			rows: [row('bare pipeline', results.bare), row('voicehooks', results.ours)],
			verdict: `voicehooks carries ${share.toFixed(2)} of the bare pipeline's events (at least ${leastShare}).`,
			passed: share >= leastShare,
		});
	}
	return tables;
};

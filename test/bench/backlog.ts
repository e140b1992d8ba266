/**
 * `npm run bench:backlog -- [--store sqlite|postgres] [--pending 1000,100000,1000000] [--rounds 3]`:
 * what claiming and settling costs while more and more retries are pending in a database, a tenth of
 * them overdue at a target that never answers. Add 10000000 by hand. Ends with 1 when a delivery
 * costs more than 1.5 of the CPU of the smallest backlog, or memory grows with it. Writes
 * docs/benchmarks/backlog.md, or backlog-postgres.md, and its picture.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newSecret } from '../support/secret.ts';
import type { BacklogStore } from './backlog/database.ts';
import { postgresBacklogs } from './backlog/postgres.ts';
import { sqliteBacklogs } from './backlog/sqlite.ts';
import type { BacklogTargets, Received } from './backlog/targets.ts';
import { chartSvg } from './chart.ts';
import { cpuUsOf, rssMbOf } from './cpu.ts';
import { end, message } from './processes.ts';
import {
	median,
	provenance,
	readingHint,
	spread,
	type Table,
	tableText,
	writeReport,
} from './report.ts';
import { makeSource, startService } from './service.ts';

const { values } = parseArgs({
	options: {
		store: { type: 'string', default: 'sqlite' },
		pending: { type: 'string', default: '1000,100000,1000000' },
		rounds: { type: 'string', default: '3' },
	},
});
const sizes = values.pending.split(',').map(Number);
const rounds = Number(values.rounds);

const liveTargets = 10;
/** Retries that are due at the start and are measured: claimed from their rows, sent, settled. */
const dueCount = 20_000;
/** Of the measured ones so many are warm-up. */
const warmUp = 5_000;
/** Retries of other targets that are due in the next three days. */
const restingTargets = 40;
/** The dead target has shown what it is, and what its memory comes to. */
const restMs = 10_000;
const gates = { mostCpu: 1.5, mostMemory: 1.15 };

const here = import.meta.dirname;

type Run = {
	readonly cpuUs: number;
	readonly perSecond: number;
	readonly rssMb: number;
	/** From the process's start until the first delivery. */
	readonly startMs: number;
	readonly diskMb: number;
};

const measure = async (store: BacklogStore, pending: number): Promise<Run> => {
	const database = await store.open();
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-backlog-'));
	const children: ChildProcess[] = [];
	const start = (file: string, args: readonly string[] = []): ChildProcess => {
		const child = fork(join(here, file), args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
		children.push(child);
		return child;
	};
	try {
		const secret = newSecret();
		const targets = start('backlog/targets.ts', [String(liveTargets)]);
		const { live, dead } = await message<BacklogTargets>(targets);
		const resting = Array.from({ length: restingTargets }, (_, nth) => `${dead}/resting/${nth}`);
		// A first life makes the schema, the source and the subscriptions.
		const first = await startService(folder, database.environment);
		children.push(first.child);
		await makeSource(first.url, secret, [...live, dead, ...resting]);
		await first.end('SIGTERM');
		const rows = await database.targets();
		await database.fill({
			live: rows.slice(0, liveTargets),
			dead: rows.slice(liveTargets, liveTargets + 1),
			resting: rows.slice(liveTargets + 1),
			due: dueCount,
			pending,
		});
		const diskMb = await database.sizeMb();

		const received = (count: number): Promise<Received> => {
			const answer = message<Received>(targets);
			targets.send({ tellAt: count });
			return answer;
		};
		const warm = received(warmUp);
		const startedAt = performance.now();
		const [{ firstAt }, service] = await Promise.all([
			warm,
			startService(folder, database.environment),
		]);
		children.push(service.child);
		const cpuUs = () => cpuUsOf([service.pid, ...database.pids]);
		const { count: already } = await received(0);
		const before = cpuUs();
		const all = received(dueCount);
		const measuredFrom = performance.now();
		await all;
		const after = cpuUs();
		const seconds = (performance.now() - measuredFrom) / 1_000;
		await new Promise((resolve) => setTimeout(resolve, restMs));
		const measured = dueCount - already;
		return {
			cpuUs: (after - before) / measured,
			perSecond: measured / seconds,
			rssMb: rssMbOf(service.pid),
			startMs: firstAt - (performance.timeOrigin + startedAt),
			diskMb,
		};
	} finally {
		for (const child of children) await end(child, 'SIGKILL');
		await database.end();
		rmSync(folder, { recursive: true, force: true });
	}
};

const stores: Readonly<Record<string, () => Promise<BacklogStore>>> = {
	sqlite: async () => sqliteBacklogs(),
	postgres: postgresBacklogs,
};
const openStore = stores[values.store];
if (openStore === undefined)
	throw new Error(`--store is one of ${Object.keys(stores).join(', ')}.`);
const store = await openStore();
const runs = new Map<number, Run[]>(sizes.map((size) => [size, []]));
for (let round = 1; round <= rounds; round += 1) {
	for (const size of sizes) {
		const run = await measure(store, size);
		runs.get(size)?.push(run);
		process.stdout.write(`round ${round}, ${size} pending: ${JSON.stringify(run)}\n`);
	}
}
await store.close();

const middle = (size: number, of: keyof Run): number =>
	median((runs.get(size) ?? []).map((run) => run[of]));
const [least = 0] = sizes;
const verdicts = sizes.slice(1).map((size) => {
	const cpu = middle(size, 'cpuUs') / middle(least, 'cpuUs');
	const memory = middle(size, 'rssMb') / middle(least, 'rssMb');
	const passed = cpu <= gates.mostCpu && memory <= gates.mostMemory;
	return {
		passed,
		line: `- ${passed ? 'held' : '**failed**'}, ${size.toLocaleString('en')} pending: ${cpu.toFixed(2)} of the CPU (at most ${gates.mostCpu}), ${memory.toFixed(2)} of the memory (at most ${gates.mostMemory}).`,
	};
});
const table: Table = {
	title: `${dueCount.toLocaleString('en')} retries that are due, beside a backlog that is not`,
	rows: sizes.map((size) => {
		const of = (key: keyof Run) => spread((runs.get(size) ?? []).map((run) => run[key]));
		return {
			name: `${size.toLocaleString('en')} pending`,
			values: {
				'service CPU µs a delivery': of('cpuUs'),
				'deliveries/s': of('perSecond'),
				'RSS MB': of('rssMb'),
				'ms from its start to the first delivery': of('startMs'),
				'database MB': of('diskMb'),
			},
		};
	}),
	verdict: verdicts.map(({ line }) => line).join('\n'),
	passed: verdicts.every(({ passed }) => passed),
};
const command = `npm run bench:backlog -- --store ${values.store} --pending ${values.pending} --rounds ${rounds}`;
const text = [
	`# ${store.title}`,
	'',
	`${provenance(command, new Date())} ${readingHint(rounds)}`,
	'',
	`${store.filling} Then the service starts on it: a tenth of the backlog is overdue at one target that reads requests and never answers, so that its lane goes down to single attempts; the others are due over the next three days at ${restingTargets} targets. ${dueCount.toLocaleString('en')} retries at ${liveTargets} targets are due at once; after ${warmUp.toLocaleString('en')} the CPU of the whole service (claim, signature, request, settlement) is counted for each. Ten deliveries share a message of about 2 KB. How large the backlog is was counted before the start: the service counts 250,000 rows for each minute that the count then stands, some 30 ms.`,
	'',
	tableText(table),
	'',
	`![CPU of a delivery by the size of the backlog](${store.report}.svg)`,
	'',
].join('\n');
writeReport(
	`${store.report}.svg`,
	chartSvg({
		title: 'CPU of a delivery beside a backlog of retries',
		x: 'pending retries',
		y: 'µs, all threads and processes',
		logarithmic: true,
		limit: { name: 'most: 1.5 of the smallest', value: gates.mostCpu * middle(least, 'cpuUs') },
		series: [{ name: 'voicehooks', points: sizes.map((size) => [size, middle(size, 'cpuUs')]) }],
	}),
);
writeReport(`${store.report}.md`, text);
process.stdout.write(`${text}\n`);
process.exit(table.passed ? 0 : 1);

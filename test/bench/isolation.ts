/**
 * `npm run bench:isolation -- [--rounds 3] [--seconds 40] [--rate 150]`: ten targets, of which one
 * is black-holed, drips or answers 500, each beside an undisturbed run. Ends with 1 when the others
 * get less than 0.97 of the deliveries, or a delivery to them costs more than 1.15 of the CPU.
 * Writes docs/benchmarks/isolation.md.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newSecret } from '../support/secret.ts';
import { type Behaviour, behaviours } from './isolation/scenes.ts';
import type { LoadPlan, LoadResult } from './load.ts';
import { end, message } from './processes.ts';
import { median, provenance, spread, type Table, tableText, writeReport } from './report.ts';
import { makeSource, startService, usageOf } from './service.ts';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '3' },
		seconds: { type: 'string', default: '40' },
		rate: { type: 'string', default: '150' },
	},
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const rate = Number(values.rate);

const others = 9;
const connections = 64;
/** By then the code is compiled and the tenth target has shown what it is. */
const warmUpMs = 15_000;
/** Two undisturbed runs on a quiet machine differ by 1 % in deliveries and 5 % in CPU. */
const gates = { leastDelivered: 0.97, mostCpu: 1.15 };

type Run = {
	/** To the others, each second. */
	readonly delivered: number;
	/** Of the whole service, for each delivery to the others. */
	readonly cpuUs: number;
	readonly p99Ms: number;
	readonly rssMb: number;
};

const here = import.meta.dirname;

const measure = async (behaviour: Behaviour): Promise<Run> => {
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-isolation-'));
	const secret = newSecret();
	const children: ChildProcess[] = [];
	const start = (file: string, args: readonly string[]): ChildProcess => {
		const child = fork(join(here, file), args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
		children.push(child);
		return child;
	};
	try {
		const target = await message<{ url: string }>(start('isolation/target.ts', [behaviour]));
		const load = start('load.ts', []);
		const hooks = message<{ hookUrls: string[] }>(load);
		load.send({ hooks: others });
		const service = await startService(folder);
		children.push(service.child);
		const url = await makeSource(service.url, secret, [...(await hooks).hookUrls, target.url]);
		const measureMs = seconds * 1_000;
		const plan: LoadPlan = { url, secret, connections, rate, warmUpMs, measureMs, hooks: others };
		load.send(plan);
		await new Promise((resolve) => setTimeout(resolve, warmUpMs));
		const before = usageOf(service);
		const result = await message<LoadResult>(load);
		const after = usageOf(service);
		if (result.refused > 0) throw new Error(`${result.refused} events were refused.`);
		return {
			delivered: result.delivered / seconds,
			cpuUs: (after.cpuUs - before.cpuUs) / result.delivered,
			p99Ms: result.ackToDelivered.p99,
			rssMb: after.rssMb,
		};
	} finally {
		for (const child of children) await end(child, 'SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	}
};

const runs: Record<Behaviour, Run[]> = {
	good: [],
	'black hole': [],
	dripping: [],
	'answers 500': [],
};
for (let round = 1; round <= rounds; round += 1) {
	for (const behaviour of behaviours) {
		const run = await measure(behaviour);
		runs[behaviour].push(run);
		process.stdout.write(`round ${round}, ${behaviour}: ${JSON.stringify(run)}\n`);
	}
}

/** Beside the undisturbed run of the same round. */
const ratios = (behaviour: Behaviour, of: 'delivered' | 'cpuUs'): readonly number[] =>
	runs[behaviour].map((run, round) => run[of] / (runs.good[round]?.[of] ?? Number.NaN));

const verdicts = behaviours.slice(1).map((behaviour) => {
	const delivered = median(ratios(behaviour, 'delivered'));
	const cpu = median(ratios(behaviour, 'cpuUs'));
	const passed = delivered >= gates.leastDelivered && cpu <= gates.mostCpu;
	return {
		passed,
		line: `${passed ? 'held' : '**failed**'}, ${behaviour}: the others get ${delivered.toFixed(3)} of the undisturbed deliveries (at least ${gates.leastDelivered}) at ${cpu.toFixed(2)} of the CPU each (at most ${gates.mostCpu}).`,
	};
});
const table: Table = {
	title: `Nine targets beside a tenth, ${rate} events/s to all ten, ${seconds} s after ${warmUpMs / 1_000} s`,
	rows: behaviours.map((behaviour) => ({
		name: behaviour === 'good' ? 'undisturbed: the tenth answers 200' : `the tenth: ${behaviour}`,
		values: {
			'deliveries/s to the nine': spread(runs[behaviour].map((run) => run.delivered)),
			'service CPU µs each': spread(runs[behaviour].map((run) => run.cpuUs)),
			'ack → delivered to all nine, p99 ms': spread(runs[behaviour].map((run) => run.p99Ms)),
			'RSS MB': spread(runs[behaviour].map((run) => run.rssMb)),
		},
	})),
	verdict: verdicts.map(({ line }) => `- ${line}`).join('\n'),
	passed: verdicts.every(({ passed }) => passed),
};
const command = `npm run bench:isolation -- --rounds ${rounds} --seconds ${seconds} --rate ${rate}`;
const text = [
	'# One bad target of ten',
	'',
	`${provenance(command, new Date())} Each figure is the median (least–most) of ${rounds} rounds; a ratio is the median of those of each round, against the undisturbed run of that round.`,
	'',
	'A **black hole** reads the request and never answers, so that each attempt lasts its whole timeout of 30 s; a **dripping** target sends one byte a second for ever; the third answers 500 at once. The service CPU is that of all its threads, attempts at the tenth target included, divided by the deliveries to the nine. Latencies on a shared machine are reported, not gated.',
	'',
	tableText(table),
].join('\n');
writeReport('isolation.md', text);
process.stdout.write(`${text}\n`);
process.exit(table.passed ? 0 : 1);

/**
 * `npm run soak -- [--minutes 60] [--rate 300]`: steady load on three hook URLs, a look at the
 * service every ten seconds. Ends with 1 when its memory grows after the warm-up, a delivery is
 * late, or anything is lost. Writes docs/benchmarks/soak.md and its pictures.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newSecret } from '../support/secret.ts';
import { chartSvg } from './chart.ts';
import { end, message } from './processes.ts';
import { writeReport } from './report.ts';
import { heapMbOf, makeSource, startService, usageOf } from './service.ts';
import type { SoakPlan, SoakSample } from './soak/load.ts';
import { type Look, soakReport, soakVerdict } from './soak/report.ts';

const { values } = parseArgs({
	options: {
		minutes: { type: 'string', default: '60' },
		rate: { type: 'string', default: '300' },
	},
});
const minutes = Number(values.minutes);
const rate = Number(values.rate);
const hooks = 3;
const lateMs = 2_000;
const lookEveryMs = 10_000;

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), 'voicehooks-soak-'));
const megabytes = (bytes: number): number => bytes / 2 ** 20;
const diskMb = (): number =>
	megabytes(readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0));

const children: ChildProcess[] = [];
const sampleOf = async (load: ChildProcess): Promise<SoakSample> => {
	const answer = message<SoakSample>(load);
	load.send('sample');
	return answer;
};

const looks: Look[] = [];
try {
	const load = fork(join(here, 'soak/load.ts'), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
	children.push(load);
	const ready = message<{ hookUrls: string[] }>(load);
	load.send({ hooks });
	const secret = newSecret();
	const service = await startService(folder);
	children.push(service.child);
	const url = await makeSource(service.url, secret, (await ready).hookUrls);
	let done = false;
	load.on('message', (told) => {
		done ||= told === 'done';
	});
	const plan: SoakPlan = { url, secret, rate, lateMs, milliseconds: minutes * 60_000 };
	load.send(plan);
	const startedAt = performance.now();
	let before = usageOf(service);
	const look = async (): Promise<void> => {
		const sample = await sampleOf(load);
		const usage = usageOf(service);
		looks.push({
			...sample,
			minute: (performance.now() - startedAt) / 60_000,
			rssMb: usage.rssMb,
			heapMb: await heapMbOf(service),
			cpuUs: usage.cpuUs - before.cpuUs,
			diskMb: diskMb(),
		});
		before = usage;
		const { minute, rssMb, worstMs, late } = looks.at(-1) as Look;
		process.stdout.write(
			`${minute.toFixed(1)} min: ${Math.round(rssMb)} MB, worst ${Math.round(worstMs)} ms, ${late} late\n`,
		);
	};
	while (!done) {
		const soon = new AbortController();
		const timer = setTimeout(() => soon.abort(), lookEveryMs);
		while (!done && !soon.signal.aborted) {
			await once(load, 'message', { signal: soon.signal }).catch(() => {});
		}
		clearTimeout(timer);
		await look();
	}
} finally {
	for (const child of children) await end(child, 'SIGKILL');
	rmSync(folder, { recursive: true, force: true });
}

const command = `npm run soak -- --minutes ${minutes} --rate ${rate}`;
const verdict = soakVerdict(looks, { hooks, rate, minutes });
const text = soakReport(looks, verdict, { command, rate, minutes, now: new Date() });
writeReport(
	'soak-memory.svg',
	chartSvg({
		title: `Memory of the service at ${rate} events/s to three hook URLs`,
		x: 'minutes',
		y: 'MB',
		series: [
			{ name: 'resident', points: looks.map(({ minute, rssMb }) => [minute, rssMb]) },
			{
				name: 'heap of the main thread',
				points: looks.map(({ minute, heapMb }) => [minute, heapMb]),
			},
		],
	}),
);
writeReport(
	'soak-latency.svg',
	chartSvg({
		title: 'From the acknowledgement to the last of three deliveries',
		x: 'minutes',
		y: 'ms in ten seconds',
		series: [
			{ name: 'p99', points: looks.map(({ minute, p99Ms }) => [minute, p99Ms]) },
			{ name: 'worst', points: looks.map(({ minute, worstMs }) => [minute, worstMs]) },
		],
	}),
);
writeReport('soak.md', text);
process.stdout.write(`${text}\n`);
process.exit(verdict.faults.length === 0 ? 0 : 1);

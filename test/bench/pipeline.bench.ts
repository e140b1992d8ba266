import { bare, ours } from './contenders.ts';
import { type DuelScene, duel, medianOf, ratio, rounds, rowsOf } from './duel.ts';
import { readingHint, type Section } from './report.ts';

const hooks = 3;
/** Of the bare pipeline's events: what must be, and what is aimed at. */
const leastShare = 0.5;
const goalShare = 0.7;

const scenes: readonly DuelScene[] = [
	{ name: 'as fast as 64 connections carry', rate: null },
	{ name: '1,000 events/s', rate: 1_000 },
];

/** Our whole service beside a bare pipeline of the same durability. */
export const pipeline = async (): Promise<Section> => {
	const results = await duel([bare, ours], hooks, scenes);
	const tables = scenes.map(({ name, rate }) => {
		const measured = results.get(name);
		const share =
			medianOf(measured, 'events/s', ours.name) / medianOf(measured, 'events/s', bare.name);
		const cpu = ratio(measured, 'CPU µs/event', ours.name, bare.name);
		return {
			title: `Signed ingest → durable → ${hooks} hook URLs → attempt durable: ${name}`,
			rows: rowsOf(measured ?? new Map()),
			verdict: `voicehooks carries ${share.toFixed(2)} of the bare pipeline's events (${rate === null ? `at least ${leastShare}, the goal is ${goalShare}` : 'at least 0.99'}) at ${cpu.median.toFixed(2)} of its CPU each.`,
			passed: share >= (rate === null ? leastShare : 0.99),
		};
	});
	return {
		title: 'The pipeline on SQLite',
		about: [
			readingHint(rounds),
			'The bare pipeline has the same durability (SQLite, `synchronous=FULL`, group commit on a writer thread) and the same sender, and none of our features: no retries, guard, filters, normalising, history or limits.',
		],
		tables,
	};
};

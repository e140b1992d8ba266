import { bare, ours } from './contenders.ts';
import { type DuelScene, duel, medianOf, type Results, ratio, rounds, rowsOf } from './duel.ts';
import { readingHint, type Section, type Table } from './report.ts';

/** Issue 6: of the bare pipeline's p99 from the answer to the last hook URL's request. */
const mostLag = 2;
/** Ours must carry what the bare pipeline does, where the rate is given. */
const leastCarried = 0.98;

type Group = { readonly hooks: number; readonly scenes: readonly DuelScene[] };

const rates = [250, 500, 750, 1_000];
const rateScene = (rate: number): DuelScene => ({
	name: `${rate.toLocaleString('en')} events/s of 1 KB to 3 hook URLs`,
	rate,
});

/**
 * Rates that both carry. A target answers one request at a time on each connection, and the bare
 * pipeline has 32 of them, so that 300 ms bound it to 106 deliveries a second for each hook URL
 * (ours has 64), and 50 ms to 640.
 */
const groups: readonly Group[] = [
	{
		hooks: 3,
		scenes: [
			...rates.map(rateScene),
			{ name: '2 KB, as fast as 64 connections carry', rate: null, bodyBytes: 2_000 },
			{ name: '20 KB, as fast as 64 connections carry', rate: null, bodyBytes: 20_000 },
			{ name: 'targets that answer after 50 ms, 400 events/s', rate: 400, answerAfterMs: 50 },
			{ name: 'targets that answer after 300 ms, 80 events/s', rate: 80, answerAfterMs: 300 },
		],
	},
	{ hooks: 1, scenes: [{ name: 'one hook URL, as fast as 64 connections carry', rate: null }] },
	{ hooks: 10, scenes: [{ name: 'ten hook URLs, as fast as 64 connections carry', rate: null }] },
];

const tableOf = ({ name, rate }: DuelScene, results: Results): Table => {
	const measured = results.get(name);
	const events = ratio(measured, 'events/s', ours.name, bare.name);
	const cpu = ratio(measured, 'CPU µs/event', ours.name, bare.name);
	const lag = ratio(measured, 'ack → delivered p99 ms', ours.name, bare.name);
	return {
		title: name,
		rows: rowsOf(measured ?? new Map()),
		verdict: `Ours to bare: ${events.median.toFixed(2)} of the events, ${cpu.median.toFixed(2)} of the CPU each, ${lag.median.toFixed(1)} of the p99 from ack to delivered${rate === null ? '' : ` (goal: at most ${mostLag})`}.`,
		passed: rate === null || events.median >= leastCarried,
	};
};

/** Bodies, numbers of subscriptions, slow targets and rates. */
export const shapes = async (): Promise<Section> => {
	const results = new Map<string, ReturnType<Results['get']> & {}>();
	for (const { hooks, scenes } of groups) {
		for (const [name, measured] of await duel([bare, ours], hooks, scenes)) {
			results.set(name, measured);
		}
	}
	const curve = (name: string) => ({
		name,
		points: rates.map(
			(rate) =>
				[
					rate,
					medianOf(results.get(rateScene(rate).name), 'ack → delivered p99 ms', name),
				] as const,
		),
	});
	return {
		title: 'Shapes of load on SQLite',
		about: [
			readingHint(rounds),
			'Bodies of 2 and 20 KB, one and ten subscriptions, targets that are slow, and rates. A rate is one that both carry: a target answers one request at a time on a connection, and the bare pipeline has 32 of them, so that an answer after 300 ms bounds it to 106 deliveries a second for each hook URL and one after 50 ms to 640.',
		],
		tables: groups.flatMap(({ scenes }) => scenes.map((scene) => tableOf(scene, results))),
		charts: [
			{
				title: 'From the 200 to the last of three hook URLs, p99',
				x: 'events/s',
				y: 'ms',
				series: [curve(bare.name), curve(ours.name)],
			},
		],
	};
};

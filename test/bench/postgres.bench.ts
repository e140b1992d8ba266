import { hasPostgres, startCluster } from '../support/postgres.ts';
import { barePostgres, oursPostgres } from './contenders.ts';
import { type DuelScene, duel, medianOf, ratio, rounds, rowsOf } from './duel.ts';
import { readingHint, type Section } from './report.ts';

const hooks = 3;
/** Issue 6: of the bare pipeline's events. */
const leastShare = 0.6;

const fastest = 'as fast as 64 connections carry';
const rates = [250, 500, 1_000];
const nameOf = (rate: number) => `${rate.toLocaleString('en')} events/s`;
const scenes: readonly DuelScene[] = [
	{ name: fastest, rate: null },
	...rates.map((rate) => ({ name: nameOf(rate), rate })),
];

/** One and two replicas on Postgres beside a bare pipeline on the same server. */
export const postgres = async (): Promise<Section> => {
	if (!hasPostgres) throw new Error('No Postgres server is installed here.');
	const cluster = await startCluster({ flushes: true });
	try {
		const bare = barePostgres(cluster);
		const replicas = [oursPostgres(cluster, 1), oursPostgres(cluster, 2)];
		const results = await duel([bare, ...replicas], hooks, scenes);
		const tables = scenes.map(({ name, rate }) => {
			const measured = results.get(name);
			const shares = replicas.map((ours) => ({
				name: ours.name,
				events:
					medianOf(measured, 'events/s', ours.name) / medianOf(measured, 'events/s', bare.name),
				cpu: ratio(measured, 'CPU µs/event', ours.name, bare.name).median,
			}));
			const least = rate === null ? leastShare : 0.98;
			const lines = shares.map(
				(ours) =>
					`- ${ours.name}: ${ours.events.toFixed(2)} of the bare pipeline's events (at least ${least}) at ${ours.cpu.toFixed(2)} of its CPU each, the server's included.`,
			);
			return {
				title: `${hooks} hook URLs, ${name}`,
				rows: rowsOf(measured ?? new Map()),
				verdict: lines.join('\n'),
				passed: shares.every(({ events }) => events >= least),
			};
		});
		return {
			title: 'The pipeline on Postgres',
			about: [
				readingHint(rounds),
				'The bare pipeline writes lists that one statement unnests (`synchronous_commit=on`, one statement for what comes while the last one runs, events and results on a connection each) with the same sender, and has none of our features. All share one private server that flushes (`fsync=on`), and the two cores with it and the load; the CPU is that of the replicas and of the server. The second replica shares the same cores: it shows what sharing the targets out costs, not what more machines bring.',
			],
			tables,
			charts: [
				{
					title: 'From the 200 to the last of three hook URLs, p99',
					x: 'events/s',
					y: 'ms',
					series: [bare, ...replicas].map(({ name }) => ({
						name: name.replace(' on Postgres', ''),
						points: rates.map(
							(rate) =>
								[
									rate,
									medianOf(results.get(nameOf(rate)), 'ack → delivered p99 ms', name),
								] as const,
						),
					})),
				},
			],
		};
	} finally {
		await cluster.destroy();
	}
};

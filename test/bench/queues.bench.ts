import { hasPostgres, startCluster } from '../support/postgres.ts';
import { type Contender, ours, oursPostgres, relay } from './contenders.ts';
import { type DuelScene, duel, measureMs, rounds } from './duel.ts';
import type { Measured } from './measure.ts';
import { crash } from './queues/crash.ts';
import { hasRedis, startRedis } from './queues/redis.ts';
import { areInstalled, definition } from './queues/tools.ts';
import { readingHint, type Section, spread, type Table } from './report.ts';

const hooks = 3;
const kills = Number(process.env.BENCH_KILLS ?? 3);
/** What every contender carries, so that it is warm and has no backlog. */
const warmUpRate = 100;
/** The last one leaves a backlog where more is accepted than delivered. */
const scenes: readonly DuelScene[] = [
	{ name: '100 events/s', rate: 100 },
	{ name: '300 events/s', rate: 300 },
	{ name: 'as fast as 64 connections carry', rate: null },
];

const perSecond = (count: number): number => (count * 1_000) / measureMs;

const quantities: Readonly<Record<string, (measured: Measured) => number>> = {
	'accepted/s': ({ acknowledged }) => perSecond(acknowledged),
	'deliveries/s': ({ delivered }) => perSecond(delivered),
	'CPU µs/delivery': ({ acknowledged, cpuUsPerEvent, delivered }) =>
		(cpuUsPerEvent * acknowledged) / delivered,
	'ack p50 ms': ({ ack }) => ack.p50,
	'ack → delivered p50 ms': ({ ackToDelivered }) => ackToDelivered.p50,
	'ack → delivered p99 ms': ({ ackToDelivered }) => ackToDelivered.p99,
};

const crashTable = async (contenders: readonly Contender[]): Promise<Table> => {
	const rows = [];
	const lost: string[] = [];
	for (const contender of contenders) {
		const count = await crash(contender, kills);
		if (count.lost > 0) lost.push(`${contender.name} ${count.lost}`);
		rows.push({
			name: contender.name,
			values: {
				'events accepted': spread([count.accepted]),
				'deliveries they mean': spread([count.deliveries]),
				'never came': spread([count.lost]),
				'came more than once': spread([count.repeated]),
				'last one after s': spread([count.seconds]),
			},
		});
	}
	return {
		title: `Killed ${kills} times under load (kill -9), started again each time`,
		rows,
		verdict:
			lost.length === 0
				? 'Everything that got its 200 was delivered, by each of them.'
				: `Within two minutes of the last start there never came: ${lost.join(', ')}.`,
		passed: !lost.some((name) => name.startsWith(ours.name)),
	};
};

/** Beside what people would otherwise write: a queue, a worker and an HTTP client. */
export const queues = async (): Promise<Section> => {
	if (!areInstalled()) throw new Error('First: npm run bench:queues:install');
	if (!hasRedis) throw new Error('No Redis server is installed here.');
	if (!hasPostgres) throw new Error('No Postgres server is installed here.');
	const [redis, cluster] = [await startRedis(), await startCluster({ flushes: true })];
	const { bullmq, 'pg-boss': pgBoss } = definition.dependencies;
	const relays = async () => [
		relay(`BullMQ ${bullmq} on Redis`, 'queues/bullmq.ts', redis.socket, redis.processId),
		relay(
			`pg-boss ${pgBoss} on Postgres`,
			'queues/pg-boss.ts',
			await cluster.newDatabase(),
			cluster.processId() ?? 0,
		),
	];
	try {
		const contenders = [ours, oursPostgres(cluster, 1), ...(await relays())];
		const results = await duel(contenders, hooks, scenes, warmUpRate);
		const tables = scenes.map(({ name, rate }): Table => {
			const byContender = [...(results.get(name) ?? [])];
			const delivered = (measured: readonly Measured[]) =>
				spread(measured.map((one) => perSecond(one.delivered))).median;
			const [first, ...others] = byContender;
			const times = others.map(
				([other, measured]) =>
					`${(delivered(first?.[1] ?? []) / delivered(measured)).toFixed(1)} times those of ${other}`,
			);
			return {
				title: `${hooks} hook URLs, ${name}`,
				rows: byContender.map(([contender, measured]) => ({
					name: contender,
					values: Object.fromEntries(
						Object.entries(quantities).map(([quantity, of]) => [
							quantity,
							spread(measured.map(of)),
						]),
					),
				})),
				verdict: rate === null ? `Deliveries of ours on SQLite: ${times.join(', ')}.` : '',
				passed: true,
			};
		});
		tables.push(await crashTable([ours, ...(await relays())]));
		return {
			title: 'Beside a queue, a worker and an HTTP client',
			about: [
				readingHint(rounds),
				'What people would otherwise write: a job for each hook URL in BullMQ on Redis (`appendfsync always`, as durable as ours) or pg-boss on Postgres (`fsync=on`, woken by NOTIFY), 64 deliveries at once, and the same HTTP client (undici). They keep no events, know no duplicates, and guard, filter and pace nothing. The CPU is that of the service and of its server. Latencies of events that arrived within the window alone count: where more is accepted than delivered, they are those of the lucky ones.',
			],
			tables,
		};
	} finally {
		await redis.stop();
		await cluster.destroy();
	}
};

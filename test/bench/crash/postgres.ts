import { setTimeout as sleep } from 'node:timers/promises';
import {
	deliveriesOf,
	type Plan,
} from '../../../receiver-service/src/adapters/store/postgres/plan.ts';
import { type Cluster, startCluster } from '../../support/postgres.ts';
import { type RunningProcess, startProcess } from '../../support/process.ts';
import type { OpenDelivery } from './ledger.ts';
import { createSeeded } from './random.ts';
import { type CrashPlan, type CrashResult, deliveredWithinMs, moment } from './result.ts';
import { crashEnvironment, startWorld, type World } from './world.ts';

const replicaCount = 3;
/** Of the rounds so many kill the database instead of a replica. */
const databaseShare = 0.25;
const databaseDownMs = { least: 50, most: 1_500 };
/** So that a backlog of ten seconds, a dead replica's lease, is worked off between kills. */
const betweenEventsMs = 100;
/** The hook URLs have read by then what a killed replica sent. */
const readWithinMs = 200;
const patienceMs = 30_000;

type Replica = { readonly running: RunningProcess; readonly id: string };

const openSql = `SELECT d.subscription_id AS subscription, d.message_id AS message,
	(SELECT max(at) FROM attempts a WHERE a.org_id = d.org_id AND a.delivery_id = d.id) AS last_attempt_at
	FROM deliveries d JOIN targets t ON t.id = d.target_id WHERE d.status = 'pending'`;

const createDatabase = (cluster: Cluster, url: string, world: World) => {
	const rows = async <Row>(sql: string): Promise<readonly Row[]> =>
		(await cluster.query(url, sql)).rows as Row[];
	/** What one replica owes, or each of them, that neither is open in a row nor has ended. */
	const owedWithoutRow = async (keeper: string | null) => {
		const owed = (await rows<{ keeper: string; plan: string }>('SELECT keeper, plan FROM owed'))
			.filter((row) => keeper === null || row.keeper === keeper)
			.flatMap(({ plan }) => deliveriesOf(JSON.parse(plan) as Plan));
		const [first] = owed.map(({ id }) => id).sort();
		if (first === undefined) return [];
		const written = await rows<{ id: string }>(
			`SELECT id FROM deliveries UNION ALL SELECT id FROM ended_deliveries WHERE id >= '${first}'`,
		);
		const ids = new Set(written.map(({ id }) => id));
		return owed.filter(({ id }) => !ids.has(id));
	};
	return {
		replicaIds: async (): Promise<ReadonlySet<string>> =>
			new Set((await rows<{ id: string }>('SELECT id FROM replicas')).map(({ id }) => id)),
		/** How many targets each replica has. */
		targets: async (): Promise<ReadonlyMap<string, number>> => {
			const found = await rows<{ owner: string; n: string }>(
				'SELECT owner, count(*) AS n FROM targets WHERE owner IS NOT NULL GROUP BY owner',
			);
			return new Map(found.map(({ owner, n }) => [owner, Number(n)]));
		},
		/** What is open; `owner`: in the targets of one replica. */
		open: async (owner: string | null): Promise<readonly OpenDelivery[]> => {
			const where = owner === null ? '' : ` AND t.owner = '${owner}'`;
			type Row = { subscription: string; message: string; last_attempt_at: string | null };
			const open = await rows<Row>(`${openSql}${where}`);
			const owed = await owedWithoutRow(owner);
			return [
				...open.map((row) => ({
					hook: world.hookOf(row.subscription),
					messageId: row.message,
					lastAttemptAt: row.last_attempt_at === null ? null : Number(row.last_attempt_at),
				})),
				...owed.map(({ subscriptionId, messageId }) => ({
					hook: world.hookOf(subscriptionId),
					messageId,
					lastAttemptAt: null,
				})),
			];
		},
		faults: async (acknowledged: number): Promise<readonly string[]> => {
			const [counts] = await rows<{ messages: string; open: string; failed: string }>(
				`SELECT (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM owed) AS open,
				(SELECT count(*) FROM ended_deliveries WHERE status <> 'succeeded') AS failed`,
			);
			if (counts === undefined) return ['the database does not count'];
			const { messages, open, failed } = counts;
			return [
				...(Number(messages) === acknowledged ? [] : [`${messages} of ${acknowledged} messages`]),
				...(Number(open) === 0 ? [] : [`${open} deliveries are open`]),
				...(Number(failed) === 0 ? [] : [`${failed} deliveries did not succeed`]),
			];
		},
	};
};

/** Kills one replica of three at a time, or the database, again and again, under load. */
export const crashPostgres = async ({
	rounds,
	seed,
	progress,
}: CrashPlan): Promise<CrashResult> => {
	const random = createSeeded(seed);
	const world = await startWorld(seed, betweenEventsMs);
	const cluster = await startCluster();
	const url = await cluster.newDatabase();
	const database = createDatabase(cluster, url, world);
	const environment = {
		...crashEnvironment,
		DATABASE_URL: url,
		VOICEHOOKS_MASTER_KEY: Buffer.alloc(32, seed).toString('base64'),
	};
	const kills = { 'one of three replicas': 0, 'the database server': 0 };
	const startsMs: number[] = [];
	const replicas: Replica[] = [];
	const began = performance.now();

	const serve = () => world.serveAt(replicas.map(({ running }) => running.url));
	/** One after the other, so that what is new among the replicas is the one that was started. */
	const startReplica = async (): Promise<void> => {
		const isFirst = startsMs.length === 0;
		const before = isFirst ? new Set() : await database.replicaIds();
		const startedAt = performance.now();
		const running = await startProcess(environment);
		startsMs.push(performance.now() - startedAt);
		const [id] = [...(await database.replicaIds())].filter((other) => !before.has(other));
		if (id === undefined) throw new Error('A replica started that the database does not know.');
		replicas.push({ running, id });
		serve();
	};
	const someAcknowledged = async (count: number): Promise<void> => {
		const wanted = world.acknowledged() + count;
		const end = Date.now() + patienceMs;
		while (world.acknowledged() < wanted) {
			if (Date.now() > end) throw new Error('The service acknowledges nothing.');
			await sleep(5);
		}
	};
	/** The one with the most targets, or now and then whichever. */
	const victim = async (): Promise<Replica> => {
		const targets = await database.targets();
		const countOf = ({ id }: Replica) => targets.get(id) ?? 0;
		const ordered = replicas.toSorted((one, other) => countOf(other) - countOf(one));
		const chosen = ordered[random.chance(0.75) ? 0 : random.between(0, replicaCount - 1)];
		if (chosen === undefined) throw new Error('There is no replica.');
		return chosen;
	};
	const killReplica = async (): Promise<void> => {
		const { running, id } = await victim();
		await sleep(random.between(0, moment.mostMs));
		const at = Date.now();
		await running.end('SIGKILL');
		replicas.splice(
			replicas.findIndex((replica) => replica.id === id),
			1,
		);
		serve();
		await sleep(readWithinMs);
		world.ledger.killed(at, await database.open(id));
		kills['one of three replicas'] += 1;
		await startReplica();
	};
	const killDatabase = async (): Promise<void> => {
		await sleep(random.between(0, moment.mostMs));
		const at = Date.now();
		await cluster.kill();
		await sleep(random.between(databaseDownMs.least, databaseDownMs.most));
		await cluster.start();
		world.ledger.killed(at, await database.open(null));
		kills['the database server'] += 1;
	};

	try {
		for (let count = 0; count < replicaCount; count += 1) await startReplica();
		await world.begin(replicas[0]?.running.url ?? '');
		for (let round = 1; round <= rounds; round += 1) {
			await someAcknowledged(moment.leastAcknowledged);
			await (random.chance(databaseShare) ? killDatabase() : killReplica());
			progress(`round ${round}: ${world.acknowledged()} acknowledged`);
		}
		await world.rest();
		const end = Date.now() + deliveredWithinMs;
		while (world.ledger.missing() > 0 && Date.now() < end) await sleep(100);
		const codes = await Promise.all(
			replicas.map(async ({ running }) => (await running.end('SIGTERM')).code),
		);
		const verdict = world.ledger.verdict();
		return {
			...verdict,
			store: 'Postgres, three replicas',
			faults: [
				...verdict.faults,
				...(await database.faults(verdict.acknowledged)),
				...codes.flatMap((code) => (code === 0 ? [] : [`a last stop ended with ${code}`])),
			],
			rounds,
			seed,
			kills,
			startsMs,
			seconds: (performance.now() - began) / 1_000,
		};
	} finally {
		for (const { running } of replicas) {
			if (running.child.exitCode === null) running.child.kill('SIGKILL');
		}
		await world.stop();
		await cluster.destroy();
	}
};

import { openDatabase } from '../../../receiver-service/src/adapters/store/postgres/database.ts';
import { initial } from '../../../receiver-service/src/adapters/store/postgres/migrations/0001-initial.ts';
import { createPartitions } from '../../../receiver-service/src/adapters/store/postgres/partitions.ts';
import { createAccept } from '../../../receiver-service/src/adapters/store/postgres/tables/accept.ts';
import { insertSubscription } from '../../../receiver-service/src/adapters/store/postgres/tables/subscriptions.ts';
import {
	at,
	delivery,
	entry,
	message,
	newId,
	subscription,
} from '../../receiver-service/store/builders.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { openReplica } from './open-postgres.ts';

/** A success as the first version wrote it: its attempt in a row of its own. */
const settleAsBefore = `WITH gone AS (DELETE FROM deliveries WHERE org_id = $1 AND id = $2 RETURNING *),
	ended AS (
		INSERT INTO ended_deliveries (org_id, id, message_id, subscription_id, target_id, status, replay,
			attempt_count, created_at, first_attempt_at, ended_at, last_status_code)
		SELECT org_id, id, message_id, subscription_id, target_id, 'succeeded', replay, 1, created_at,
			created_at, created_at, 200 FROM gone
	)
	INSERT INTO attempts (org_id, delivery_id, id, at, outcome, status, duration_ms, request_headers)
	SELECT org_id, id, $3, created_at, 'success', 200, 1, '{}' FROM gone`;

/**
 * A replica of the first version, as far as events and deliveries go: its statements on a database
 * with the first schema, by connections that know of no migration.
 */
const startOldReplica = async (cluster: Cluster) => {
	const url = await cluster.newDatabase();
	await cluster.query(
		url,
		`CREATE TABLE schema_version (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
		${initial}; INSERT INTO schema_version (version) VALUES (1)`,
	);
	const database = openDatabase(url, { connections: 4, name: 'voicehooks before' });
	await createPartitions(database).prepare(Date.now());
	const to = subscription(newId('org'));
	await insertSubscription(database, to);
	// It knew of nothing that is owed: every delivery had its row.
	const acceptAll = createAccept(database, {
		plan: (deliveries) => ({
			owed: [],
			place: { keeper: '', nth: 0 },
			statements: [],
			others: deliveries,
		}),
		keep: () => {},
	});
	const pending = new Set<string>();
	const succeeded = new Set<string>();
	const one = async (): Promise<void> => {
		const [open, done] = [delivery(to), delivery(to)];
		const event = entry(message(to.orgId), [open, done]);
		expect(await acceptAll([event])).toEqual([{ kind: 'accepted' }]);
		expect(await database.run(settleAsBefore, to.orgId, done.id, newId('att'))).toBe(1);
		pending.add(open.id);
		succeeded.add(done.id);
	};
	let stopped = false;
	const work = async (): Promise<void> => {
		while (!stopped) await one();
	};
	return {
		url,
		to,
		pending,
		succeeded,
		one,
		work,
		stop: async () => {
			stopped = true;
			await database.close();
		},
		rest: () => {
			stopped = true;
		},
	};
};

describeWithPostgres('a rolling upgrade', () => {
	let cluster: Cluster;
	let old: Awaited<ReturnType<typeof startOldReplica>>;
	beforeAll(async () => {
		cluster = await startCluster();
		old = await startOldReplica(cluster);
	});
	afterAll(async () => {
		await old.stop();
		await cluster.destroy();
	});

	it('by two replicas at once stops none of what the one before takes in and settles, and loses nothing', async () => {
		for (let nth = 0; nth < 20; nth += 1) await old.one();
		const working = old.work();
		const before = old.pending.size;
		const replicas = await Promise.all([openReplica(old.url), openReplica(old.url)]);
		const [first, second] = replicas.map(({ store }) => store);
		// The one before goes on on the schema after.
		const migrated = old.pending.size;
		while (old.pending.size < migrated + 20) await old.one();
		old.rest();
		await working;
		expect(old.pending.size).toBeGreaterThan(before);

		const { rows } = await cluster.query(old.url, 'SELECT count(*)::int AS n FROM schema_version');
		expect(rows[0]?.n).toBeGreaterThan(1);
		const claimed = [
			...((await first?.claimDue(old.to.targetId, at, 10_000)) ?? []),
			...((await second?.claimDue(old.to.targetId, at, 10_000)) ?? []),
		].map((due) => due.delivery.id);
		expect(claimed.toSorted()).toEqual([...old.pending].toSorted());
		for (const id of old.succeeded) {
			const found = await second?.getDelivery(old.to.orgId, id);
			expect(found?.delivery.status).toBe('succeeded');
			expect(found?.attempts).toHaveLength(1);
		}
		await Promise.all(replicas.map(({ store }) => store.close()));
	});
});

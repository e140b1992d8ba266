import type { Store } from '../../../receiver-service/src/ports.ts';
import {
	createSimulatedClock,
	retentionHolds,
} from '../../receiver-service/store/simulated-days.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { openReplica } from './open-postgres.ts';

describeWithPostgres('retention on Postgres', () => {
	let cluster: Cluster;
	let url: string;
	let store: Store;
	const clock = createSimulatedClock();
	beforeAll(async () => {
		cluster = await startCluster();
		url = await cluster.newDatabase();
		({ store } = await openReplica(url, { now: clock.now }));
	});
	afterAll(async () => {
		await store.close();
		await cluster.destroy();
	});
	const number = async (sql: string): Promise<number> =>
		Number(Object.values((await cluster.query(url, sql)).rows[0] ?? {})[0]);
	const partitions = (): Promise<number> =>
		number("SELECT count(*) FROM pg_class WHERE relname ~ '^messages_d[0-9]{8}$'");
	/** Of a year that passes in a minute autovacuum sees nothing: it is done by hand. */
	const bytes = async (): Promise<number> => {
		await cluster.query(url, 'VACUUM');
		return number('SELECT pg_database_size(current_database())');
	};

	it('drops old days whole, and the database stops growing', async () => {
		await retentionHolds(store, clock, {
			size: bytes,
			keyBytes: 400,
			tolerance: 0.05,
			moreDays: 30,
		});
		// Of ninety days of traffic none; only the last days, and those that stand ready.
		expect(await partitions()).toBeLessThanOrEqual(6);
	});
});

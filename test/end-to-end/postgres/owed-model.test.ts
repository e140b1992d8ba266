import { describeOwing, type OwingStore } from '../../receiver-service/store/owed-model.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { openReplica } from './open-postgres.ts';

/** No test takes so long: a replica that is left alone renews nothing. */
const leaseMs = 3_600_000;

describeWithPostgres('replicas that owe deliveries their rows', () => {
	let cluster: Cluster;
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster.destroy());

	/** A replica that has the targets, so that it owes what it takes in. */
	const openOn = async (
		url: string,
		writeOwedAfterMs: number,
		targetIds: readonly string[],
		killed: readonly (() => Promise<void>)[] = [],
	): Promise<OwingStore> => {
		const { store } = await openReplica(url, { leaseMs, testing: { writeOwedAfterMs } });
		for (const targetId of targetIds) await store.claimDue(targetId, 0, 1);
		return {
			store,
			reopen: () => openOn(url, writeOwedAfterMs, targetIds, killed),
			kill: async () => {
				await cluster.query(url, "UPDATE replicas SET lease_until = now() - interval '1 second'");
				return openOn(url, writeOwedAfterMs, targetIds, [...killed, () => store.close()]);
			},
			destroy: async () => {
				await store.close();
				for (const close of killed) await close();
			},
		};
	};

	describeOwing(async ({ writeOwedAfterMs, targetIds }) =>
		openOn(await cluster.newDatabase(), writeOwedAfterMs, targetIds),
	);
});

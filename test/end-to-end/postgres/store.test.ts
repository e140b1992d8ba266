import { describeStore } from '../../receiver-service/store/conformance.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { openFresh } from './open-postgres.ts';

describeWithPostgres('the store on Postgres', () => {
	let cluster: Cluster;
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster.destroy());

	describeStore('Postgres', () => openFresh(cluster));
});

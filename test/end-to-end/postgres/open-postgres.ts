import {
	type OpenedPostgres,
	openPostgresStore,
	type PostgresOptions,
} from '../../../receiver-service/src/adapters/store/postgres/index.ts';
import type { ReplicaEvents } from '../../../receiver-service/src/ports.ts';
import type { Opened } from '../../receiver-service/store/conformance.ts';
import { memoryLog } from '../../receiver-service/store/open-sqlite.ts';
import type { Cluster } from '../../support/postgres.ts';

/** A replica's store on a database. */
export const openReplica = (
	url: string,
	options: Partial<PostgresOptions> = {},
): Promise<OpenedPostgres> =>
	openPostgresStore({ url, log: memoryLog().log, now: Date.now, delivers: true, ...options });

const openOn = async (url: string): Promise<Opened> => {
	const { store } = await openReplica(url);
	return {
		store,
		reopen: async () => {
			await store.close();
			return openOn(url);
		},
		destroy: () => store.close(),
	};
};

/** A store on a database of its own. */
export const openFresh = async (cluster: Cluster): Promise<Opened> =>
	openOn(await cluster.newDatabase());

/** What a replica hears when nobody listens. */
export const silent: ReplicaEvents = {
	organisation: () => {},
	key: () => {},
	source: () => {},
	subscription: () => {},
	health: () => {},
	deliversTo: () => false,
	sourceHealth: () => {},
	calls: () => {},
	erasure: () => {},
	taking: async () => {},
	due: () => {},
	keepsUp: () => true,
	handed: () => {},
	leaving: async () => true,
	paused: () => {},
	told: () => {},
};

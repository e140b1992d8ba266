import { fileURLToPath } from 'node:url';
import type { Config } from '../../config.ts';
import type { Log, Replication, Store } from '../../ports.ts';
import { openSqliteStore } from './sqlite/index.ts';

/** The file of a `file:` database URL: a path, or a file URL. */
export const databaseFile = (databaseUrl: string): string =>
	databaseUrl.startsWith('file://')
		? fileURLToPath(databaseUrl)
		: databaseUrl.slice('file:'.length);

export type OpenedStore = {
	readonly store: Store;
	/** What this replica and the others are to each other; null where one has the database alone. */
	readonly replication: Replication | null;
	/** The embedded database's file, beside which its master key is; null on Postgres. */
	readonly file: string | null;
};

/** Opens the store that `DATABASE_URL` names. Its engine's code is loaded only then. */
export const openStore = async (
	{ databaseUrl, role }: Pick<Config, 'databaseUrl' | 'role'>,
	{ log, now }: { readonly log: Log; readonly now: () => number },
): Promise<OpenedStore> => {
	if (databaseUrl.startsWith('file:')) {
		const file = databaseFile(databaseUrl);
		return { store: await openSqliteStore({ file, log }), replication: null, file };
	}
	const { openPostgresStore } = await import('./postgres/index.ts');
	const opened = await openPostgresStore({ url: databaseUrl, log, now, delivers: role !== 'api' });
	return { ...opened, file: null };
};

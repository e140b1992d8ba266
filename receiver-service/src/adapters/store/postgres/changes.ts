import type { Log } from '../../../ports.ts';
import { oneAtATime } from './coalesce.ts';
import type { Database } from './database.ts';
import type { ChangeKind } from './tables/changes.ts';

export type Change = { readonly kind: ChangeKind; readonly id: string };

/**
 * Keeps what a replica has in memory as the rows are: reads what has changed since it last looked.
 * It looks from the oldest transaction that was open then, so that a change that was written early
 * and committed late is not passed by; what it has read once it knows by its number. Its own writes
 * it reads too, except health: there it is ahead of the rows.
 */
export type Changes = {
	/** Changes from now on count: to be called before the configuration is read. */
	readonly open: () => Promise<void>;
	readonly begin: (apply: (change: Change) => Promise<void>) => Promise<void>;
	/** Reads and applies what is new. */
	readonly look: () => Promise<void>;
	/** Resolves when every living replica has read what a transaction changed, or after a while. */
	readonly everywhere: (transaction: string) => Promise<void>;
};

/** How a replica names itself on its connections. */
export const connectionName = (replicaId: string): string => `voicehooks ${replicaId}`;

/** A replica that hangs must not hang the others' answers with it. */
const patienceMs = 1_000;
const askEveryMs = 15;

type Row = Change & { readonly n: number };

export const createChanges = ({
	database,
	replicaId,
	log,
}: {
	readonly database: Database;
	readonly replicaId: string;
	readonly log: Log;
}): Changes => {
	let since = '0';
	let known = new Set<number>();
	let apply: ((change: Change) => Promise<void>) | null = null;
	let told = '0';

	const lookOnce = async (): Promise<void> => {
		if (apply === null) return;
		const seen = await database.get<{ readonly until: string; readonly rows: readonly Row[] }>(
			`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS until, coalesce((
				SELECT json_agg(json_build_object('n', n, 'kind', kind, 'id', id) ORDER BY n)
				FROM changes WHERE tx >= $1::xid8 AND NOT (kind = 'health' AND origin = $2)), '[]') AS rows`,
			since,
			connectionName(replicaId),
		);
		if (seen === undefined) return;
		const fresh = seen.rows.filter(({ n }) => !known.has(n));
		// The last word about a row is enough.
		const last = new Map(fresh.map((row) => [`${row.kind}\n${row.id}`, row]));
		for (const { kind, id } of last.values()) await apply({ kind, id });
		since = seen.until;
		known = new Set(seen.rows.map(({ n }) => n));
		if (seen.rows.length === 0 || told === seen.until) return;
		told = seen.until;
		await database.run('UPDATE replicas SET read_until = $2::xid8 WHERE id = $1', replicaId, told);
	};

	const look = oneAtATime(lookOnce);

	return {
		look,
		open: async () => {
			const now = await database.get<{ readonly xmin: string }>(
				'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin',
			);
			since = now?.xmin ?? since;
		},
		begin: async (listener) => {
			apply = listener;
			await look();
			// From here on others wait for this replica, which has read what came before.
			await database.run(
				'UPDATE replicas SET read_until = $2::xid8 WHERE id = $1',
				replicaId,
				since,
			);
			await look();
		},
		everywhere: async (transaction) => {
			const end = performance.now() + patienceMs;
			for (;;) {
				const behind = await database.get<{ readonly id: string }>(
					`SELECT id FROM replicas WHERE lease_until > clock_timestamp() AND id <> $1
					AND read_until <= $2::xid8 LIMIT 1`,
					replicaId,
					transaction,
				);
				if (behind === undefined) return;
				if (performance.now() > end) {
					log.warn('replica.behind', { replica: behind.id });
					return;
				}
				await new Promise((resolve) => setTimeout(resolve, askEveryMs));
			}
		},
	};
};

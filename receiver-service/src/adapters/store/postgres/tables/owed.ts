import type { Database, Sql, Statement } from '../database.ts';
import { deliveriesOf, type Plan } from '../plan.ts';
import { type AddedDelivery, insertMissingDeliveries } from './delivery-rows.ts';

/*
 * Deliveries without rows, as on SQLite. Most succeed within milliseconds, and a row that is written
 * as pending, with four indexes, and deleted when it ends costs as much as the one that is kept. Until
 * then a row of `owed` says what was planned for all messages of one transaction, on disk with them;
 * the replica that took them in, and delivers them, knows in memory which are open (../owed.ts).
 * Deliveries to targets of other replicas have rows at once.
 *
 * Nobody sees that. Whatever reads deliveries has the rows written before (../../looking-away.ts
 * names what reads none); whatever changes them writes the rows itself, in its own transaction and
 * once it has locked what new ones depend on. What stays open for more than a second gets its row
 * then; and so does what a replica owed that is gone.
 *
 * A row of `owed` is the right to decide of its deliveries without looking at their rows: who settles
 * them locks it until the result is written, and who writes their rows locks and deletes it. So one
 * waits for the other, and whoever comes second finds what the first one left.
 */

/** Which row of `owed`: of which replica, by its own count. */
export type OwedPlace = { readonly keeper: string; readonly nth: number };

/** In one order, so that two who lock several wait for each other and not in a circle. */
const locking = 'ORDER BY o.keeper, o.nth FOR UPDATE';

export const addOwed = ({ keeper, nth }: OwedPlace, plan: Plan): Statement => ({
	sql: 'INSERT INTO owed (keeper, nth, plan) VALUES ($1, $2, $3)',
	values: [keeper, nth, JSON.stringify(plan)],
});

/** Nothing is owed from these of a replica's any more. */
export const endOwed = async (
	sql: Sql,
	keeper: string,
	ended: readonly number[],
): Promise<void> => {
	if (ended.length === 0) return;
	await sql.run('DELETE FROM owed WHERE keeper = $1 AND nth = ANY($2::bigint[])', keeper, ended);
};

/** Which of these of a replica's are there still: they stay so until the transaction ends. */
export const lockOwed = async (
	sql: Sql,
	keeper: string,
	wanted: readonly number[],
): Promise<ReadonlySet<number>> => {
	const rows = await sql.all<OwedPlace>(
		`SELECT o.nth FROM owed o WHERE o.keeper = $1 AND o.nth = ANY($2::bigint[]) ${locking}`,
		keeper,
		wanted,
	);
	return new Set(rows.map(({ nth }) => nth));
};

/** Which rows of `owed` are meant: all, or of one replica's those of an age, or these. */
export type Owing =
	| 'all'
	| { readonly keeper: string; readonly olderMs?: number }
	| { readonly keeper: string; readonly nths: readonly number[] };

type Row = OwedPlace & { readonly plan: string };

const lockRows = (sql: Sql, owing: Owing): Promise<readonly Row[]> => {
	const select = 'SELECT o.keeper, o.nth, o.plan FROM owed o';
	if (owing === 'all') return sql.all(`${select} ${locking}`);
	const { keeper } = owing;
	if ('nths' in owing) {
		const these = `${select} WHERE o.keeper = $1 AND o.nth = ANY($2::bigint[]) ${locking}`;
		return sql.all(these, keeper, owing.nths);
	}
	const older = `o.written_at <= clock_timestamp() - $2 * interval '1 millisecond'`;
	return sql.all(
		`${select} WHERE o.keeper = $1 AND ${older} ${locking}`,
		keeper,
		owing.olderMs ?? 0,
	);
};

/**
 * Gives deliveries that are owed their rows; returns them. To be called in a transaction: the
 * statement that writes must see what was settled while the one before it waited.
 */
export const writeOwed = async (
	sql: Sql,
	owing: Owing = 'all',
): Promise<readonly AddedDelivery[]> => {
	const rows = await lockRows(sql, owing);
	if (rows.length === 0) return [];
	const deliveries = rows.flatMap(({ plan }) => deliveriesOf(JSON.parse(plan) as Plan));
	await insertMissingDeliveries(sql, deliveries);
	for (const [keeper, theirs] of Map.groupBy(rows, (row) => row.keeper)) {
		const nths = theirs.map(({ nth }) => nth);
		await endOwed(sql, keeper, nths);
	}
	return deliveries;
};

/** The same, in a transaction of its own where anything is owed: for those who only read. */
export const writeAllOwed = async (
	database: Pick<Database, 'all' | 'transaction'>,
): Promise<void> => {
	const owing = await database.all('SELECT 1 FROM owed LIMIT 1');
	if (owing.length > 0) await database.transaction((sql) => writeOwed(sql));
};

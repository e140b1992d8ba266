import type { Sql } from '../database.ts';

/**
 * The place of a message in commit order, across replicas: the id of its transaction times 4,096,
 * plus its place in it. Ids of transactions are given at their beginning, so a place is final only
 * once every transaction before it has ended; `settled_position()` says up to where that is so.
 * Who reads in ascending order stops there, and so never misses what commits late.
 */
export const settled = 'm.seq < settled_position()';

/** Batches are smaller than the room a transaction has. */
export const maxPlaces = 4_096;

/** Ids lost to the moment between a look at the clock of transactions and a crash: far fewer. */
const marginXids = 1_000_000_000;

/**
 * Transaction ids begin anew where a dump is restored; the order of messages must not. Shifts them
 * so that what comes is behind what is there, and notes how far they are.
 */
export const keepCommitOrder = (sql: Sql): Promise<number> =>
	sql.run(
		`UPDATE instance SET
			xid_offset = CASE WHEN now.xid + xid_offset < last_xid
				THEN last_xid + ${marginXids} - now.xid ELSE xid_offset END,
			last_xid = CASE WHEN now.xid + xid_offset < last_xid
				THEN last_xid + ${marginXids} ELSE now.xid + xid_offset END
		FROM (SELECT pg_current_xact_id()::text::bigint AS xid) AS now`,
	);

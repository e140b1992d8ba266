import pg from 'pg';
import { StoreUnavailableError } from '../../../ports.ts';
import { StoreVersionError } from '../errors.ts';

/**
 * Classes of SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) that speak
 * of the server and not of the statement: connection, insufficient resources, operator
 * intervention, system error, internal error.
 */
const wholeServer: ReadonlySet<string> = new Set(['08', '53', '57', '58', 'XX']);
/** A server that only reads, such as a standby that was not promoted yet. */
const readOnly = '25006';
/** serialization_failure, deadlock_detected, lock_not_available: the same again may well work. */
const repeatable: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);

/** A statement failed; `later` says that the server cannot answer now, `again` that repeating helps. */
export class QueryFault extends Error {
	override readonly name = 'QueryFault';
	readonly code: string | null;
	readonly later: boolean;
	readonly again: boolean;

	constructor(cause: unknown) {
		const answered = cause instanceof pg.DatabaseError ? (cause.code ?? null) : null;
		// Postgres's messages name tables and columns; the values stand in its `detail`, which stays here.
		super(cause instanceof Error ? cause.message : String(cause));
		this.code = answered;
		this.again = answered !== null && repeatable.has(answered);
		// What is not the server's answer is the connection's end.
		this.later =
			answered === null || wholeServer.has(answered.slice(0, 2)) || answered === readOnly;
	}
}

/** The error that the caller of the store gets. */
export const errorOf = (fault: unknown): Error => {
	if (!(fault instanceof QueryFault)) {
		return fault instanceof StoreUnavailableError || fault instanceof StoreVersionError
			? fault
			: new Error('A store operation failed.', { cause: fault });
	}
	return fault.later || fault.again
		? new StoreUnavailableError('The database cannot answer now.', { cause: fault })
		: new Error('A store operation failed.', { cause: fault });
};

import { StoreUnavailableError } from '../../../ports.ts';
import { StoreVersionError } from '../errors.ts';
import type { Fault } from './protocol.ts';

/**
 * SQLite result codes (https://www.sqlite.org/rescode.html) that speak of the disk or the machine,
 * not of the statement: PERM, BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL,
 * CANTOPEN, PROTOCOL, NOTADB.
 */
const wholeDatabase: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26]);
/** Extended codes carry the primary one in their low byte. */
const primaryCode = 0xff;

const sqliteCodeOf = (error: object): number | null =>
	'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;

/** An error as it crosses threads. SQLite's texts name tables and columns, never values. */
export const faultOf = (error: unknown): Fault => {
	if (!(error instanceof Error)) {
		return { name: 'Error', message: String(error), code: null, later: false };
	}
	const sqliteCode = sqliteCodeOf(error);
	return {
		name: error.name,
		message: error.message,
		code: sqliteCode === null ? null : String(sqliteCode),
		later: sqliteCode !== null && wholeDatabase.has(sqliteCode & primaryCode),
	};
};

/** The error that the caller of the store gets. */
export const errorOf = ({ name, message, code, later }: Fault): Error => {
	if (name === StoreVersionError.name) return new StoreVersionError(message);
	const cause = Object.assign(new Error(message), code === null ? { name } : { name, code });
	return later
		? new StoreUnavailableError('The database cannot answer now.', { cause })
		: new Error('A store operation failed.', { cause });
};

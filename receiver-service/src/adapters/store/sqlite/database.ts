import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Role } from './protocol.ts';

/** What a row of this store may hold. */
export type Value = string | number | Uint8Array | null;

/** One connection, used by one thread. Statements are prepared once and kept by their text. */
export type Database = {
	/** Runs a statement; returns how many rows it changed. */
	readonly run: (sql: string, ...values: readonly Value[]) => number;
	/** Runs an INSERT; returns the integer key of the new row. */
	readonly insert: (sql: string, ...values: readonly Value[]) => number;
	/** First row or undefined. `Row` states the columns the SQL names. */
	readonly get: <Row>(sql: string, ...values: readonly Value[]) => Row | undefined;
	readonly all: <Row>(sql: string, ...values: readonly Value[]) => Row[];
	/** Several statements, not kept. */
	readonly exec: (sql: string) => void;
	/** Runs `work` in a transaction of its own: all of it or nothing. */
	readonly transaction: <Result>(work: () => Result) => Result;
	/** Called when a transaction was undone: what was remembered from it is void. */
	readonly onRollback: (listener: () => void) => void;
	readonly close: () => void;
};

export type DatabaseOptions = {
	readonly file: string;
	readonly role: Role;
	/** Tests make the disk "full" with it. */
	readonly maxPageCount?: number | undefined;
};

/** Queries of lists are put together from parts: a bound keeps their number from growing. */
const keptStatements = 400;
/** The checkpointer gives up soon: while it waits for a long read, the writer waits for it. */
const busyTimeoutMs: Readonly<Record<Role, number>> = {
	writer: 5_000,
	reader: 5_000,
	checkpointer: 20,
};

/**
 * WAL with synchronous=FULL: a commit has returned from fsync before anyone hears of it. The
 * checkpointer moves the log into the database; the writer's own checkpoint is the backstop.
 * The writer writes at the ends of its trees: with 16 MB of pages in memory instead of 4 an event
 * took as much CPU (measured), and the process 12 MB more. A large transaction takes more, so that
 * it writes each of its pages once.
 */
const pragmas: Readonly<Record<Role, string>> = {
	writer: `
		PRAGMA auto_vacuum = INCREMENTAL;
		PRAGMA journal_mode = WAL;
		PRAGMA synchronous = FULL;
		PRAGMA wal_autocheckpoint = 32000;
		PRAGMA journal_size_limit = 67108864;
		PRAGMA cache_size = -4096;
		PRAGMA cache_spill = -16384;
		PRAGMA temp_store = MEMORY;
	`,
	reader: `
		PRAGMA query_only = ON;
		PRAGMA cache_size = -16384;
		PRAGMA temp_store = MEMORY;
	`,
	checkpointer: `
		PRAGMA synchronous = FULL;
		PRAGMA journal_size_limit = 67108864;
	`,
};

/** Opens the connection of one thread. Throws SQLite's error when it cannot. */
export const openDatabase = ({ file, role, maxPageCount }: DatabaseOptions): Database => {
	const connection = new DatabaseSync(file, {
		readOnly: role === 'reader',
		timeout: busyTimeoutMs[role],
	});
	connection.exec(pragmas[role]);
	if (maxPageCount !== undefined) connection.exec(`PRAGMA max_page_count = ${maxPageCount}`);
	const statements = new Map<string, StatementSync>();
	const rollbackListeners: (() => void)[] = [];
	const prepared = (sql: string): StatementSync => {
		const known = statements.get(sql);
		if (known !== undefined) return known;
		const statement = connection.prepare(sql);
		if (statements.size >= keptStatements) {
			for (const oldest of statements.keys()) {
				statements.delete(oldest);
				break;
			}
		}
		statements.set(sql, statement);
		return statement;
	};
	return {
		run: (sql, ...values) => Number(prepared(sql).run(...(values as SQLInputValue[])).changes),
		insert: (sql, ...values) =>
			Number(prepared(sql).run(...(values as SQLInputValue[])).lastInsertRowid),
		get: <Row>(sql: string, ...values: readonly Value[]) =>
			prepared(sql).get(...(values as SQLInputValue[])) as Row | undefined,
		all: <Row>(sql: string, ...values: readonly Value[]) =>
			prepared(sql).all(...(values as SQLInputValue[])) as Row[],
		exec: (sql) => connection.exec(sql),
		transaction: (work) => {
			connection.exec(role === 'reader' ? 'BEGIN' : 'BEGIN IMMEDIATE');
			try {
				const result = work();
				connection.exec('COMMIT');
				return result;
			} catch (error) {
				// SQLite itself rolls back on some errors, such as a full disk.
				if (connection.isTransaction) connection.exec('ROLLBACK');
				for (const listener of rollbackListeners) listener();
				throw error;
			}
		},
		onRollback: (listener) => rollbackListeners.push(listener),
		close: () => {
			statements.clear();
			connection.close();
		},
	};
};

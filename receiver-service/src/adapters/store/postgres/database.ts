import pg from 'pg';
import { StoreUnavailableError } from '../../../ports.ts';
import { QueryFault } from './fault.ts';
import { type Parameter, parameterOf } from './parameters.ts';

/** Statements in one transaction, or each in its own. */
export type Sql = {
	/** `Row` states the columns the SQL names. */
	readonly all: <Row>(sql: string, ...values: readonly Parameter[]) => Promise<Row[]>;
	readonly get: <Row>(sql: string, ...values: readonly Parameter[]) => Promise<Row | undefined>;
	/** How many rows it changed. */
	readonly run: (sql: string, ...values: readonly Parameter[]) => Promise<number>;
};

export type Statement = { readonly sql: string; readonly values: readonly Parameter[] };

export type Database = Sql & {
	/** Runs `work` in a transaction: all of it or nothing. Repeats it where Postgres says that helps. */
	readonly transaction: <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>;
	/**
	 * Runs statements in one transaction and one round trip, none after another's answer; the rows
	 * of each. All of them or none, and repeated, as a transaction.
	 */
	readonly together: (statements: readonly Statement[]) => Promise<readonly (readonly unknown[])[]>;
	/** A connection of its own until `close`; `onEnd` is called when it breaks. */
	readonly connect: (
		onNotification: (channel: string, text: string) => void,
		onEnd: () => void,
	) => Promise<{ readonly sql: Sql; readonly close: () => Promise<void> }>;
	readonly close: () => Promise<void>;
};

const connectTimeoutMs = 5_000;
/** Longer than any statement here should take, shorter than a sender waits. */
const statementTimeoutMs = 20_000;
/** A peer that vanished without a word is noticed by then. */
const answerTimeoutMs = 25_000;
const maxRepeats = 5;
/** Statements of fixed text are parsed once for each connection; beyond it they are not kept. */
const keptStatements = 400;

/** Postgres's own numbers for the types whose text form JavaScript does not read as we want. */
const int8 = 20;
const numeric = 1700;
const types: pg.CustomTypesConfig = {
	getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
		oid === int8 || oid === numeric
			? Number
			: pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Names of statements, the same on every connection. */
const createNames = () => {
	const names = new Map<string, string>();
	return (sql: string): string | undefined => {
		const known = names.get(sql);
		if (known !== undefined || names.size >= keptStatements) return known;
		const name = `s${names.size}`;
		names.set(sql, name);
		return name;
	};
};

type Runner = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

const sqlOf = (run: Runner, nameOf: (sql: string) => string | undefined): Sql => {
	const query = async (sql: string, values: readonly Parameter[]) => {
		const name = values.length === 0 ? undefined : nameOf(sql);
		const given = { text: sql, values: values.map(parameterOf), ...(name ? { name } : {}) };
		try {
			return await run(given);
		} catch (cause) {
			throw new QueryFault(cause);
		}
	};
	return {
		all: async <Row>(sql: string, ...values: readonly Parameter[]) =>
			(await query(sql, values)).rows as Row[],
		get: async <Row>(sql: string, ...values: readonly Parameter[]) =>
			(await query(sql, values)).rows[0] as Row | undefined,
		run: async (sql, ...values) => (await query(sql, values)).rowCount ?? 0,
	};
};

/**
 * Set on every connection: an operator's `synchronous_commit=off` would acknowledge what a crash
 * loses; compiling the short statements of this store would cost more than running them; where the
 * server has it, LZ4 compresses bodies in a fraction of the time of the default.
 */
const session = `SELECT set_config('synchronous_commit',
	CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
	ELSE current_setting('synchronous_commit') END, false),
	set_config('jit', 'off', false), set_config('lock_timeout', '10s', false),
	(SELECT set_config(name, 'lz4', false) FROM pg_settings
		WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals))`;

/**
 * A plan that is kept may be one for the empty partition of a day that has just begun: until its
 * rows are first counted, a join would then read all of them for each of its own.
 */
const planningAnew = "SET plan_cache_mode = 'force_custom_plan'";

/**
 * Few rows are looked up by their keys, in tables that come and go as fast as they are counted: where
 * the last count found next to nothing, all of a table that is full by now would be read.
 */
const lookingUp = 'SET enable_seqscan = off';

export type DatabaseOptions = {
	readonly connections: number;
	readonly name: string;
	/** Whether each statement is planned for what its tables hold now. */
	readonly plansAnew?: boolean;
	/** Whether everything is found by an index. */
	readonly looksUp?: boolean;
};

/** A pool of connections to one database. Opens none before it is asked something. */
export const openDatabase = (
	url: string,
	{ connections, name, plansAnew = false, looksUp = false }: DatabaseOptions,
): Database => {
	const config: pg.ClientConfig = {
		connectionString: url,
		application_name: name,
		connectionTimeoutMillis: connectTimeoutMs,
		statement_timeout: statementTimeoutMs,
		query_timeout: answerTimeoutMs,
		keepAlive: true,
		// What is asked of a connection while it answers is sent at once.
		pipeline: true,
		types,
	};
	const pool = new pg.Pool({ ...config, max: connections, idleTimeoutMillis: 60_000 });
	// A connection that breaks fails what is asked of it; the next one that is needed is a new one.
	pool.on('error', () => {});
	pool.on('connect', (client) => {
		client.on('error', () => {});
		client.query(session).catch(() => {});
		if (plansAnew) client.query(planningAnew).catch(() => {});
		if (looksUp) client.query(lookingUp).catch(() => {});
	});
	const nameOf = createNames();
	let closed = false;

	const acquire = async (): Promise<pg.PoolClient> => {
		if (closed) throw new StoreUnavailableError('The store is closed.');
		try {
			return await pool.connect();
		} catch (cause) {
			throw new QueryFault(cause);
		}
	};

	const once = async <Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> => {
		const client = await acquire();
		const sql = sqlOf((query) => client.query(query), nameOf);
		let broken: Error | undefined;
		try {
			await sql.run('BEGIN');
			const result = await work(sql);
			await sql.run('COMMIT');
			return result;
		} catch (fault) {
			try {
				await sql.run('ROLLBACK');
			} catch (error) {
				broken = error instanceof Error ? error : new Error(String(error));
			}
			throw fault;
		} finally {
			client.release(broken);
		}
	};

	const togetherOnce = async (statements: readonly Statement[]) => {
		const client = await acquire();
		const sql = sqlOf((query) => client.query(query), nameOf);
		const [begun, ended] = [
			{ sql: 'BEGIN', values: [] },
			{ sql: 'COMMIT', values: [] },
		];
		// After one that fails Postgres refuses the others, and what ends it undoes it.
		const outcomes = await Promise.allSettled(
			[begun, ...statements, ended].map((one) => sql.all<unknown>(one.sql, ...one.values)),
		);
		const failed = outcomes.find((outcome) => outcome.status === 'rejected');
		const isBroken = failed?.reason instanceof QueryFault && failed.reason.code === null;
		client.release(isBroken);
		if (failed !== undefined) throw failed.reason;
		return outcomes
			.slice(1, -1)
			.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
	};

	const repeated = async <Result>(work: () => Promise<Result>): Promise<Result> => {
		for (let repeats = 0; ; repeats += 1) {
			try {
				return await work();
			} catch (fault) {
				if (!(fault instanceof QueryFault && fault.again) || repeats >= maxRepeats) throw fault;
			}
		}
	};

	const single = async (query: pg.QueryConfig): Promise<pg.QueryResult> => {
		const client = await acquire();
		let broken: unknown;
		try {
			return await client.query(query);
		} catch (error) {
			broken = error instanceof pg.DatabaseError ? undefined : error;
			throw error;
		} finally {
			client.release(broken === undefined ? undefined : true);
		}
	};

	return {
		...sqlOf(single, nameOf),
		transaction: (work) => repeated(() => once(work)),
		together: (statements) => repeated(() => togetherOnce(statements)),
		connect: async (onNotification, onEnd) => {
			const client = new pg.Client(config);
			// A connection that was never there does not break.
			let ended = true;
			const end = () => {
				if (ended) return;
				ended = true;
				onEnd();
			};
			client.on('error', end);
			client.on('end', end);
			client.on('notification', ({ channel, payload }) => onNotification(channel, payload ?? ''));
			try {
				await client.connect();
				ended = false;
			} catch (cause) {
				throw new QueryFault(cause);
			}
			return {
				sql: sqlOf((query) => client.query(query), nameOf),
				close: async () => {
					ended = true;
					await client.end();
				},
			};
		},
		close: async () => {
			closed = true;
			await pool.end();
		},
	};
};

import { newerSchema } from '../../errors.ts';
import type { Database, Sql } from '../database.ts';
import { initial } from './0001-initial.ts';
import { people } from './0002-people.ts';
import { operations } from './0003-operations.ts';
import { backlog } from './0004-backlog.ts';
import { alertEndings } from './0005-alert-endings.ts';
import { lastAttempt } from './0006-last-attempt.ts';
import { owed } from './0007-owed.ts';
import { loads } from './0008-loads.ts';

/**
 * In order; the position, counted from 1, is the schema version each one leads to. Only append, and
 * only expand: replicas of the version before go on working beside this one while they are replaced.
 */
const migrations: readonly string[] = [
	initial,
	people,
	operations,
	backlog,
	alertEndings,
	lastAttempt,
	owed,
	loads,
];

/** One replica migrates, the others wait: any number will do, as long as nobody else uses it. */
const migrationLock = 5_021_977;

const versionOf = async (sql: Sql): Promise<number> => {
	await sql.run(
		'CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
	);
	const row = await sql.get<{ version: number | null }>(
		'SELECT max(version) AS version FROM schema_version',
	);
	return row?.version ?? 0;
};

/**
 * Brings the schema up to date, all missing steps in one transaction.
 *
 * @throws StoreVersionError when the database is newer than this program.
 */
export const migrate = (database: Database): Promise<void> =>
	database.transaction(async (sql) => {
		// A large table takes its time, and so does another replica that is at it.
		await sql.run('SET LOCAL statement_timeout = 0');
		await sql.run('SET LOCAL lock_timeout = 0');
		await sql.run(`SELECT pg_advisory_xact_lock(${migrationLock})`);
		const version = await versionOf(sql);
		if (version > migrations.length) throw newerSchema(version, migrations.length);
		for (const [index, statements] of migrations.entries()) {
			if (index < version) continue;
			await sql.run(statements);
			await sql.run(`INSERT INTO schema_version (version) VALUES (${index + 1})`);
		}
	});

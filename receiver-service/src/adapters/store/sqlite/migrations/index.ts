import { newerSchema } from '../../errors.ts';
import type { Database } from '../database.ts';
import { initial } from './0001-initial.ts';
import { people } from './0002-people.ts';
import { operations } from './0003-operations.ts';
import { backlog } from './0004-backlog.ts';
import { alertEndings } from './0005-alert-endings.ts';
import { owed } from './0006-owed.ts';
import { lastAttempt } from './0007-last-attempt.ts';

/** In order; the position, counted from 1, is the schema version each one leads to. Only append. */
const migrations: readonly string[] = [
	initial,
	people,
	operations,
	backlog,
	alertEndings,
	owed,
	lastAttempt,
];

/**
 * Brings the schema up to date, one transaction a step.
 *
 * @throws StoreVersionError when the database is newer than this program.
 */
export const migrate = (database: Database): void => {
	const version = database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
	if (version > migrations.length) throw newerSchema(version, migrations.length);
	for (const [index, sql] of migrations.entries()) {
		if (index < version) continue;
		database.transaction(() => {
			database.exec(sql);
			database.exec(`PRAGMA user_version = ${index + 1}`);
		});
	}
};

import type { Beside } from '../beside.ts';
import { type MemberRow, memberColumns, memberOf } from '../people-rows.ts';
import { openDatabase } from './database.ts';
import { createSessions } from './tables/sessions.ts';

/**
 * A connection of its own: SQLite lets another process write in turn with the service's writer,
 * which has none of these rows in memory. The claim on the file is the service's and stays so.
 */
export const openSqliteBeside = (file: string): Beside => {
	const database = openDatabase({ file, role: 'writer' });
	const sessions = createSessions(database);
	return {
		members: async () =>
			database.all<MemberRow>(`SELECT ${memberColumns} FROM members ORDER BY id`).map(memberOf),
		addSignInLink: async (link) => database.transaction(() => sessions.addSignInLink(link)),
		close: async () => database.close(),
	};
};

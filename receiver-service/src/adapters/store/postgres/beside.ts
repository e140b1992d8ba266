import type { Beside } from '../beside.ts';
import { type MemberRow, memberColumns, memberOf } from '../people-rows.ts';
import { openDatabase } from './database.ts';
import { addSignInLink } from './tables/sessions.ts';

/** One connection, beside those of the replicas. */
export const openPostgresBeside = (url: string): Beside => {
	const database = openDatabase(url, { connections: 1, name: 'voicehooks sign-in' });
	return {
		members: async () => {
			const rows = await database.all<MemberRow>(
				`SELECT ${memberColumns} FROM members ORDER BY id`,
			);
			return rows.map(memberOf);
		},
		addSignInLink: (link) => addSignInLink(database, link),
		close: database.close,
	};
};

import type { Database } from '../database.ts';

/**
 * Places of messages in commit order. `sqlite_sequence` keeps their highest, so that a poller that
 * stands at the newest message misses nothing when the newest is erased (migrations/0001). SQLite
 * writes it for every message, which is a page of the log for every commit; but not for one whose
 * given place is below it: so it is moved on for many at once. A start skips what was left.
 */
export type Places = {
	/** The next one. Writer only. */
	readonly next: () => number;
};

const takenAtOnce = 1_024;

export const createPlaces = (database: Database): Places => {
	let last = 0;
	let end = 0;
	// The undone transaction may have taken them.
	database.onRollback(() => {
		end = last;
	});

	const takeMore = (): void => {
		const table = "FROM sqlite_sequence WHERE name = 'messages'";
		const known = database.get<{ seq: number }>(`SELECT seq ${table}`);
		last = known?.seq ?? 0;
		end = last + takenAtOnce;
		database.run(
			known === undefined
				? "INSERT INTO sqlite_sequence (seq, name) VALUES (?, 'messages')"
				: "UPDATE sqlite_sequence SET seq = ? WHERE name = 'messages'",
			end,
		);
	};

	return {
		next: () => {
			if (last === end) takeMore();
			last += 1;
			return last;
		},
	};
};

import type { Database } from '../database.ts';

/**
 * Ids and type names that stand in very many rows are kept once and pointed at by an integer:
 * a delivery and its index entries take half the space, which is what a commit writes.
 */
export type Names = {
	/** The number of a name; a new one is added. Writer only. */
	readonly add: (name: string) => number;
	/** Null when no row can have it. */
	readonly find: (name: string) => number | null;
	/** Numbers of the names that begin so. */
	readonly beginning: (prefix: string) => readonly number[];
	readonly text: (number: number) => string;
};

/** Names remembered by a thread; beyond it the memory starts anew. */
const remembered = 200_000;

export const createNames = (database: Database): Names => {
	const numbers = new Map<string, number>();
	const texts = new Map<number, string>();
	const forget = (): void => {
		numbers.clear();
		texts.clear();
	};
	// What the undone transaction added is not there.
	database.onRollback(forget);
	const remember = (name: string, number: number): void => {
		if (numbers.size >= remembered) forget();
		numbers.set(name, number);
		texts.set(number, name);
	};

	const find = (name: string): number | null => {
		const known = numbers.get(name);
		if (known !== undefined) return known;
		const row = database.get<{ n: number }>('SELECT n FROM names WHERE name = ?', name);
		if (row === undefined) return null;
		remember(name, row.n);
		return row.n;
	};

	return {
		find,
		add: (name) => {
			const known = find(name);
			if (known !== null) return known;
			const number = database.insert('INSERT INTO names (name) VALUES (?)', name);
			remember(name, number);
			return number;
		},
		beginning: (prefix) => {
			const last = prefix.length - 1;
			const after = prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
			return database
				.all<{ n: number }>('SELECT n FROM names WHERE name >= ? AND name < ?', prefix, after)
				.map(({ n }) => n);
		},
		text: (number) => {
			const known = texts.get(number);
			if (known !== undefined) return known;
			const row = database.get<{ name: string }>('SELECT name FROM names WHERE n = ?', number);
			if (row === undefined) throw new Error(`No name has the number ${number}.`);
			remember(row.name, number);
			return row.name;
		},
	};
};

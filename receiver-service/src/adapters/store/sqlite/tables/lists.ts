import type { ListOptions, Page } from '../../../../ports.ts';
import type { Database, Value } from '../database.ts';
import type { Names } from './names.ts';

/** Conditions of a WHERE clause with their values, joined by AND. */
export type Condition = { readonly sql: string; readonly values: readonly Value[] };

export const condition = (sql: string, ...values: readonly Value[]): Condition => ({ sql, values });

/** `column` is one of these; no condition when the list is empty. */
export const oneOf = (column: string, items: readonly (string | number)[]): readonly Condition[] =>
	items.length === 0
		? []
		: [condition(`${column} IN (${items.map(() => '?').join(', ')})`, ...items)];

/** The column is this name's number; nothing matches a name that no row has. */
export const named = (names: Names, column: string, name: string): Condition =>
	condition(`${column} = ?`, names.find(name));

/** Exact types, or `<vendor>.*`; no condition when the list is empty. */
export const typesOf = (
	names: Names,
	column: string,
	types: readonly string[],
): readonly Condition[] => {
	if (types.length === 0) return [];
	const numbers = types.flatMap((type) =>
		type.endsWith('.*') ? names.beginning(type.slice(0, -1)) : (names.find(type) ?? []),
	);
	return numbers.length === 0 ? [condition('0')] : oneOf(column, numbers);
};

/** `since` inclusive and `until` exclusive on a time column. */
export const between = (
	column: string,
	{ since, until }: Pick<ListOptions, 'since' | 'until'>,
): readonly Condition[] => [
	...(since === null ? [] : [condition(`${column} >= ?`, since)]),
	...(until === null ? [] : [condition(`${column} < ?`, until)]),
];

export type ListQuery<Row, Item> = {
	/** `SELECT … FROM …`; or the whole query, of its conditions and order, with LIMIT as its last value. */
	readonly select: string | ((where: string, order: ListOptions['order']) => string);
	readonly where: readonly Condition[];
	/** The column that orders the list and that `after` is a value of. */
	readonly position: string;
	/** `after` as a value of that column. */
	readonly after: Value;
	readonly options: ListOptions;
	readonly read: (row: Row) => Item;
};

/** One page: reads a row more than asked for, to know whether more follow. */
export const list = <Row, Item>(database: Database, query: ListQuery<Row, Item>): Page<Item> => {
	const { select, position, after, options, read } = query;
	const { order, limit } = options;
	const where =
		after === null
			? query.where
			: [...query.where, condition(`${position} ${order === 'asc' ? '>' : '<'} ?`, after)];
	const clause = where.map(({ sql }) => sql).join(' AND ');
	const rows = database.all<Row>(
		typeof select === 'string'
			? `${select} WHERE ${clause} ORDER BY ${position} ${order} LIMIT ?`
			: select(clause, order),
		...where.flatMap(({ values }) => values),
		limit + 1,
	);
	return { items: rows.slice(0, limit).map(read), hasMore: rows.length > limit };
};

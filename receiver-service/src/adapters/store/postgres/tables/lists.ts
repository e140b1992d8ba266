import type { ListOptions, Page } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import type { Parameter } from '../parameters.ts';

/** Conditions of a WHERE clause with their values, joined by AND; each `?` stands for a value. */
export type Condition = { readonly sql: string; readonly values: readonly Parameter[] };

export const condition = (sql: string, ...values: readonly Parameter[]): Condition => ({
	sql,
	values,
});

/** `column` is one of these; no condition when the list is empty. */
export const oneOf = (column: string, items: readonly string[]): readonly Condition[] =>
	items.length === 0 ? [] : [condition(`${column} = ANY(?::text[])`, items)];

/** Exact types, or `<vendor>.*`; no condition when the list is empty. */
export const typesOf = (column: string, types: readonly string[]): readonly Condition[] => {
	if (types.length === 0) return [];
	const exact = types.filter((type) => !type.endsWith('.*'));
	const vendors = types.filter((type) => type.endsWith('.*')).map((type) => type.slice(0, -1));
	const ways = [
		...(exact.length === 0 ? [] : [condition(`${column} = ANY(?::text[])`, exact)]),
		...vendors.map((prefix) => condition(`starts_with(${column}, ?)`, prefix)),
	];
	return [
		{
			sql: `(${ways.map(({ sql }) => sql).join(' OR ')})`,
			values: ways.flatMap(({ values }) => values),
		},
	];
};

/** `since` inclusive and `until` exclusive on a time column. */
export const between = (
	column: string,
	{ since, until }: Pick<ListOptions, 'since' | 'until'>,
): readonly Condition[] => [
	...(since === null ? [] : [condition(`${column} >= ?`, since)]),
	...(until === null ? [] : [condition(`${column} < ?`, until)]),
];

/** The clause and its parameters, counted from `first`. */
export const clause = (
	conditions: readonly Condition[],
	first = 1,
): { readonly sql: string; readonly values: readonly Parameter[] } => {
	let next = first;
	const sql = conditions
		.map((one) => one.sql)
		.join(' AND ')
		.replaceAll('?', () => {
			next += 1;
			return `$${next - 1}`;
		});
	return { sql, values: conditions.flatMap(({ values }) => values) };
};

export type ListQuery<Row, Item> = {
	/** `SELECT … FROM …`; or the whole query, of its conditions and what orders and bounds it. */
	readonly select: string | ((where: string, tail: string) => string);
	readonly where: readonly Condition[];
	/** The column that orders the list and that `after` is a value of. */
	readonly position: string;
	/** `after` as a value of that column. */
	readonly after: Parameter;
	readonly options: ListOptions;
	readonly read: (row: Row) => Item;
};

/** One page: reads a row more than asked for, to know whether more follow. */
export const list = async <Row, Item>(
	sql: Sql,
	{ select, where, position, after, options, read }: ListQuery<Row, Item>,
): Promise<Page<Item>> => {
	const { order, limit } = options;
	const all =
		after === null
			? where
			: [...where, condition(`${position} ${order === 'asc' ? '>' : '<'} ?`, after)];
	const { sql: text, values } = clause([...all]);
	const tail = `ORDER BY ${position} ${order} LIMIT ${limit + 1}`;
	const rows = await sql.all<Row>(
		typeof select === 'string' ? `${select} WHERE ${text} ${tail}` : select(text, tail),
		...values,
	);
	return { items: rows.slice(0, limit).map(read), hasMore: rows.length > limit };
};

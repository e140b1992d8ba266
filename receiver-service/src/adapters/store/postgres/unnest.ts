import { binaryList } from './binary-list.ts';
import type { Parameter, Value } from './parameters.ts';

const none: Parameter = [];

/**
 * Lays rows out as columns; `types` names each column with its type in Postgres. One that is null in
 * every row is an empty list: beside longer ones it is filled up with nulls, and many are.
 */
export const columnsOf = <Name extends string>(
	types: Readonly<Record<Name, string>>,
	rows: readonly Readonly<Record<NoInfer<Name>, Value>>[],
): readonly Parameter[] =>
	(Object.keys(types) as Name[]).map((name) => {
		if (rows.every((row) => row[name] === null)) return none;
		const values = rows.map((row) => row[name]);
		return binaryList(types[name], values) ?? values;
	});

/** `unnest($1::text[], …) AS alias (id, …)`, its parameters counted from `first`. */
export const unnest = (
	types: Readonly<Record<string, string>>,
	alias: string,
	first: number,
): string => {
	const columns = Object.entries(types);
	const lists = columns.map(([, type], index) => `$${first + index}::${type}[]`);
	return `unnest(${lists.join(', ')}) WITH ORDINALITY AS ${alias} (${columns.map(([name]) => name).join(', ')}, n)`;
};

import type { Parameter, Value } from './parameters.ts';

/** Lays rows out as columns; `types` names each column with its type in Postgres. */
export const columnsOf = <Name extends string>(
	types: Readonly<Record<Name, string>>,
	rows: readonly Readonly<Record<NoInfer<Name>, Value>>[],
): readonly Parameter[] =>
	(Object.keys(types) as Name[]).map((name) => rows.map((row) => row[name]));

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

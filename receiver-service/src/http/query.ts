export type Query = Record<string, string | string[]>;

/** A query's parameters; a repeated one becomes a list. No nesting, no prototype to pollute. */
export const parseQuery = (text: string): Query => {
	const query: Query = Object.create(null);
	for (const [name, value] of new URLSearchParams(text)) {
		const before = query[name];
		if (before === undefined) query[name] = value;
		else if (typeof before === 'string') query[name] = [before, value];
		else before.push(value);
	}
	return query;
};

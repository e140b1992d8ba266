import type { Field } from './query.ts';

export type FieldRow = Field & {
	/** A field of each item of a list. */
	readonly inList: boolean;
};

/** Sections hold fields and are none themselves; a list is one, and its items' fields follow. */
export const fieldRows = (
	fields: readonly Field[],
	prefix = '',
	inList = false,
): readonly FieldRow[] =>
	fields.flatMap((field) => {
		const path = `${prefix}${field.path}`;
		const children = field.children ?? [];
		if (field.kind === 'list') {
			return [{ ...field, path, inList }, ...fieldRows(children, `${path}[].`, true)];
		}
		if (children.length > 0) return fieldRows(children, prefix, inList);
		return [{ ...field, path, inList }];
	});

const own = (value: unknown, key: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, key)
		? (value as Readonly<Record<string, unknown>>)[key]
		: undefined;

/** The value at a dotted path; undefined where there is none. A key with dots in it wins. */
export const valueAt = (value: unknown, path: string): unknown => {
	const whole = own(value, path);
	const dot = path.indexOf('.');
	if (whole !== undefined || dot < 0) return whole;
	return valueAt(own(value, path.slice(0, dot)), path.slice(dot + 1));
};

export type Leaf = { readonly path: string; readonly value: unknown };

/** Deeper, a path has more parts than the service takes. */
const maxDepth = 10;

/** Every value of a body that holds no others, with its dotted path; items of lists by index. */
export const leavesOf = (value: unknown, path: readonly string[] = []): readonly Leaf[] => {
	if (typeof value !== 'object' || value === null || path.length === maxDepth) {
		return path.length === 0 ? [] : [{ path: path.join('.'), value }];
	}
	return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
};

export type Shown = {
	readonly row: FieldRow | null;
	readonly path: string;
	readonly value: unknown;
};

/** The event's own values in the order the vendor documents them, then those it does not. */
export const shownFields = (
	fields: readonly Field[],
	body: { readonly data: unknown },
): readonly Shown[] => {
	const rows = fieldRows(fields).filter(({ inList }) => !inList);
	const known = rows.flatMap((row): readonly Shown[] => {
		const value = valueAt(body, row.path);
		return row.path.startsWith('data.') && value !== undefined
			? [{ row, path: row.path, value }]
			: [];
	});
	const covered = (path: string): boolean =>
		known.some((each) => path === each.path || path.startsWith(`${each.path}.`));
	const others = leavesOf(body.data)
		.map(({ path, value }) => ({ row: null, path: `data.${path}`, value }))
		.filter(({ path }) => !covered(path));
	return [...known, ...others];
};

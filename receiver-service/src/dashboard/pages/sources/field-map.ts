import { type Leaf, leavesOf, valueAt } from '../../vendor/field-list.ts';

/** What a value can be → its place, as the service keeps it. */
export type FieldMap = Readonly<Record<string, string>>;

export type MapRow = {
	readonly path: string;
	readonly value: unknown;
	/** False for a place that was learned from another delivery. */
	readonly here: boolean;
	/** What it is; empty for nothing in particular. */
	readonly meaning: string;
};

/** Longer lists are of things, not of fields; a page of selects would help nobody. */
const maxRows = 200;

/** Every value of a captured delivery with what it was learned to be, then places it lacks. */
export const mapRows = (data: unknown, map: FieldMap): readonly MapRow[] => {
	const meaningAt = new Map(Object.entries(map).map(([meaning, path]) => [path, meaning]));
	const row = ({ path, value }: Leaf): MapRow => ({
		path,
		value,
		here: true,
		meaning: meaningAt.get(path) ?? '',
	});
	const leaves = leavesOf(data).slice(0, maxRows).map(row);
	const shown = new Set(leaves.map(({ path }) => path));
	const others = Object.entries(map)
		.filter(([, path]) => !shown.has(path))
		.map(([meaning, path]): MapRow => {
			const value = valueAt(data, path);
			return { path, value, here: value !== undefined, meaning };
		});
	return [...leaves, ...others];
};

/** The map once the value at a path is said to be this; one place for each meaning. */
export const withMeaning = (map: FieldMap, path: string, meaning: string): FieldMap => {
	const others = Object.entries(map).filter(([, place]) => place !== path);
	return Object.fromEntries(meaning === '' ? others : [...others, [meaning, path]]);
};

export const isSameMap = (one: FieldMap, other: FieldMap): boolean => {
	const keys = Object.keys(one);
	return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
};

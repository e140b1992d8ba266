import type { OutputField, Row } from './definition.ts';
import { misfits } from './value-fits.ts';

const isRow = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const keysUnder = (prefix: string, value: unknown): readonly string[] => {
	if (isRow(value))
		return Object.entries(value).flatMap(([key, item]) => keysUnder(`${prefix}__${key}`, item));
	if (!Array.isArray(value) || !value.some(isRow)) return [prefix];
	return value.flatMap((item) => Object.keys(item).map((key) => `${prefix}[]${key}`));
};

/** The keys that later steps can read of a row, as Zapier shows them: `a__b`, `list[]key`. */
export const keysOf = (row: Row): ReadonlySet<string> =>
	new Set(Object.entries(row).flatMap(([key, value]) => keysUnder(key, value)));

/**
 * Whether a key is that of line items which one of two rows has and the other has none of: both
 * know the list, and an empty one shows no keys of its items. How Zapier counts this is not public.
 */
const isEmptyOnOneSide = (key: string, one: Row, other: Row): boolean => {
	const name = key.split('[]')[0] ?? key;
	const isEmpty = (row: Row) => [row[name] ?? []].flat().length === 0;
	return Object.hasOwn(one, name) && Object.hasOwn(other, name) && isEmpty(one) !== isEmpty(other);
};

/** What a trigger says that it gives, and what it gave. */
export type Results = {
	readonly sample: Row;
	readonly outputFields: readonly OutputField[];
	/** What the editor showed: a row of `performList`. */
	readonly polled: Row;
	/** What a zap ran with: a row of `perform`. */
	readonly live: Row;
};

/**
 * Zapier's checks of live results, which it makes of the runs of real zaps: here of rows from the
 * real service. Answers what breaks them, each under its tag.
 */
export const shapeFaults = ({ sample, outputFields, polled, live }: Results): readonly string[] => {
	const liveKeys = keysOf(live);
	const missing = (tag: string, from: string, row: Row) =>
		[...keysOf(row)]
			.filter((key) => !liveKeys.has(key) && !isEmptyOnOneSide(key, row, live))
			.map((key) => `${tag} ${key} is in the ${from} and not in the live result`);
	return [
		...missing('T004', 'static sample', sample),
		...misfits(outputFields, live).map((fault) => `T005 live: ${fault}`),
		...missing('T006', 'polling sample', polled),
		...misfits(outputFields, polled).map((fault) => `Z001 polled: ${fault}`),
	];
};

import { createHash, createHmac } from 'node:crypto';
import { addSeconds, formatDate } from './dates.ts';
import type { Dialect } from './syntax.ts';
import { arrayOf, numberOf, textOf, truthy, valueAtPath } from './values.ts';

/** A function of Make. Its operands come evaluated, all of them. */
export type ImlFunction = {
	readonly dialects: readonly Dialect[];
	/** How many operands it takes, at least and at most. */
	readonly operands: readonly [least: number, most: number];
	readonly run: (...operands: readonly unknown[]) => unknown;
};

const everywhere: readonly Dialect[] = ['app', 'scenario'];

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** HMAC where a key is given. An empty key is none, so its hash proves nothing: guard against it. */
const sha256 = (text: unknown, encoding: unknown, key: unknown): string => {
	const digest = isEmpty(key) ? createHash('sha256') : createHmac('sha256', textOf(key));
	const written = isEmpty(encoding) ? 'hex' : encoding;
	if (written !== 'hex' && written !== 'base64') throw new TypeError('sha256: unknown encoding');
	return digest.update(textOf(text), 'utf8').digest(written);
};

const contains = (where: unknown, what: unknown): boolean =>
	Array.isArray(where) ? where.includes(what) : textOf(where).includes(textOf(what));

/** Values of one key; with a filter, of the items whose other key has one of the listed values. */
const map = (array: unknown, key: unknown, filterKey?: unknown, allowed?: unknown): unknown[] => {
	const values = allowed === undefined ? null : textOf(allowed).split(',');
	return arrayOf(array)
		.filter(
			(item) =>
				values === null || values.includes(textOf(valueAtPath(item, textOf(filterKey)) ?? '')),
		)
		.map((item) => valueAtPath(item, textOf(key)));
};

/** Of nothing it makes an empty one: Make's own universal module spreads optional lists with it. */
const toCollection = (array: unknown, key: unknown, value: unknown): Record<string, unknown> =>
	Object.fromEntries(
		arrayOf(array ?? []).map((item) => [
			textOf(valueAtPath(item, textOf(key))),
			valueAtPath(item, textOf(value)),
		]),
	);

/**
 * Every function that our files may use, as Make documents it ("JavaScript in Make"; "General
 * functions" and the pages beside it). One that is not here is unknown and fails.
 */
export const functions: Readonly<Record<string, ImlFunction>> = {
	abs: { dialects: everywhere, operands: [1, 1], run: (value) => Math.abs(numberOf(value)) },
	addSeconds: {
		dialects: everywhere,
		operands: [2, 2],
		run: (date, seconds) => addSeconds(date, numberOf(seconds)),
	},
	contains: { dialects: everywhere, operands: [2, 2], run: contains },
	createJSON: { dialects: ['app'], operands: [1, 1], run: (value) => JSON.stringify(value) },
	encodeURL: {
		dialects: everywhere,
		operands: [1, 1],
		run: (text) => encodeURIComponent(textOf(text)),
	},
	first: { dialects: everywhere, operands: [1, 1], run: (array) => arrayOf(array)[0] },
	formatDate: {
		dialects: everywhere,
		operands: [2, 3],
		run: (date, format, zone) => formatDate(date, textOf(format), zone),
	},
	if: {
		dialects: everywhere,
		operands: [3, 3],
		run: (condition, yes, no) => (truthy(condition) ? yes : no),
	},
	/** An empty array is not empty for Make. */
	ifempty: {
		dialects: everywhere,
		operands: [2, 2],
		run: (value, otherwise) => (isEmpty(value) ? otherwise : value),
	},
	join: {
		dialects: everywhere,
		operands: [2, 2],
		run: (array, separator) => arrayOf(array).map(textOf).join(textOf(separator)),
	},
	length: {
		dialects: everywhere,
		operands: [1, 1],
		run: (value) => (Array.isArray(value) ? value.length : textOf(value).length),
	},
	map: { dialects: everywhere, operands: [2, 4], run: map },
	parseNumber: {
		dialects: everywhere,
		operands: [2, 2],
		run: (text, decimalSign) =>
			textOf(text).trim() === ''
				? Number.NaN
				: Number(textOf(text).replace(textOf(decimalSign), '.')),
	},
	sha256: { dialects: everywhere, operands: [1, 3], run: sha256 },
	split: {
		dialects: everywhere,
		operands: [2, 2],
		run: (text, separator) => textOf(text).split(textOf(separator)),
	},
	toCollection: { dialects: ['app'], operands: [3, 3], run: toCollection },
};

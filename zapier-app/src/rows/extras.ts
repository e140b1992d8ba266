import type { HookBody } from '@voicehooks/core';
import { plainKey } from '../plain-key.ts';
import type { Column } from './column.ts';

/** More undocumented keys than that are no payload of a vendor. */
const mostExtras = 200;
/** Deeper objects come as their JSON. */
const deepest = 6;

/** Parts of a hook body that may hold what nobody documented, and what their keys begin with. */
const roots = [
	{ part: 'data', prefix: '' },
	{ part: 'envelope', prefix: 'envelope__' },
	{ part: 'context', prefix: 'context__' },
] as const;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

type Found = Map<string, unknown>;

const collect = (
	value: Readonly<Record<string, unknown>>,
	path: string,
	prefix: string,
	depth: number,
	columns: { readonly shown: ReadonlySet<string>; readonly keys: ReadonlySet<string> },
	found: Found,
): void => {
	for (const [name, item] of Object.entries(value)) {
		const itemPath = `${path}.${name}`;
		if (columns.shown.has(itemPath)) continue;
		const key = prefix + plainKey(name);
		if (isObject(item) && depth < deepest) {
			collect(item, itemPath, `${key}__`, depth + 1, columns, found);
			continue;
		}
		const free = columns.keys.has(key) ? `data__${key}` : key;
		if (found.size < mostExtras && !columns.keys.has(free)) {
			found.set(free, isObject(item) ? JSON.stringify(item) : item);
		}
	}
};

/** Whatever an event holds beside its columns, flat, under keys that no column has. */
export const extrasOf = (
	event: HookBody,
	columns: readonly Column[],
): Readonly<Record<string, unknown>> => {
	const found: Found = new Map();
	const known = {
		shown: new Set(columns.flatMap(({ path }) => path ?? [])),
		keys: new Set(columns.map(({ key }) => key)),
	};
	for (const { part, prefix } of roots) collect(event[part], part, prefix, 1, known, found);
	return Object.fromEntries(found);
};

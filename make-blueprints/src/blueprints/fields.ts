import type { CatalogueEntry, Field, NormalizedKey } from '@voicehooks/core';
import { event, expression } from './expressions.ts';
import type { Variable } from './modules.ts';
import type { Condition } from './scenario.ts';

/** Every field of an entry that holds a single value. */
const leavesOf = (fields: readonly Field[]): readonly Field[] =>
	fields.flatMap((field) => {
		if (field.kind === 'list') return [];
		return field.children === undefined ? [field] : leavesOf(field.children);
	});

/** The event's own fields that hold a single value, not those of its envelope. */
export const ownFields = (entry: CatalogueEntry): readonly Field[] =>
	leavesOf(entry.fields).filter(({ kind, path }) => path.startsWith('data.') && kind !== 'object');

const lastKey = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** A field of the event under its own name, or another. */
export const fieldOf = (path: string, name = lastKey(path)): Variable => ({
	name,
	value: expression(event(path)),
});

/** Every field that one of the events declares, each once. */
export const fieldsOfEvents = (entries: readonly CatalogueEntry[]): readonly Variable[] =>
	[...new Set(entries.flatMap((entry) => ownFields(entry).map(({ path }) => path)))].map((path) =>
		fieldOf(path),
	);

/** Keys of `normalized` that some of the events can fill. */
export const normalizedKeysOf = (entries: readonly CatalogueEntry[]): readonly NormalizedKey[] => [
	...new Set(
		entries.flatMap((entry) =>
			leavesOf(entry.fields).flatMap(({ normalized }) => normalized ?? []),
		),
	),
];

/** Those keys as fields. */
export const normalizedFields = (keys: readonly NormalizedKey[]): readonly Variable[] =>
	keys.map((key) => fieldOf(`normalized.${key}`));

/** What tells one event from another, at the head of everything we post. */
export const identity: readonly Variable[] = [
	fieldOf('id', 'event_id'),
	fieldOf('type'),
	fieldOf('vendor'),
	fieldOf('received_at'),
];

/** That the event is of this type. */
export const isType = (type: string): Condition => ({
	a: expression(event('type')),
	o: 'text:equal',
	b: type,
});

/** One group for each event, with the same further conditions. */
export const eachEvent = (
	entries: readonly CatalogueEntry[],
	...others: readonly Condition[]
): readonly (readonly Condition[])[] => entries.map(({ type }) => [isType(type), ...others]);

/** That a text of the event, or of the settings, is there and not empty. */
export const isThere = (value: string): Condition => ({
	a: expression(`length(ifempty(${value}; ""))`),
	o: 'number:greater',
	b: '0',
});

import type { HookBody } from '@voicehooks/core';
import type { PlainOutputField } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import type { Column, Pointers } from './column.ts';
import { extrasOf } from './extras.ts';

/** What Zapier shows of an event: flat, and always with every key of its columns. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** What a trigger or search shows of an event. */
export type RowShape = {
	readonly columns: readonly Column[];
	/** Whether undocumented keys follow, as they come. */
	readonly hasExtras: boolean;
};

const columnValues = (event: HookBody, columns: readonly Column[], pointers: Pointers): Row => ({
	...Object.fromEntries(columns.map(({ key, read }) => [key, read(event, pointers)])),
	id: event.id,
});

/** The row of an event. */
export const rowOf = (
	event: HookBody,
	{ columns, hasExtras }: RowShape,
	pointers: Pointers,
): Row =>
	hasExtras
		? { ...columnValues(event, columns, pointers), ...extrasOf(event, columns) }
		: columnValues(event, columns, pointers);

/** In a sample the stable links stand where a run has the file. */
const samplePointers: Pointers = {
	file: (event, kind) => event.links[kind],
	text: () => null,
};

/**
 * The row of a catalogue sample, of keys that every run has. A copy: Zapier's core freezes what a
 * definition holds, and the catalogue is shared by the whole process.
 */
export const sampleRow = (event: HookBody, { columns }: RowShape): Row =>
	structuredClone(columnValues(event, columns, samplePointers));

/** The columns as Zapier's output fields. */
export const outputFields = (
	build: Pick<Build, 'locale'>,
	{ columns }: RowShape,
): PlainOutputField[] =>
	columns.map(({ key, label, type, children }) => ({
		key,
		label: say(build, label),
		...(children === undefined
			? { type }
			: {
					children: children.map((child) => ({
						key: child.key,
						label: say(build, child.label),
						type: child.type,
					})),
				}),
		...(key === 'id' ? { primary: true } : {}),
	}));

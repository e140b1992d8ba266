import { type CatalogueEntry, type Field, fileKinds, valueAt } from '@voicehooks/core';
import type { Column } from './column.ts';
import { distinct, eventColumns } from './event-columns.ts';
import { fileColumns } from './file-columns.ts';
import { idColumn, metaColumns } from './meta-columns.ts';
import { normalizedColumns } from './normalized-columns.ts';

/** One list of columns for events of different types of a vendor; null where an event lacks one. */
export const unionColumns = (entries: readonly CatalogueEntry[]): readonly Column[] => {
	const all = distinct(entries.flatMap(eventColumns));
	const last = new Set(metaColumns.map(({ key }) => key));
	return [...all.filter(({ key }) => !last.has(key)), ...metaColumns];
};

const phonePath = (fields: readonly Field[]): string | undefined => {
	for (const field of fields) {
		if (field.normalized === 'caller_phone_e164') return field.path;
		const inner = field.kind === 'list' ? undefined : phonePath(field.children ?? []);
		if (inner !== undefined) return inner;
	}
	return undefined;
};

/** The caller's number as its vendor wrote it. */
const callerPhone = (entries: readonly CatalogueEntry[]): Column => {
	const paths = new Map(entries.map(({ type, fields }) => [type, phonePath(fields)]));
	return {
		key: 'caller_phone',
		label: { en: 'Caller Phone', fr: 'Téléphone de l’appelant' },
		type: 'string',
		read: (event) => {
			const path = paths.get(event.type);
			return path === undefined ? null : (valueAt(event, path) ?? null);
		},
	};
};

/** The canonical fields and no others: the same keys for events of every vendor. */
export const canonicalColumns = (entries: readonly CatalogueEntry[]): readonly Column[] => [
	idColumn,
	...normalizedColumns.flatMap((column) =>
		column.key === 'caller_phone_e164' ? [callerPhone(entries), column] : [column],
	),
	...fileColumns(fileKinds),
	...metaColumns,
];

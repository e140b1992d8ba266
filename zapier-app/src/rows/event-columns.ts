import {
	asPhone,
	type CatalogueEntry,
	type Field,
	type NormalizedKey,
	valueAt,
	vendorById,
} from '@voicehooks/core';
import { plainKey } from '../plain-key.ts';
import { type Column, columnType, under, withUnit } from './column.ts';
import { fileColumns } from './file-columns.ts';
import { idColumn, metaColumns, metaKeys } from './meta-columns.ts';
import { normalizedColumns } from './normalized-columns.ts';

/** Fields of a hook body at their own places; those of a list stay inside it. */
const leaves = (fields: readonly Field[]): readonly Field[] =>
	fields.flatMap((field) =>
		field.kind === 'list' || field.children === undefined
			? [field]
			: leaves(field.children).map((child) => ({
					...child,
					label: under(field.label, child.label),
				})),
	);

/** The event's own fields, whose label needs no word of the section they stand in. */
const dataLeaves = (entry: CatalogueEntry): readonly Field[] =>
	entry.fields.flatMap((field) =>
		field.path === 'data' ? leaves(field.children ?? []) : leaves([field]),
	);

/** `data.emotion_summary.anger` → `emotion_summary__anger`; the rest of the body keeps its section. */
export const keyOf = (path: string): string => {
	const whole = plainKey(path.replaceAll('.', '__'));
	const key = whole.replace(/^data__/, '');
	return metaKeys.has(key) ? whole : key;
};

const itemOf = (value: unknown, children: readonly Field[]): unknown =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? { ...Object.fromEntries(children.map(({ path }) => [path, null])), ...value }
		: value;

/** A single value as it came; what should be one and is not becomes its JSON. */
const scalar = (value: unknown): unknown =>
	value === undefined
		? null
		: typeof value === 'object' && value !== null
			? JSON.stringify(value)
			: value;

const fieldColumn = (field: Field): Column => {
	const { path, label, kind, unit, children } = field;
	const base = { key: keyOf(path), path, label: withUnit(label, unit), type: columnType(kind) };
	if (kind !== 'list' || children === undefined) {
		return { ...base, read: (event) => scalar(valueAt(event, path)) };
	}
	return {
		...base,
		children: children.map((child) => ({
			key: child.path,
			label: withUnit(child.label, child.unit),
			type: columnType(child.kind),
		})),
		read: (event) => {
			const list = valueAt(event, path);
			return Array.isArray(list) ? list.map((item) => itemOf(item, children)) : null;
		},
	};
};

/** A phone number as received, and beside it in international form. */
const phoneColumns = ({ path, label }: Field): Column => ({
	key: `${keyOf(path)}_e164`,
	label: { en: `${label.en} (E.164)`, fr: `${label.fr} (E.164)` },
	type: 'string',
	read: (event) => asPhone(valueAt(event, path)),
});

/**
 * Canonical fields that say more than the event's own: those joined of several, and those that only
 * a source's field map can fill because the vendor documents no payload.
 */
const addedNormalized = (fields: readonly Field[]): readonly Column[] => {
	const sources = new Map<NormalizedKey, number>();
	for (const { normalized } of fields) {
		if (normalized !== undefined) sources.set(normalized, (sources.get(normalized) ?? 0) + 1);
	}
	const isDeclared = fields.some(({ path }) => path.startsWith('data.'));
	return normalizedColumns.filter(({ key }) => {
		const count = sources.get(key) ?? 0;
		return count > 1 || (count === 0 && !isDeclared);
	});
};

/** What our own call action asked, on the events of the call it started. */
const contextColumns = (entry: CatalogueEntry, fields: readonly Field[]): readonly Column[] => {
	const calls = vendorById(entry.vendor)?.api?.actions.start_call !== undefined;
	if (!calls || !fields.some(({ normalized }) => normalized === 'call_id')) return [];
	return [
		{
			key: 'context__to',
			label: { en: 'Called Number', fr: 'Numéro appelé' },
			type: 'string',
			path: 'context.to',
			read: (event) => scalar(valueAt(event, 'context.to')),
		},
	];
};

/** The columns in order, each key once: the first of a key stays. */
export const distinct = (columns: readonly Column[]): readonly Column[] => {
	const seen = new Set<string>();
	return columns.filter(({ key }) => seen.size < seen.add(key).size);
};

/** Every column of an event type's rows, in the order Zapier shows them. */
export const eventColumns = (entry: CatalogueEntry): readonly Column[] => {
	const fields = dataLeaves(entry).filter(({ path }) => !metaKeys.has(path));
	return distinct([
		idColumn,
		...fields
			.filter(({ path }) => path.startsWith('data.'))
			.flatMap((field) =>
				field.kind === 'phone' ? [fieldColumn(field), phoneColumns(field)] : [fieldColumn(field)],
			),
		...addedNormalized(fields),
		...fileColumns(fields.flatMap(({ file }) => file ?? [])),
		...contextColumns(entry, fields),
		...fields.filter(({ path }) => !path.startsWith('data.')).map(fieldColumn),
		...metaColumns,
	]);
};

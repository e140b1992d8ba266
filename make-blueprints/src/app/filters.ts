import {
	type CatalogueEntry,
	type Field,
	type FilterField,
	type ListFilterKey,
	listFilterKeys,
	type MinimumFilterKey,
	minimumFilterKeys,
} from '@voicehooks/core';

const placed = (fields: readonly Field[]): readonly Field[] =>
	fields.flatMap((field) => [
		field,
		...(field.kind === 'list' ? [] : placed(field.children ?? [])),
	]);

/** The fields of an event type that some filter reads, with where the vendor shows them, if at all. */
export const filterFieldsIn = (entry: CatalogueEntry): ReadonlyMap<FilterField, Field | null> =>
	new Map([
		...entry.mapped_filters.map((filter) => [filter, null] as const),
		...placed(entry.fields).flatMap((field) =>
			field.filter === undefined ? [] : [[field.filter, field] as const],
		),
	]);

/** A filter that some of these event types take. */
export type Filter = {
	readonly field: FilterField;
	/** A field that declares it; null where each vendor's source has to map it. */
	readonly declared: Field | null;
} & (
	| { readonly kind: 'list'; readonly key: ListFilterKey }
	| { readonly kind: 'minimum'; readonly key: MinimumFilterKey }
);

/** The filters of these event types, in the contract's order. */
export const filtersOf = (entries: readonly CatalogueEntry[]): readonly Filter[] => {
	const declared = new Map<FilterField, Field | null>();
	for (const [field, place] of entries.flatMap((entry) => [...filterFieldsIn(entry)])) {
		declared.set(field, declared.get(field) ?? place);
	}
	const found = (field: FilterField) => declared.get(field) ?? null;
	return [
		...listFilterKeys
			.filter((key) => declared.has(key))
			.map((key) => ({ kind: 'list' as const, key, field: key, declared: found(key) })),
		...Object.entries(minimumFilterKeys)
			.filter(([, field]) => declared.has(field))
			.map(([key, field]) => ({
				kind: 'minimum' as const,
				key: key as MinimumFilterKey,
				field,
				declared: found(field),
			})),
	];
};

import { type CatalogueEntry, catalogue } from '@voicehooks/core';
import type { JsonObject } from './component.ts';
import { type Filter, filtersOf } from './filters.ts';
import { labelOfKey } from './names.ts';
import { labelOf } from './parameter.ts';

/** Names of the RPCs that fill dropdowns. */
export const rpcIds = {
	eventTypes: 'listEventTypes',
	sources: 'listSources',
	filterValues: 'listFilterValues',
	subscriptions: 'listSubscriptions',
} as const;

type Query = Readonly<Record<string, string>>;

/** How a form field names an RPC, with fixed parameters of its own. */
export const rpcUrl = (id: (typeof rpcIds)[keyof typeof rpcIds], query: Query = {}): string => {
	const text = Object.entries(query)
		.map(([name, value]) => `${name}=${value}`)
		.join('&');
	return `rpc://${id}${text === '' ? '' : `?${text}`}`;
};

/** A list that a dropdown is cut down to; what names every event type is not. */
const listed = (entries: readonly CatalogueEntry[], name: string, key: 'type' | 'vendor'): Query =>
	entries.length === catalogue().length
		? {}
		: { [name]: [...new Set(entries.map((entry) => entry[key]))].join(',') };

/** Choose among these event types. */
export const eventTypesField = (entries: readonly CatalogueEntry[], help: string): JsonObject => ({
	name: 'event_types',
	type: 'select',
	label: 'Event Types',
	help,
	multiple: true,
	options: rpcUrl(rpcIds.eventTypes, listed(entries, 'types', 'type')),
});

/** Choose one of the sources that could send these event types. */
export const sourceField = (entries: readonly CatalogueEntry[], help: string): JsonObject => ({
	name: 'source_id',
	type: 'select',
	label: 'Source',
	help,
	options: rpcUrl(rpcIds.sources, listed(entries, 'vendors', 'vendor')),
});

const filterHelp = (filter: Filter): string => {
	const constrains =
		filter.kind === 'list'
			? 'Only events with one of these values. Leave empty for all.'
			: 'Only events with at least this value.';
	return filter.declared === null
		? `${constrains} The vendor documents no payload: map this field in the source first.`
		: `${constrains} Event types without this field are not restricted.`;
};

const filterField = (filter: Filter): JsonObject => {
	const label = filter.declared === null ? labelOfKey(filter.field) : labelOf(filter.declared);
	return {
		name: filter.key,
		...(filter.kind === 'list'
			? {
					type: 'select',
					label,
					help: filterHelp(filter),
					multiple: true,
					options: rpcUrl(rpcIds.filterValues, { field: filter.key }),
				}
			: { type: 'number', label: `Minimum ${label}`, help: filterHelp(filter) }),
		advanced: true,
	};
};

/** A form field for each filter of these event types. */
export const filterFields = (entries: readonly CatalogueEntry[]): readonly JsonObject[] =>
	filtersOf(entries).map(filterField);

/** The value of each of those fields, by the contract's names; Make leaves out empty ones. */
export const filterValues = (entries: readonly CatalogueEntry[]): JsonObject =>
	Object.fromEntries(filtersOf(entries).map(({ key }) => [key, `{{parameters.${key}}}`]));

/** How many bundles a run may give. */
export const limitField = (fallback: number, help: string): JsonObject => ({
	name: 'limit',
	type: 'uinteger',
	label: 'Limit',
	help,
	default: fallback,
	required: true,
	validate: { min: 1 },
});

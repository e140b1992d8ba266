import {
	type CanonicalType,
	type CatalogueEntry,
	canonicalTypes,
	catalogue,
	type Localized,
	type Vendor,
} from '@voicehooks/core';
import type { Build } from '../build.ts';
import { eventColumns } from '../rows/event-columns.ts';
import type { Undocumented } from '../rows/learned-fields.ts';
import { canonicalColumns, unionColumns } from '../rows/shared-columns.ts';
import { filtersOf } from './filters.ts';
import { anyEventKey, canonicalKey, eventKey, mergedKey, sourceListKey } from './keys.ts';
import { noDetails, type TriggerPlan } from './plan.ts';
import { canonicalTexts, eventNoun, nouns, undocumentedAdvice } from './texts.ts';

/** In the app for every vendor a label says whose event it is; in a white-label app all are. */
const named = ({ only }: Build, vendor: Vendor, { en, fr }: Localized): Localized =>
	only === null ? { en: `${vendor.name} ${en}`, fr: `${vendor.name} : ${fr}` } : { en, fr };

const entriesOf = (vendor: Vendor): readonly CatalogueEntry[] =>
	catalogue().filter((entry) => entry.vendor === vendor.id);

const undocumentedOf = (
	vendor: Vendor,
	entries: readonly CatalogueEntry[],
): Undocumented | null => {
	const unknown = entries.filter(({ provenance }) => provenance !== 'documented');
	return unknown.length === 0
		? null
		: { vendor: vendor.id, types: unknown.map(({ type }) => type) };
};

const detailSuffix = '.extended';

/** Event types that the vendor also has in a more detailed version: brief type → detailed entry. */
const detailedTwins = (entries: readonly CatalogueEntry[]): ReadonlyMap<string, CatalogueEntry> =>
	new Map(
		entries.flatMap((entry) => {
			const twin = entries.find(({ event }) => event === entry.event + detailSuffix);
			return twin === undefined ? [] : [[entry.type, twin] as const];
		}),
	);

const eventPlan = (
	build: Build,
	vendor: Vendor,
	entry: CatalogueEntry,
	isBrief: boolean,
): TriggerPlan => ({
	key: eventKey(vendor.id, entry.event),
	noun: nouns[entry.category],
	label: named(
		build,
		vendor,
		isBrief ? { en: `${entry.label.en} (Brief)`, fr: `${entry.label.fr} (abrégé)` } : entry.label,
	),
	description: entry.description,
	...(entry.provenance === 'documented' ? {} : { directions: undocumentedAdvice }),
	eventTypes: [entry.type],
	sources: sourceListKey(vendor.id),
	filters: filtersOf([entry]),
	shape: { columns: eventColumns(entry), hasExtras: true },
	undocumented: undocumentedOf(vendor, [entry]),
	sample: entry.sample,
	detailed: noDetails,
});

const mergedPlan = (
	vendor: Vendor,
	brief: CatalogueEntry,
	detailed: CatalogueEntry,
): TriggerPlan => ({
	key: mergedKey(brief.category, brief.event),
	noun: nouns[brief.category],
	label: brief.label,
	description: brief.description,
	eventTypes: [brief.type, detailed.type],
	sources: sourceListKey(vendor.id),
	filters: filtersOf([detailed, brief]),
	shape: { columns: unionColumns([detailed, brief]), hasExtras: true },
	undocumented: undocumentedOf(vendor, [detailed, brief]),
	sample: detailed.sample,
	detailed: new Map([[brief.type, detailed.type]]),
});

const anyEventPlan = (
	build: Build,
	vendor: Vendor,
	entries: readonly CatalogueEntry[],
	sample: CatalogueEntry,
): TriggerPlan => ({
	key: anyEventKey(vendor.id),
	noun: eventNoun,
	label: named(build, vendor, { en: 'Any Event', fr: 'Tout événement' }),
	description: {
		en: `Triggers when ${vendor.name} sends any event, or one of those you choose.`,
		fr: `Se déclenche quand ${vendor.name} envoie un événement, quel qu’il soit, ou l’un de ceux que vous choisissez.`,
	},
	eventTypes: [`${vendor.id}.*`],
	choices: entries,
	sources: sourceListKey(vendor.id),
	filters: filtersOf(entries),
	shape: { columns: unionColumns(entries), hasExtras: true },
	undocumented: undocumentedOf(vendor, entries),
	sample: sample.sample,
	detailed: noDetails,
});

/** The triggers of one vendor: merged ones first, then each event, then any event. */
const vendorPlans = (build: Build, vendor: Vendor): readonly TriggerPlan[] => {
	const entries = entriesOf(vendor);
	const twins = detailedTwins(entries);
	const [first] = entries;
	return [
		...entries.flatMap((entry) => {
			const twin = twins.get(entry.type);
			return twin === undefined ? [] : [mergedPlan(vendor, entry, twin)];
		}),
		...entries.map((entry) => eventPlan(build, vendor, entry, twins.has(entry.type))),
		...(first === undefined
			? []
			: [
					anyEventPlan(
						build,
						vendor,
						entries,
						entries.find(({ provenance }) => provenance === 'documented') ?? first,
					),
				]),
	];
};

/** How many canonical fields the sample of an event type fills. */
const fullness = ({ sample }: CatalogueEntry): number =>
	Object.values(sample.normalized).filter((value) => value !== null).length;

/** The entries of a canonical type, the one whose sample says most first. */
export const canonicalEntries = (build: Build, type: CanonicalType): readonly CatalogueEntry[] =>
	build.vendors
		.flatMap(entriesOf)
		.filter(({ canonical }) => canonical === type)
		.sort((one, other) => fullness(other) - fullness(one));

const canonicalPlans = (build: Build): readonly TriggerPlan[] =>
	canonicalTypes.flatMap((type) => {
		const entries = canonicalEntries(build, type);
		const [first] = entries;
		if (first === undefined) return [];
		return [
			{
				key: canonicalKey(type),
				noun: nouns[first.category],
				...canonicalTexts[type],
				eventTypes: entries.map((entry) => entry.type),
				sources: sourceListKey(),
				filters: filtersOf(entries),
				shape: { columns: canonicalColumns(entries), hasExtras: false },
				undocumented: null,
				sample: first.sample,
				detailed: noDetails,
			},
		];
	});

/** Every trigger of the app. One vendor alone needs no triggers across vendors. */
export const triggerPlans = (build: Build): readonly TriggerPlan[] => [
	...(build.only === null ? canonicalPlans(build) : []),
	...build.vendors.flatMap((vendor) => vendorPlans(build, vendor)),
];

import type { EventType } from './event-type.ts';
import {
	type Field,
	type FieldTraits,
	type FilterField,
	listFilterKeys,
	type NormalizedKey,
	normalizedKeys,
} from './field.ts';
import type { Vendor } from './vendor.ts';

/** A field that stands at a fixed place of the body, and that place. */
export type Place = { readonly keys: readonly string[]; readonly traits: FieldTraits };

/** What `interpret` reads of an event type, laid out once. */
export type Plan = {
	/** The event's own fields. */
	readonly data: readonly Field[];
	/** The rest of the body, without the event's name. */
	readonly envelope: readonly Field[];
	readonly places: readonly Place[];
	readonly normalized: ReadonlyMap<NormalizedKey, readonly Place[]>;
	/** Those of the places that say more than where a field stands. */
	readonly filters: readonly Place[];
	readonly personal: readonly Place[];
	readonly files: readonly Place[];
};

const placesOf = (fields: readonly Field[]): readonly Place[] =>
	fields.flatMap((field) => [
		{ keys: field.path.split('.'), traits: field },
		...(field.kind === 'list' ? [] : placesOf(field.children ?? [])),
	]);

const makePlan = (vendor: Vendor, eventType: EventType): Plan => {
	const { envelope } = vendor;
	const dataPath = envelope.kind === 'enveloped' ? envelope.dataPath : null;
	const others = eventType.fields.filter(
		(field) => field.path !== dataPath && (envelope.kind === 'unnamed' || field.path !== 'event'),
	);
	const places = placesOf(eventType.fields);
	return {
		data:
			dataPath === null
				? others
				: (eventType.fields.find((field) => field.path === dataPath)?.children ?? []),
		envelope: dataPath === null ? [] : others,
		places,
		normalized: Map.groupBy(
			places.filter((place) => place.traits.normalized !== undefined),
			(place) => place.traits.normalized ?? 'call_id',
		),
		filters: places.filter((place) => place.traits.filter !== undefined),
		personal: places.filter((place) => place.traits.personal !== undefined),
		files: places.filter((place) => place.traits.file !== undefined),
	};
};

const plans = new WeakMap<EventType, Plan>();

export const planOf = (vendor: Vendor, eventType: EventType): Plan => {
	const known = plans.get(eventType);
	if (known !== undefined) return known;
	const plan = makePlan(vendor, eventType);
	plans.set(eventType, plan);
	return plan;
};

/** Where a path of the vendor's body stands in a hook body (contract, "What a hook URL receives"). */
export const hookPath = (vendor: Vendor, path: string): string => {
	if (vendor.envelope.kind !== 'enveloped') {
		return vendor.envelope.kind === 'flat' && path === 'event' ? path : `data.${path}`;
	}
	const { dataPath } = vendor.envelope;
	if (path === 'event' || path === dataPath || path.startsWith(`${dataPath}.`)) return path;
	return `envelope.${path}`;
};

/** What a source's field map may name: canonical keys, filter keys and the time of the event. */
export const fieldMapKeys: readonly string[] = [
	...new Set([...normalizedKeys, ...listFilterKeys, 'occurred_at']),
];

/** Canonical or filter key → dotted path in a source's deliveries. */
export type FieldMap = Readonly<Record<string, string>>;

const declaredByType = new WeakMap<EventType, ReadonlySet<FilterField>>();

const declaredFilters = (eventType: EventType): ReadonlySet<FilterField> => {
	const known = declaredByType.get(eventType);
	if (known !== undefined) return known;
	const declared = new Set(placesOf(eventType.fields).flatMap(({ traits }) => traits.filter ?? []));
	declaredByType.set(eventType, declared);
	return declared;
};

/**
 * The filters that constrain an event type: those its fields declare, and those the vendor offers
 * for it whose place the source's field map tells.
 */
export const filterFieldsOf = (
	eventType: EventType,
	fieldMap: FieldMap,
): ReadonlySet<FilterField> => {
	const declared = declaredFilters(eventType);
	const mapped = eventType.mappedFilters?.filter((key) => Object.hasOwn(fieldMap, key)) ?? [];
	return mapped.length === 0 ? declared : new Set([...declared, ...mapped]);
};

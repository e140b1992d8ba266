import {
	eventTypeOf,
	type FilterField,
	filterFieldsOf,
	listFilterKeys,
	type MinimumFilterKey,
	minimumFilterKeys,
	vendorById,
} from '@voicehooks/core';
import type { FieldMap, Filter, FilterFields, MessageSummary, Subscription } from './types.ts';

const none: ReadonlySet<FilterField> = new Set();

/** Whether a subscription's event types name this type: exactly, or by `<vendor>.*`. */
export const typesInclude = (
	eventTypes: readonly string[],
	vendor: string,
	type: string,
): boolean => eventTypes.includes(type) || eventTypes.includes(`${vendor}.*`);

/** The filters that constrain events of this type, by declaration or by the source's field map. */
const declaredFilters = (
	vendorId: string,
	event: string,
	fieldMap: FieldMap,
): ReadonlySet<FilterField> => {
	const vendor = vendorById(vendorId);
	const eventType = vendor && eventTypeOf(vendor, event);
	return eventType === undefined ? none : filterFieldsOf(eventType, fieldMap);
};

/**
 * Keys AND, values OR. A key constrains only events that declare its field; where they do, a
 * missing value does not match (contract, "filter").
 */
export const passesFilter = (
	filter: Filter,
	fields: FilterFields,
	declared: ReadonlySet<FilterField>,
): boolean => {
	for (const key of listFilterKeys) {
		const wanted = filter[key];
		if (wanted === undefined || !declared.has(key)) continue;
		const value = fields[key];
		if (value === undefined || !wanted.includes(String(value))) return false;
	}
	for (const [key, field] of Object.entries(minimumFilterKeys)) {
		const least = filter[key as MinimumFilterKey];
		if (least === undefined || !declared.has(field)) continue;
		const value = fields[field];
		if (typeof value !== 'number' || value < least) return false;
	}
	return true;
};

/** Whether this subscription wants this message. Its status does not matter here. */
export const matches = (
	subscription: Pick<Subscription, 'orgId' | 'eventTypes' | 'sourceId' | 'filter'>,
	message: MessageSummary,
	fieldMap: FieldMap,
): boolean =>
	subscription.orgId === message.orgId &&
	(subscription.sourceId === null || subscription.sourceId === message.sourceId) &&
	typesInclude(subscription.eventTypes, message.vendor, message.type) &&
	(Object.keys(subscription.filter).length === 0 ||
		passesFilter(
			subscription.filter,
			message.filterFields,
			declaredFilters(message.vendor, message.event, fieldMap),
		));

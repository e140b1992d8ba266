import type { z } from 'zod';
import type { EventType } from './event-type.ts';
import { fieldsOf } from './schema.ts';
import type { Vendor } from './vendor.ts';

/** Declares an event type; its fields are read from the schema, its sample must fit it. */
export const defineEvent = <Schema extends z.ZodObject>(
	definition: Omit<EventType, 'schema' | 'sample' | 'fields'> & {
		readonly schema: Schema;
		readonly sample: z.input<Schema>;
	},
): EventType => ({ ...definition, fields: fieldsOf(definition.schema) });

/** Declares a vendor. Throws a TypeError when two of its events share a name. */
export const defineVendor = (vendor: Vendor): Vendor => {
	const names = new Set(vendor.events.map((event) => event.name));
	if (names.size !== vendor.events.length)
		throw new TypeError(`${vendor.id} repeats an event name`);
	return vendor;
};

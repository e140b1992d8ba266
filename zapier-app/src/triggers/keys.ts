import { plainKey } from '../plain-key.ts';

// Keys are frozen (definition.snapshot.json): Zaps are bound to them. What is new gets a new key.

/** `vocalis` and `call.ended` → `vocalis_call_ended`. */
export const eventKey = (vendorId: string, event: string): string =>
	plainKey(`${vendorId}.${event}`);

/** `vocalis` → `vocalis_any_event`. */
export const anyEventKey = (vendorId: string): string => plainKey(`${vendorId}_any_event`);

/** `call.completed` → `call_completed`. */
export const canonicalKey = (type: string): string => plainKey(type);

/** The category and the last word of the event: `interview_completed`. */
export const mergedKey = (category: string, event: string): string =>
	plainKey(`${category}_${event.slice(event.lastIndexOf('.') + 1)}`);

/** `agent_id` → `agent_list`. */
export const valueListKey = (filter: string): string => `${filter.replace(/_id$/, '')}_list`;

/** Without a vendor, sources of all. */
export const sourceListKey = (vendorId?: string): string =>
	vendorId === undefined ? 'source_list' : plainKey(`${vendorId}_source_list`);

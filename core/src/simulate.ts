import type { EventType } from './event-type.ts';
import { isRecord, valueUnder } from './path.ts';
import { planOf } from './plan.ts';
import { asTime } from './values.ts';
import type { Vendor } from './vendor.ts';
import { eventTypeOf } from './vendors/index.ts';

type Fields = Readonly<Record<string, unknown>>;

export type SimulationOptions = {
	/** A new UUID each time. */
	readonly uuid: () => string;
	/** Unix milliseconds. */
	readonly now: number;
	/** The event's own fields to set, under the vendor's names. */
	readonly overrides?: Fields;
};

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Where samples without a time of their own stand on the calendar. */
const sampleTime = Date.UTC(2026, 1, 24, 10, 30);
const dayMs = 86_400_000;

/** A new id of the same form: a UUID, a prefix and characters, or as many hex digits. */
const freshId = (sample: string, uuid: () => string): string => {
	if (uuidPattern.test(sample)) return uuid();
	const hex = uuid().replaceAll('-', '');
	const prefix = /^[a-z]{1,4}_/.exec(sample)?.[0] ?? '';
	return prefix === '' ? hex.slice(0, Math.max(12, sample.length)) : prefix + hex.toUpperCase();
};

/** The same moment or day, moved by as much as the event was, in the spelling of the sample. */
const shifted = (sample: string, byMs: number): string => {
	const time = asTime(sample);
	if (time !== null) {
		const text = new Date(time + byMs).toISOString();
		return sample.includes('.') ? text : `${text.slice(0, 19)}Z`;
	}
	const day = Date.parse(`${sample}T00:00:00Z`);
	return new Date(day + Math.round(byMs / dayMs) * dayMs).toISOString().slice(0, 10);
};

/** Sets the event's own fields of a body. */
const withOverrides = (vendor: Vendor, body: Fields, overrides: Fields): Fields => {
	if (vendor.envelope.kind !== 'enveloped') return { ...body, ...overrides };
	const { dataPath } = vendor.envelope;
	const data = body[dataPath];
	return { ...body, [dataPath]: { ...(isRecord(data) ? data : {}), ...overrides } };
};

/**
 * A body as the vendor would send it now: the sample with new ids and times, so that no simulated
 * event is a duplicate of another. Where no declared field tells events apart, `simulation_id` does.
 */
export const simulatedBody = (
	vendor: Vendor,
	eventType: EventType,
	{ uuid, now, overrides = {} }: SimulationOptions,
): string => {
	const { sample } = eventType;
	const occurredAt =
		vendor.occurredAtPath === undefined
			? null
			: asTime(valueUnder(sample, vendor.occurredAtPath.split('.')));
	const byMs = now - (occurredAt ?? sampleTime);
	const ids = new Map<string, string>();
	const times = new Map<string, string>();
	for (const { keys, traits } of planOf(vendor, eventType).places) {
		const value = valueUnder(sample, keys);
		if (typeof value !== 'string') continue;
		if (traits.unique === true) ids.set(value, freshId(value, uuid));
		else if (traits.kind === 'datetime' || traits.kind === 'date') {
			times.set(value, shifted(value, byMs));
		}
	}
	// Ids also stand inside links, times only by themselves.
	const refresh = (_key: string, value: unknown) => {
		if (typeof value !== 'string') return value;
		let text = times.get(value) ?? value;
		for (const [old, fresh] of ids) text = text.replaceAll(old, fresh);
		return text;
	};
	const fresh: unknown = JSON.parse(JSON.stringify(sample), refresh);
	const body = withOverrides(vendor, isRecord(fresh) ? fresh : {}, {
		...(ids.size > 0 ? {} : { simulation_id: uuid() }),
		...overrides,
	});
	return JSON.stringify(body);
};

/**
 * The vendor's whole body around an event's own fields, for events that are published without a
 * vendor's call. `id` and `now` (unix milliseconds) fill the vendor's own id and time.
 */
export const composedBody = (
	vendor: Vendor,
	event: string,
	data: Fields,
	{ id, now }: { readonly id: string; readonly now: number },
): string => {
	if (vendor.envelope.kind === 'unnamed') return JSON.stringify(data);
	if (vendor.envelope.kind === 'flat') {
		const { event: _, ...own } = data;
		return JSON.stringify({ event, ...own });
	}
	const eventType = eventTypeOf(vendor, event);
	const envelope = eventType === undefined ? [] : planOf(vendor, eventType).envelope;
	return JSON.stringify({
		event,
		...Object.fromEntries(envelope.map((field) => [field.path, null])),
		...(vendor.occurredAtPath === undefined
			? {}
			: { [vendor.occurredAtPath]: new Date(now).toISOString() }),
		...(vendor.messageIdPath === undefined ? {} : { [vendor.messageIdPath]: id }),
		[vendor.envelope.dataPath]: data,
	});
};

import { differences, splitBody } from './conform.ts';
import type { EventType } from './event-type.ts';
import {
	type FileKind,
	type FilterField,
	type MeasuredField,
	minimumFilterKeys,
	type NormalizedKey,
} from './field.ts';
import type { ParsedBody } from './parse-body.ts';
import { isRecord, valueAt, valueUnder } from './path.ts';
import { collectAddresses, type PersonalData } from './personal.ts';
import { type FieldMap, filterFieldsOf, type Plan, planOf } from './plan.ts';
import { survey } from './survey.ts';
import { asEmail, asHttpUrl, asNumber, asPhone, asText, asTime } from './values.ts';
import type { Vendor } from './vendor.ts';
import { eventTypeOf } from './vendors/index.ts';

/** The canonical fields of a hook body; null where unknown. */
export type Normalized = {
	readonly [Key in NormalizedKey]: (Key extends MeasuredField ? number : string) | null;
};

/** What we read in a delivery. */
export type Interpretation = {
	/** The wire name as received, cut at 200 characters; `unknown` where there is none. */
	readonly event: string;
	/** `<vendor>.<event>`, or `<vendor>.unknown` for an event that is not in the catalogue. */
	readonly type: string;
	readonly eventType: EventType | null;
	readonly data: Readonly<Record<string, unknown>>;
	readonly envelope: Readonly<Record<string, unknown>>;
	readonly normalized: Normalized;
	readonly filterFields: Readonly<Partial<Record<FilterField, string | number>>>;
	readonly callId: string | null;
	readonly candidateId: string | null;
	/** Unix milliseconds; null where the vendor sends no time. */
	readonly occurredAt: number | null;
	readonly personal: PersonalData;
	/** The vendor's own URLs, from declared fields only. */
	readonly files: Readonly<Partial<Record<FileKind, string>>>;
	readonly vendorMessageId: string | null;
	/** What was odd: `not_json`, `form`, `too_deep`, `unknown_event` and those of `differences`. */
	readonly marks: readonly string[];
};

export type InterpretOptions = {
	/** The event that the ingest URL names, if any. A name in the body goes before it. */
	readonly event: string | null;
	readonly fieldMap: FieldMap;
};

const eventCharacters = 200;
const idCharacters = 200;
const noFields: Readonly<Record<string, unknown>> = {};

const measured: ReadonlySet<string> = new Set(Object.values(minimumFilterKeys));

/** Reads values by canonical key: where the event type declares them, else where the map says. */
const reader = (body: unknown, plan: Plan | null, fieldMap: FieldMap) => {
	const mapped = (key: string): unknown =>
		Object.hasOwn(fieldMap, key) ? valueAt(body, fieldMap[key] ?? '') : undefined;
	const first = <Value>(
		key: NormalizedKey,
		convert: (value: unknown) => Value | null,
	): Value | null => {
		for (const place of plan?.normalized.get(key) ?? []) {
			const value = convert(valueUnder(body, place.keys));
			if (value !== null) return value;
		}
		return convert(mapped(key));
	};
	return {
		mapped,
		first,
		text: (key: NormalizedKey) => first(key, asText),
		time: (key: NormalizedKey) =>
			first(key, (value) => (typeof value === 'string' && asTime(value) !== null ? value : null)),
		/** Several fields of one key, such as a first and a last name, are joined by a space. */
		joined: (key: NormalizedKey) => {
			const parts = (plan?.normalized.get(key) ?? [])
				.map((place) => asText(valueUnder(body, place.keys))?.trim())
				.filter((part) => part !== undefined);
			return parts.length > 0 ? parts.join(' ') : asText(mapped(key));
		},
	};
};

type Reader = ReturnType<typeof reader>;

const normalize = (read: Reader): Normalized => ({
	call_id: read.text('call_id'),
	caller_phone_e164: read.first('caller_phone_e164', asPhone),
	caller_name: read.joined('caller_name'),
	agent_id: read.text('agent_id'),
	duration_seconds: read.first('duration_seconds', asNumber),
	started_at: read.time('started_at'),
	ended_at: read.time('ended_at'),
	summary: read.text('summary'),
	result: read.text('result'),
	email: read.first('email', asEmail),
	candidate_id: read.text('candidate_id'),
	campaign_id: read.text('campaign_id'),
	score: read.first('score', asNumber),
	appointment_start: read.time('appointment_start'),
	appointment_end: read.time('appointment_end'),
});

const readFilterFields = (
	body: unknown,
	plan: Plan | null,
	mapped: ReadonlySet<FilterField>,
	read: Reader,
): Interpretation['filterFields'] => {
	const found: Partial<Record<FilterField, string | number>> = {};
	const add = (key: FilterField, value: unknown) => {
		if (found[key] !== undefined) return;
		const converted = measured.has(key) ? asNumber(value) : asText(value);
		if (converted !== null) found[key] = converted;
	};
	for (const { keys, traits } of plan?.filters ?? []) {
		if (traits.filter !== undefined) add(traits.filter, valueUnder(body, keys));
	}
	for (const key of mapped) add(key, read.mapped(key));
	return found;
};

const noFilters: ReadonlySet<FilterField> = new Set();

const mappedFilters = (
	eventType: EventType | null,
	fieldMap: FieldMap,
): ReadonlySet<FilterField> =>
	eventType === null || eventType.mappedFilters === undefined
		? noFilters
		: filterFieldsOf(eventType, fieldMap);

const readPersonal = (body: unknown, plan: Plan | null, normalized: Normalized): PersonalData => {
	const phones = new Set<string>();
	const emails = new Set<string>();
	const names = new Set<string>();
	for (const { keys, traits } of plan?.personal ?? []) {
		if (traits.personal === 'phone') {
			const phone = asPhone(valueUnder(body, keys));
			if (phone !== null) phones.add(phone);
		} else if (traits.personal === 'name') {
			const name = asText(valueUnder(body, keys));
			if (name !== null) names.add(name.trim());
		}
	}
	if (normalized.caller_phone_e164 !== null) phones.add(normalized.caller_phone_e164);
	if (names.size === 0 && normalized.caller_name !== null) names.add(normalized.caller_name);
	collectAddresses(body, phones, emails);
	return { phones: [...phones], emails: [...emails], names: [...names] };
};

const readFiles = (body: unknown, plan: Plan | null): Interpretation['files'] => {
	const files: Partial<Record<FileKind, string>> = {};
	for (const { keys, traits } of plan?.files ?? []) {
		if (traits.file === undefined) continue;
		const url = asHttpUrl(valueUnder(body, keys));
		if (url !== null) files[traits.file] = url;
	}
	return files;
};

const atDeclared = (body: unknown, path: string | undefined): unknown =>
	path === undefined ? undefined : valueUnder(body, path.split('.'));

/** Reads a delivery of a vendor, documented or not. Never throws, whatever the body holds. */
export const interpret = (
	vendor: Vendor,
	parsed: ParsedBody,
	{ event: eventOfUrl, fieldMap }: InterpretOptions,
): Interpretation => {
	const size = survey(parsed.value);
	const value: unknown = size.tooDeep ? {} : parsed.value;
	const body = parsed.kind !== 'text' && isRecord(value) ? value : null;
	const isNamed = vendor.envelope.kind !== 'unnamed' && typeof body?.event === 'string';
	const name = (isNamed ? asText(body.event) : null) ?? asText(eventOfUrl);
	const eventType = name === null ? null : (eventTypeOf(vendor, name) ?? null);

	const plan = eventType === null || body === null ? null : planOf(vendor, eventType);
	const read = reader(body, plan, fieldMap);
	const normalized = normalize(read);
	const messageId = asText(atDeclared(body, vendor.messageIdPath));
	const marks = [
		...(parsed.kind === 'text' ? ['not_json'] : []),
		...(parsed.kind === 'form' ? ['form'] : []),
		...(size.tooDeep ? ['too_deep'] : []),
		...(eventType === null ? ['unknown_event'] : []),
		...(eventType === null || body === null
			? []
			: differences(vendor, eventType, body, size.nodes)),
	];
	return {
		event: name?.slice(0, eventCharacters) ?? 'unknown',
		type: `${vendor.id}.${eventType?.name ?? 'unknown'}`,
		eventType,
		...(body === null
			? { data: parsed.kind === 'text' ? { text: value } : { value }, envelope: noFields }
			: splitBody(vendor, eventType, body)),
		normalized,
		filterFields: readFilterFields(body, plan, mappedFilters(eventType, fieldMap), read),
		callId: normalized.call_id,
		candidateId: normalized.candidate_id,
		occurredAt:
			asTime(atDeclared(body, vendor.occurredAtPath)) ?? asTime(read.mapped('occurred_at')),
		personal: readPersonal(value, plan, normalized),
		files: readFiles(body, plan),
		vendorMessageId: messageId !== null && messageId.length <= idCharacters ? messageId : null,
		marks,
	};
};

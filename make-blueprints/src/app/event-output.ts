import {
	type CatalogueEntry,
	catalogue,
	type Field,
	type HookBody,
	type NormalizedKey,
	normalizedKeys,
} from '@voicehooks/core';
import type { JsonObject } from './component.ts';
import { labelOfKey } from './names.ts';
import { inferredFrom, type Parameter, parameterOf, typeOfKind, union } from './parameter.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Declared fields below `data` or `envelope`, then those that only the samples show. */
const part = (entries: readonly CatalogueEntry[], of: 'data' | 'envelope'): readonly Parameter[] =>
	union([
		...entries.flatMap((entry) =>
			entry.fields.flatMap((field) => {
				if (field.path === of) return (field.children ?? []).map(parameterOf);
				return field.path.startsWith(`${of}.`) ? [parameterOf(field)] : [];
			}),
		),
		...entries.flatMap((entry) => inferredBeside(entry, of)),
	]);

/** What a sample has and no field declares. Declared ones keep their declaration. */
const inferredBeside = (entry: CatalogueEntry, of: 'data' | 'envelope'): readonly Parameter[] => {
	const declared = new Set(
		entry.fields.flatMap((field) => [field, ...(field.children ?? [])]).map(({ path }) => path),
	);
	const sample = entry.sample[of];
	const extra = Object.entries(sample).filter(([key]) => !declared.has(`${of}.${key}`));
	return inferredFrom(Object.fromEntries(extra));
};

const everyField = (fields: readonly Field[]): readonly Field[] =>
	fields.flatMap((field) => [field, ...everyField(field.children ?? [])]);

/** A canonical field has the kind of the fields that fill it. */
const normalizedType = (key: NormalizedKey): string => {
	const field = everyField(catalogue().flatMap((entry) => entry.fields)).find(
		({ normalized }) => normalized === key,
	);
	const kind = field?.kind ?? 'text';
	// Read from any number or numeric text, so it may have decimals where its vendor sends none.
	return typeOfKind(kind === 'integer' ? 'decimal' : kind);
};

const normalized = (): readonly Parameter[] =>
	normalizedKeys.map((key) => ({ name: key, type: normalizedType(key), label: labelOfKey(key) }));

const top: Readonly<Record<keyof HookBody, readonly [type: string, label: string]>> = {
	id: ['text', 'Event ID'],
	type: ['text', 'Event Type'],
	vendor: ['text', 'Vendor'],
	event: ['text', 'Event Name at the Vendor'],
	source_id: ['text', 'Source ID'],
	occurred_at: ['date', 'Occurred At'],
	received_at: ['date', 'Received At'],
	verified: ['boolean', 'Signature Verified'],
	test: ['boolean', 'Test'],
	replay: ['boolean', 'Replay'],
	data: ['collection', 'Data as the Vendor Sends It'],
	envelope: ['collection', 'Rest of the Vendor’s Body'],
	normalized: ['collection', 'The Same Fields for Every Vendor'],
	links: ['collection', 'Stable Links'],
	context: ['collection', 'What Your Call Asked'],
};

/** The interface of hook bodies of these event types: the body, key by key, with its types. */
export const eventInterface = (entries: readonly CatalogueEntry[]): readonly Parameter[] => {
	const specs: Readonly<Record<string, readonly Parameter[]>> = {
		data: part(entries, 'data'),
		envelope: part(entries, 'envelope'),
		normalized: normalized(),
		links: union(entries.flatMap(({ sample }) => linksOf(sample))),
		context: [
			{ name: 'to', type: 'text', label: 'Phone Number' },
			{ name: 'variables', type: 'collection', label: 'Variables' },
		],
	};
	return Object.entries(top).map(([name, [type, label]]) => {
		const spec = specs[name];
		return { name, type, label, ...(spec === undefined ? {} : { spec }) };
	});
};

const linksOf = (sample: HookBody): readonly Parameter[] =>
	Object.keys(sample.links).map((name) => ({ name, type: 'url', label: labelOfKey(name) }));

const filled = (value: unknown): number => {
	if (isObject(value)) return Object.values(value).reduce<number>((sum, v) => sum + filled(v), 0);
	return value === null ? 0 : 1;
};

/** The sample that says most: a documented one before an inferred one, then the fullest. */
export const eventSample = (entries: readonly CatalogueEntry[]): JsonObject => {
	const [first, ...others] = entries;
	if (first === undefined) throw new RangeError('There is no event type to show a sample of.');
	const weight = ({ provenance, sample }: CatalogueEntry): number =>
		(provenance === 'documented' ? 1_000 : 0) + filled(sample);
	const best = others.reduce(
		(fullest, entry) => (weight(entry) > weight(fullest) ? entry : fullest),
		first,
	);
	return JSON.parse(JSON.stringify(best.sample));
};

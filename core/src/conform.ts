import type { EventType } from './event-type.ts';
import type { Field } from './field.ts';
import { isRecord, valueUnder } from './path.ts';
import { hookPath, planOf } from './plan.ts';
import type { Vendor } from './vendor.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of one object, laid out once for what every delivery asks of them. */
type Layout = {
	/** Every documented key, as null. */
	readonly nulls: Fields;
	readonly byKey: ReadonlyMap<string, Field>;
	/** Those with fields of their own. */
	readonly parents: readonly (readonly [key: string, children: readonly Field[]])[];
};

const layouts = new WeakMap<readonly Field[], Layout>();

const layoutOf = (fields: readonly Field[]): Layout => {
	const known = layouts.get(fields);
	if (known !== undefined) return known;
	const byKey = new Map(
		fields.map((field) => [field.path.slice(field.path.lastIndexOf('.') + 1), field]),
	);
	const entries = [...byKey];
	const layout: Layout = {
		nulls: Object.fromEntries(
			entries
				.filter(([, field]) => field.documented !== false && field.optional !== true)
				.map(([key]) => [key, null]),
		),
		byKey,
		parents: entries.flatMap(([key, { children }]) =>
			children === undefined ? [] : [[key, children] as const],
		),
	};
	layouts.set(fields, layout);
	return layout;
};

const completeInner = (inner: unknown, children: readonly Field[]): unknown => {
	if (isRecord(inner)) return complete(inner, children);
	return Array.isArray(inner) ? inner.map((item: unknown) => completeItem(item, children)) : inner;
};

const completeItem = (item: unknown, children: readonly Field[]): unknown =>
	isRecord(item) ? complete(item, children) : item;

/** The object with every documented key present, in the documented order; what is unknown follows. */
const complete = (value: Fields, fields: readonly Field[]): Fields => {
	const { nulls, parents } = layoutOf(fields);
	// Spreading defines own properties, so that a key `__proto__` stays a key.
	const completed = { ...nulls, ...value };
	for (const [key, children] of parents) {
		if (Object.hasOwn(completed, key)) completed[key] = completeInner(completed[key], children);
	}
	return completed;
};

const marksOfAKind = 20;
const keyCharacters = 80;
/** A body with more values is not compared with its schema: its faults could be as many. */
const comparedNodes = 5_000;

const collectUnknown = (
	value: unknown,
	fields: readonly Field[],
	prefix: string,
	found: Set<string>,
) => {
	if (!isRecord(value)) return;
	const { byKey } = layoutOf(fields);
	for (const key of Object.keys(value)) {
		if (found.size >= marksOfAKind) return;
		const field = byKey.get(key);
		if (field !== undefined && (field.children === undefined || field.open === true)) continue;
		const path = `${prefix}${key.slice(0, keyCharacters)}`;
		if (field?.children === undefined) {
			found.add(path);
			continue;
		}
		const inner = value[key];
		if (Array.isArray(inner)) {
			for (const item of inner) collectUnknown(item, field.children, `${path}[].`, found);
		} else collectUnknown(inner, field.children, `${path}.`, found);
	}
};

const issuePath = (path: readonly PropertyKey[]): string =>
	path
		.map((key, index) =>
			typeof key === 'number' ? '[]' : `${index === 0 ? '' : '.'}${String(key)}`,
		)
		.join('');

/**
 * How a body differs from what its event type declares, as `missing_field:…`, `invalid_field:…` and
 * `unknown_field:…` with paths of the hook body; at most twenty of each. Unknown fields are told
 * only where the vendor documents the payload.
 */
export const differences = (
	vendor: Vendor,
	eventType: EventType,
	body: Fields,
	nodes: number,
): readonly string[] => {
	if (nodes > comparedNodes) return [];
	const issues = eventType.schema.safeParse(body).error?.issues;
	const unknown = new Set<string>();
	if (eventType.provenance === 'documented') collectUnknown(body, eventType.fields, '', unknown);
	if (issues === undefined && unknown.size === 0) return [];
	const missing = new Set<string>();
	const invalid = new Set<string>();
	for (const issue of issues ?? []) {
		const found = valueUnder(body, issue.path) === undefined ? missing : invalid;
		if (found.size < marksOfAKind) found.add(hookPath(vendor, issuePath(issue.path)));
	}
	return [
		...Array.from(missing, (path) => `missing_field:${path}`),
		...Array.from(invalid, (path) => `invalid_field:${path}`),
		...Array.from(unknown, (path) => `unknown_field:${hookPath(vendor, path)}`),
	];
};

/** The body's own fields and the rest, with every documented key present. */
export const splitBody = (
	vendor: Vendor,
	eventType: EventType | null,
	body: Fields,
): { readonly data: Fields; readonly envelope: Fields } => {
	const plan = eventType === null ? null : planOf(vendor, eventType);
	let own = body;
	let rest: Fields = {};
	if (vendor.envelope.kind !== 'unnamed' && typeof body.event === 'string') {
		const { event: _, ...others } = body;
		own = others;
	}
	if (vendor.envelope.kind === 'enveloped') {
		const { [vendor.envelope.dataPath]: inner, ...others } = own;
		own = isRecord(inner) ? inner : inner === undefined || inner === null ? {} : { value: inner };
		rest = others;
	}
	return { data: complete(own, plan?.data ?? []), envelope: complete(rest, plan?.envelope ?? []) };
};

import type { Field, FieldKind } from '@voicehooks/core';
import type { Json, JsonObject } from './component.ts';
import { labelOfKey } from './names.ts';

/** A field of an interface, or of a form. */
export type Parameter = {
	readonly name: string;
	readonly type: string;
	readonly label: string;
	readonly multiline?: true;
	readonly spec?: readonly Parameter[];
};

/** What Make shows each kind of value as. */
const types: Readonly<Record<FieldKind, string>> = {
	identifier: 'text',
	text: 'text',
	long_text: 'text',
	integer: 'integer',
	decimal: 'number',
	boolean: 'boolean',
	date: 'date',
	datetime: 'date',
	phone: 'text',
	email: 'email',
	url: 'url',
	list: 'array',
	object: 'collection',
};

export const typeOfKind = (kind: FieldKind): string => types[kind];

const units: Readonly<Record<NonNullable<Field['unit']>, string>> = {
	seconds: ' (Seconds)',
	credits: '',
	questions: '',
	ratio: ' (0–1)',
};

/** The label of a field with its unit, where the label does not say it. */
export const labelOf = (field: Field): string =>
	field.label.en + (field.unit === undefined ? '' : units[field.unit]);

export const parameterOf = (field: Field): Parameter => ({
	name: field.path.slice(field.path.lastIndexOf('.') + 1),
	type: types[field.kind],
	label: labelOf(field),
	...(field.kind === 'long_text' ? { multiline: true as const } : {}),
	...(field.children === undefined ? {} : { spec: field.children.map(parameterOf) }),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field that only a sample shows. */
const inferred = (name: string, value: unknown): Parameter => {
	const common = { name, label: labelOfKey(name) };
	if (isObject(value)) return { ...common, type: 'collection', spec: inferredFrom(value) };
	if (Array.isArray(value)) {
		const [first] = value;
		return { ...common, type: 'array', ...(isObject(first) ? { spec: inferredFrom(first) } : {}) };
	}
	if (typeof value === 'boolean') return { ...common, type: 'boolean' };
	return { ...common, type: typeof value === 'number' ? 'number' : 'text' };
};

export const inferredFrom = (sample: Readonly<Record<string, unknown>>): readonly Parameter[] =>
	Object.entries(sample).map(([name, value]) => inferred(name, value));

const both = (one: Parameter, other: Parameter): Parameter => {
	if (one.type !== other.type) return { name: one.name, type: 'any', label: one.label };
	if (one.spec === undefined && other.spec === undefined) return one;
	return { ...one, spec: union([...(one.spec ?? []), ...(other.spec ?? [])]) };
};

/** Each field once, in the order of its first appearance; where types differ, of any type. */
export const union = (parameters: readonly Parameter[]): readonly Parameter[] => {
	const byName = new Map<string, Parameter>();
	for (const parameter of parameters) {
		const known = byName.get(parameter.name);
		byName.set(parameter.name, known === undefined ? parameter : both(known, parameter));
	}
	return [...byName.values()];
};

/** As a code file holds it. */
export const parametersJson = (parameters: readonly Parameter[]): Json =>
	parameters.map(
		({ spec, ...parameter }): JsonObject => ({
			...parameter,
			...(spec === undefined ? {} : { spec: parametersJson(spec) }),
		}),
	);

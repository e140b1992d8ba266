import { z } from 'zod';
import { type Field, type FieldKind, type FieldTraits, fieldTraits } from './field.ts';
import type { Localized } from './localized.ts';

/** What a field says beside its label and kind. */
export type Traits = Omit<FieldTraits, 'label' | 'kind'>;

const register = <Schema extends z.ZodType>(schema: Schema, traits: FieldTraits): Schema => {
	fieldTraits.add(schema, traits);
	return schema;
};

/** Makes the helper of a kind: its fields are nullable, yet present, so that samples are complete. */
const kind =
	<Schema extends z.ZodType>(fieldKind: FieldKind, schema: Schema) =>
	(label: Localized, traits: Traits = {}) =>
		register(schema.nullable(), { label, kind: fieldKind, ...traits });

const datePattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export const identifier = kind('identifier', z.string());
export const text = kind('text', z.string());
export const longText = kind('long_text', z.string());
export const integer = kind('integer', z.int());
export const decimal = kind('decimal', z.number());
export const boolean = kind('boolean', z.boolean());
export const date = kind('date', z.string().regex(datePattern));
export const dateTime = kind('datetime', z.iso.datetime({ offset: true }));
export const phone = kind('phone', z.string());
export const email = kind('email', z.email());
export const url = kind('url', z.url());

/** The field that names the event. */
export const eventName = <const Name extends string>(name: Name) =>
	register(z.literal(name), { label: { en: 'Event', fr: 'Événement' }, kind: 'identifier' });

/** An object of named fields that is always there; other keys pass. */
export const section = <Shape extends z.core.$ZodLooseShape>(label: Localized, shape: Shape) =>
	register(z.looseObject(shape), { label, kind: 'object' });

/** An object of named fields; other keys pass. */
export const object = <Shape extends z.core.$ZodLooseShape>(
	label: Localized,
	shape: Shape,
	traits: Traits = {},
) => register(z.looseObject(shape).nullable(), { label, kind: 'object', ...traits });

/** A list of objects with named fields. */
export const list = <Shape extends z.core.$ZodLooseShape>(
	label: Localized,
	shape: Shape,
	traits: Traits = {},
) => register(z.array(z.looseObject(shape)).nullable(), { label, kind: 'list', ...traits });

/** A field that a body may lack, as the keys of an open map. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
	register(schema.optional(), traitsOf(schema, 'a schema'));

/** A field that we suppose because a sibling event has it; the vendor shows it nowhere on this one. */
export const assumed = <Schema extends z.ZodType>(schema: Schema) =>
	register(schema.optional(), { ...traitsOf(schema, 'a schema'), documented: false });

const traitsOf = (schema: z.core.$ZodType, place: string): FieldTraits => {
	const traits = fieldTraits.get(schema);
	if (traits === undefined) throw new TypeError(`${place} was not made by a helper of schema.ts`);
	return traits;
};

const unwrap = (schema: z.core.$ZodType): z.core.$ZodType =>
	schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
		? unwrap(schema.unwrap())
		: schema;

const childrenOf = (schema: z.core.$ZodType, path: string): readonly Field[] | null => {
	if (schema instanceof z.ZodObject) return fieldsOf(schema, `${path}.`);
	if (schema instanceof z.ZodArray) {
		const item = unwrap(schema.element);
		return item instanceof z.ZodObject ? fieldsOf(item) : null;
	}
	return null;
};

/** Every field of an object schema, in order, read from the schema and its traits. */
export const fieldsOf = (schema: z.ZodObject, prefix = ''): readonly Field[] =>
	Object.entries(schema.shape).map(([key, child]) => {
		const path = prefix + key;
		const children = childrenOf(unwrap(child), path);
		return {
			path,
			...traitsOf(child, path),
			...(child instanceof z.ZodOptional ? { optional: true } : {}),
			...(children === null ? {} : { children }),
		};
	});

import fc from 'fast-check';
import { anyText, hintFor } from './values.ts';

/** The part of JSON Schema 2020-12 that our OpenAPI document uses. */
export type JsonSchema = {
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
	readonly allOf?: readonly JsonSchema[];
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: boolean | JsonSchema;
	readonly items?: JsonSchema;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly format?: string;
};

export type Definitions = Readonly<Record<string, JsonSchema>>;

const textOf = ({ format, minLength = 0, maxLength = 40 }: JsonSchema): fc.Arbitrary<string> => {
	if (format === 'date-time') {
		const latest = new Date('2100-01-01T00:00:00Z');
		return fc
			.date({ min: new Date(0), max: latest, noInvalidDate: true })
			.map((date) => date.toISOString());
	}
	if (format === 'email') return fc.nat(99).map((nth) => `person${nth}@example.invalid`);
	const least = Math.max(minLength, 0);
	return fc.string({ minLength: least, maxLength: Math.max(least, Math.min(maxLength, 40)) });
};

const numberOf = ({ type, minimum = -1e9, maximum = 1e9 }: JsonSchema): fc.Arbitrary<number> => {
	const [min, max] = [Math.max(minimum, -1e9), Math.min(maximum, 1e9)];
	return type === 'integer'
		? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
		: fc.double({ min, max, noNaN: true });
};

const optionalFields = 3;

const objectOf = (
	{ properties = {}, required = [], additionalProperties }: JsonSchema,
	definitions: Definitions,
): fc.Arbitrary<unknown> => {
	const fields = Object.fromEntries(
		Object.entries(properties).map(([name, schema]) => [
			name,
			allowedBy(schema, definitions, name),
		]),
	);
	const optional = Object.keys(fields).filter((name) => !required.includes(name));
	// With every field at once hardly any request would pass all their rules.
	const known = fc
		.subarray(optional, { maxLength: Math.min(optionalFields, optional.length) })
		.chain((chosen) => {
			const names = [...required, ...chosen].filter((name) => name in fields);
			return fc.record(Object.fromEntries(names.map((name) => [name, fields[name] ?? anyText])));
		});
	if (additionalProperties === undefined || additionalProperties === false) return known;
	const more =
		additionalProperties === true ? anyText : allowedBy(additionalProperties, definitions);
	return fc
		.tuple(known, fc.dictionary(anyText, more, { maxKeys: 3 }))
		.map(([one, other]) => ({ ...other, ...one }));
};

/** Values that a schema allows; `name` is the field it belongs to. */
export const allowedBy = (
	schema: JsonSchema,
	definitions: Definitions,
	name = '',
): fc.Arbitrary<unknown> => {
	if (schema.$ref !== undefined) {
		const target = definitions[schema.$ref.replace('#/components/schemas/', '')];
		return target === undefined ? fc.constant(null) : allowedBy(target, definitions, name);
	}
	if (schema.const !== undefined) return fc.constant(schema.const);
	if (schema.enum !== undefined && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
	const choices = schema.anyOf ?? schema.oneOf;
	if (choices !== undefined) {
		return fc.oneof(...choices.map((choice) => allowedBy(choice, definitions, name)));
	}
	const [type = 'object'] = [schema.type ?? 'object'].flat();
	const hint = hintFor(name);
	switch (type) {
		case 'string':
			return hint === null
				? textOf(schema)
				: fc.oneof({ weight: 9, arbitrary: hint }, { weight: 1, arbitrary: textOf(schema) });
		case 'integer':
		case 'number':
			return numberOf({ ...schema, type });
		case 'boolean':
			return fc.boolean();
		case 'null':
			return fc.constant(null);
		case 'array': {
			const { minItems = 0, maxItems = 4, items = {} } = schema;
			const maxLength = Math.max(minItems, Math.min(maxItems, 4));
			return fc.array(allowedBy(items, definitions, name), { minLength: minItems, maxLength });
		}
		default:
			return objectOf(schema, definitions);
	}
};

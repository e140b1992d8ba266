import { isRecord, listOf, recordOf } from './app-model.ts';

/** Fields by name; null where an interface leaves them open. */
export type Fields = ReadonlyMap<string, Shape> | null;

/** A field of an interface: its Make type, and its own fields. */
export type Shape = { readonly type: string; readonly fields: Fields };

/** An interface as a tree. */
export const shapeOf = (parameters: unknown): ReadonlyMap<string, Shape> =>
	new Map(
		listOf(parameters)
			.filter(isRecord)
			.map(({ name, type, spec }) => [
				String(name),
				{ type: String(type), fields: Array.isArray(spec) ? shapeOf(spec) : null },
			]),
	);

/** Make's types for each type of JSON Schema; text that holds a time is a date. */
const fitting: Readonly<Record<string, readonly string[]>> = {
	string: ['text', 'email', 'url', 'date'],
	integer: ['integer', 'number', 'uinteger'],
	number: ['number'],
	boolean: ['boolean'],
	object: ['collection'],
	array: ['array'],
};

const typesOf = (schema: Readonly<Record<string, unknown>>): readonly string[] => {
	if (typeof schema.const === 'string') return ['string'];
	return (Array.isArray(schema.type) ? schema.type : [schema.type])
		.map(String)
		.filter((type) => type !== 'null');
};

/** Where an interface lacks or mistypes what a JSON Schema declares. `any` takes everything. */
export const uncovered = (fields: Fields, schema: unknown, at = ''): readonly string[] =>
	Object.entries(recordOf(recordOf(schema).properties)).flatMap(([name, child]) => {
		const place = at === '' ? name : `${at}.${name}`;
		const field = fields?.get(name);
		if (field === undefined) return [`${place} is missing`];
		if (field.type === 'any') return [];
		const record = recordOf(child);
		const isTime = record.format === 'date-time';
		const fits = typesOf(record).some((type) => fitting[type]?.includes(field.type) === true);
		if (!fits || isTime !== (isTime ? field.type === 'date' : false))
			return [`${place} is ${field.type}`];
		const inner = typesOf(record).includes('array') ? record.items : record;
		return uncovered(field.fields, inner, place);
	});

const typeOfValue = (value: unknown): string =>
	Array.isArray(value) ? 'array' : isRecord(value) ? 'object' : typeof value;

/** Where a sample has what its interface does not, or of another type. */
export const unshown = (fields: Fields, sample: unknown, at = ''): readonly string[] =>
	Object.entries(recordOf(sample)).flatMap(([name, value]) => {
		const place = at === '' ? name : `${at}.${name}`;
		const field = fields?.get(name);
		if (field === undefined) return [`${place} is in the sample only`];
		if (field.type === 'any' || value === null) return [];
		const type = typeOfValue(value);
		const known = [...(fitting[type] ?? []), ...(type === 'number' ? ['integer'] : [])];
		if (!known.includes(field.type)) return [`${place} is ${field.type}, the sample has ${type}`];
		if (field.fields === null) return [];
		const [inner] = Array.isArray(value) ? value : [value];
		return unshown(field.fields, inner, place);
	});

/** Paths of an interface, parts before their fields. */
export const pathsOf = (fields: Fields, at = ''): readonly string[] =>
	[...(fields ?? [])].flatMap(([name, field]) => {
		const place = at === '' ? name : `${at}.${name}`;
		return [place, ...pathsOf(field.fields, place)];
	});

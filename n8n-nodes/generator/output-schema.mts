import type { CatalogueEntry, JsonSchema } from '@voicehooks/core';

/** What n8n's editor shows of a node's output before its first run. */
export type OutputSchema = {
	readonly type: string;
	readonly properties?: Readonly<Record<string, OutputSchema>>;
	readonly items?: OutputSchema;
};

type Schemas = Readonly<Record<string, JsonSchema>>;

/** The service's OpenAPI document. */
export type ApiDocument = Readonly<Record<string, unknown>>;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const firstType = (type: unknown): string | undefined =>
	Array.isArray(type)
		? type.find((one) => one !== 'null')
		: typeof type === 'string'
			? type
			: undefined;

const typeOfValue = (value: unknown): string => (value === null ? 'null' : typeof value);

/** The simple form n8n reads: references followed, of several types the first that is not null. */
export const simplified = (schema: unknown, schemas: Schemas): OutputSchema => {
	const { $ref, anyOf, oneOf, type, properties, items, const: only, enum: values } = record(schema);
	if (typeof $ref === 'string') return simplified(schemas[$ref.split('/').at(-1) ?? ''], schemas);
	const choices = anyOf ?? oneOf;
	if (Array.isArray(choices)) {
		const chosen = choices.find((choice) => record(choice).type !== 'null');
		return simplified(chosen, schemas);
	}
	if (only !== undefined) return { type: typeOfValue(only) };
	if (Array.isArray(values)) return { type: typeOfValue(values[0]) };
	const simple = firstType(type) ?? 'object';
	const inner = Object.entries(record(properties)).map(
		([key, value]) => [key, simplified(value, schemas)] as const,
	);
	return {
		type: simple === 'integer' ? 'number' : simple,
		...(inner.length === 0 ? {} : { properties: Object.fromEntries(inner) }),
		...(items === undefined ? {} : { items: simplified(items, schemas) }),
	};
};

/** What a route of the service answers when all is well; of a list, one row. */
export const answerOf = (api: ApiDocument, method: string, path: string): OutputSchema => {
	const responses = record(record(record(record(api.paths)[path])[method]).responses);
	const [status] = Object.keys(responses).filter((code) => code.startsWith('2'));
	const content = record(record(record(responses[status ?? '']).content)['application/json']);
	if (content.schema === undefined) throw new Error(`${method} ${path} has no documented answer.`);
	const schemas = record(record(api.components).schemas) as Schemas;
	const schema = simplified(content.schema, schemas);
	return schema.properties?.data?.items ?? schema;
};

const merged = (one: OutputSchema, two: OutputSchema): OutputSchema => {
	if (one.properties === undefined || two.properties === undefined) return { ...two, ...one };
	const keys = new Set([...Object.keys(one.properties), ...Object.keys(two.properties)]);
	const properties = Array.from(keys, (key) => {
		const [left, right] = [one.properties?.[key], two.properties?.[key]];
		const both = left !== undefined && right !== undefined ? merged(left, right) : (left ?? right);
		return [key, both ?? { type: 'object' }] as const;
	});
	return { ...one, properties: Object.fromEntries(properties) };
};

/** The output of a trigger: what any of its events can hold. */
export const eventOutput = (entries: readonly CatalogueEntry[]): OutputSchema =>
	entries.map(({ schema }) => simplified(schema, {})).reduce(merged);

import { join } from 'node:path';

type OutputSchema = {
	readonly type: string;
	readonly properties?: Readonly<Record<string, OutputSchema>>;
	readonly items?: OutputSchema;
};

/** The output schema of a built node, found by n8n's own resolver. */
export const outputSchema = async (
	folder: string,
	className: string,
	resource?: string,
	operation?: string,
): Promise<OutputSchema> => {
	const core = await import('n8n-core');
	const nodeDir = join(folder, 'dist/nodes', className);
	const found = core.loadOutputSchema({ nodeDir, version: 1, resource, operation });
	if (found === undefined) throw new Error(`${className} has no schema of its output.`);
	return found as unknown as OutputSchema;
};

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

/** Where an output differs from its schema: wrong types everywhere, unknown keys at the top. */
export const differences = (schema: OutputSchema, value: unknown, path = ''): readonly string[] => {
	if (value === null || value === undefined) return [];
	if (typeOf(value) !== schema.type) return [`${path} is ${typeOf(value)}, not ${schema.type}`];
	if (Array.isArray(value)) {
		return value.flatMap((item) =>
			differences(schema.items ?? { type: typeOf(item) }, item, `${path}[]`),
		);
	}
	if (schema.properties === undefined) return [];
	const { properties } = schema;
	return Object.entries(value as object).flatMap(([key, inner]) => {
		const known = properties[key];
		if (known !== undefined) return differences(known, inner, `${path}.${key}`);
		return path === '' ? [`${key} is not in the schema`] : [];
	});
};

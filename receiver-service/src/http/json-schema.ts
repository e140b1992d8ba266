import { z } from 'zod';

export type Json = { readonly [key: string]: unknown };

/** Schemas of a document that are named (`.meta({ id })`) and referred to. */
export type NamedSchemas = Map<string, Json>;

/** Points references at the document's components instead of the schema's own definitions. */
const relocate = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(relocate);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			key === '$ref' && typeof inner === 'string'
				? inner.replace('#/$defs/', '#/components/schemas/')
				: relocate(inner),
		]),
	);
};

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** What a format says already needs no pattern, and an id is the key it stands under. */
const plain: z.core.ToJSONSchemaParams['override'] = ({ jsonSchema }) => {
	if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
	delete jsonSchema.id;
};

/**
 * The JSON Schema of a zod schema: of what may be sent (`input`) or what is answered (`output`).
 * Named ones go to `named` and are referred to.
 */
export const jsonSchemaOf = (
	schema: z.ZodType,
	io: 'input' | 'output',
	named: NamedSchemas,
): Json => {
	// Inside another, a named schema becomes a definition, which is what gives its name away.
	const whole = z.toJSONSchema(z.object({ it: schema }), {
		io,
		target: 'draft-2020-12',
		unrepresentable: 'any',
		override: plain,
	});
	for (const [name, definition] of Object.entries(whole.$defs ?? {})) {
		const moved = relocate(definition);
		if (isJson(moved)) named.set(name, moved);
	}
	const moved = relocate(whole.properties?.it);
	return isJson(moved) ? moved : {};
};

/** The schema of a parameter: of the text sent, or of what it means where that says nothing. */
export const parameterSchemaOf = (schema: z.ZodType, named: NamedSchemas): Json => {
	const sent = jsonSchemaOf(schema, 'input', named);
	const told = sent.type ?? sent.anyOf ?? sent.enum ?? sent.$ref;
	return told === undefined ? { ...jsonSchemaOf(schema, 'output', named), ...sent } : sent;
};

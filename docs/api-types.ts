/**
 * TypeScript types of an OpenAPI document, in the form that openapi-fetch reads. Why not
 * openapi-typescript: docs/decisions/0008-dashboard.md.
 */

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const objectAt = (parent: unknown, key: string): Json => {
	const value = isObject(parent) ? parent[key] : undefined;
	return isObject(value) ? value : {};
};
const listAt = (parent: unknown, key: string): readonly unknown[] => {
	const value = isObject(parent) ? parent[key] : undefined;
	return Array.isArray(value) ? value : [];
};

const quoted = (text: string): string =>
	`'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const literal = (value: unknown): string =>
	typeof value === 'string' ? quoted(value) : JSON.stringify(value);
const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));
const union = (types: readonly string[]): string => [...new Set(types)].join(' | ') || 'never';

const field = (name: string, type: string, optional: boolean): string =>
	`${key(name)}${optional ? '?' : ''}: ${type}`;
const record = (fields: readonly string[]): string =>
	fields.length === 0 ? 'Record<string, never>' : `{ ${fields.join('; ')} }`;

const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

const simple: Readonly<Record<string, string>> = {
	string: 'string',
	integer: 'number',
	number: 'number',
	boolean: 'boolean',
	null: 'null',
};

const objectType = (schema: Json): string => {
	const required = listAt(schema, 'required');
	const fields = Object.entries(objectAt(schema, 'properties')).map(([name, inside]) =>
		field(name, typeOf(inside), !required.includes(name)),
	);
	const others = schema.additionalProperties;
	if (fields.length > 0) return record(fields);
	return isObject(others) ? `Record<string, ${typeOf(others)}>` : 'Record<string, unknown>';
};

const ofType = (type: unknown, schema: Json): string => {
	if (type === 'object') return objectType(schema);
	if (type === 'array') {
		const item = typeOf(schema.items);
		return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
	}
	return simple[String(type)] ?? 'unknown';
};

const typeOf = (schema: unknown): string => {
	if (!isObject(schema)) return 'unknown';
	if (typeof schema.$ref === 'string')
		return `components['schemas'][${quoted(lastPart(schema.$ref))}]`;
	if ('const' in schema) return literal(schema.const);
	if (Array.isArray(schema.enum)) return union(schema.enum.map(literal));
	for (const name of ['anyOf', 'oneOf']) {
		if (name in schema) return union(listAt(schema, name).map(typeOf));
	}
	if ('allOf' in schema) return listAt(schema, 'allOf').map(typeOf).join(' & ');
	const types = Array.isArray(schema.type) ? schema.type : [schema.type];
	return union(types.map((type) => ofType(type, schema)));
};

const contentType = (content: Json): string =>
	record(
		Object.entries(content).map(([type, inside]) =>
			field(type, typeOf(objectAt(inside, 'schema')), false),
		),
	);

const withContent = (content: Json): string =>
	Object.keys(content).length === 0 ? 'content?: never' : `content: ${contentType(content)}`;

/** Problems, which every operation shares, are one type: what `default` is. */
const responseTypes = (operation: Json): readonly string[] =>
	Object.entries(objectAt(operation, 'responses')).flatMap(([status, response]) =>
		isObject(response) && !('$ref' in response)
			? [`${status}: { headers: Headers; ${withContent(objectAt(response, 'content'))} };`]
			: status === 'default'
				? ['default: Refused;']
				: [],
	);

const parametersType = (operation: Json): string => {
	const parameters = listAt(operation, 'parameters').filter(isObject);
	const places = ['path', 'query', 'header'].flatMap((place) => {
		const here = parameters.filter((parameter) => parameter.in === place);
		if (here.length === 0) return [];
		const fields = here.map(({ name, schema, required }) =>
			field(String(name), typeOf(schema), required !== true),
		);
		return [
			field(
				place,
				record(fields),
				here.every(({ required }) => required !== true),
			),
		];
	});
	return places.length === 0 ? '{ query?: never }' : record(places);
};

const requestBodyType = (body: unknown): string =>
	isObject(body)
		? field('requestBody', `{ ${withContent(objectAt(body, 'content'))} }`, body.required !== true)
		: 'requestBody?: never';

const operationType = (operation: Json): string =>
	[
		'{',
		`\t\t\tparameters: ${parametersType(operation)};`,
		`\t\t\t${requestBodyType(operation.requestBody)};`,
		'\t\t\tresponses: {',
		...responseTypes(operation).map((line) => `\t\t\t\t${line}`),
		'\t\t\t};',
		'\t\t};',
	].join('\n');

const pathType = ([path, methods]: readonly [string, unknown]): string =>
	[
		`\t${quoted(path)}: {`,
		...Object.entries(isObject(methods) ? methods : {}).flatMap(([method, operation]) =>
			isObject(operation) ? [`\t\t${method}: ${operationType(operation)}`] : [],
		),
		'\t};',
	].join('\n');

/** `paths` of `/v1` and `components`, as a module. */
export const apiTypes = (document: Json): string => {
	const paths = Object.entries(objectAt(document, 'paths')).filter(([path]) =>
		path.startsWith('/v1/'),
	);
	const schemas = Object.entries(objectAt(objectAt(document, 'components'), 'schemas'));
	return [
		'// Generated from the OpenAPI document by `npm run generate`.',
		'',
		'type Headers = Record<string, unknown>;',
		'type Refused = {',
		'\theaders: Headers;',
		"\tcontent: { 'application/problem+json': components['schemas']['Problem'] };",
		'};',
		'',
		'export interface paths {',
		...paths.map(pathType),
		'}',
		'',
		'export interface components {',
		'\tschemas: {',
		...schemas.map(([name, schema]) => `\t\t${field(name, typeOf(schema), false)};`),
		'\t};',
		'}',
		'',
	].join('\n');
};

import type { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { problems } from '../domain/refusal.ts';
import { type Json, jsonSchemaOf, type NamedSchemas, parameterSchemaOf } from './json-schema.ts';
import { ingestPaths } from './openapi-ingest.ts';
import type { Endpoint } from './route.ts';
import { tags } from './tags.ts';

const problemSchema: Json = {
	type: 'object',
	description: 'RFC 9457 problem details, in the language of Accept-Language (English or French).',
	properties: {
		type: { type: 'string', format: 'uri', description: 'Where the problem is explained.' },
		title: { type: 'string' },
		status: { type: 'integer' },
		detail: { type: 'string', description: 'What happened and what to do.' },
		code: {
			type: 'string',
			enum: Object.keys(problems),
			description: 'Stable: what to program against.',
		},
		errors: {
			type: 'array',
			items: {
				type: 'object',
				properties: { path: { type: 'string' }, message: { type: 'string' } },
				required: ['path', 'message'],
			},
		},
	},
	required: ['type', 'title', 'status', 'detail', 'code'],
};

const problemResponse = (description: string, headers?: Json): Json => ({
	description,
	...(headers === undefined ? {} : { headers }),
	content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const retryAfterHeader: Json = {
	'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } },
};

const responses: Readonly<Record<string, Json>> = {
	BadRequest: problemResponse('The request is malformed or not valid.'),
	Unauthorized: problemResponse('The API key or access token is missing or not valid.'),
	Forbidden: problemResponse('The scope is missing.'),
	NotFound: problemResponse('Unknown to your organisation.'),
	Conflict: problemResponse(
		'The present state does not allow it, or the first request is in flight.',
	),
	BodyTooLarge: problemResponse('The body is over the limit.'),
	UnsupportedMediaType: problemResponse('The body is not JSON, or is compressed.'),
	IdempotencyKeyReused: problemResponse('The Idempotency-Key came with another body before.'),
	TooManyRequests: problemResponse('Over the limit.', retryAfterHeader),
	Problem: problemResponse(
		'Something failed; 503 when the database cannot answer.',
		retryAfterHeader,
	),
};

const responseRef = (name: string): Json => ({ $ref: `#/components/responses/${name}` });

/** `GET /v1/sources/{id}/test` → `getSourcesByIdTest`: unique, and stable while the path is. */
const operationId = ({ method, path }: Pick<Endpoint, 'method' | 'path'>): string => {
	const words = path
		.replace(/^\/v1\b/, '')
		.split('/')
		.filter((part) => part !== '')
		.flatMap((part) =>
			part.startsWith('{') ? ['by', part.slice(1, -1)] : part.split(/[^a-z0-9]+/i),
		);
	const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
	return (
		method +
		words
			.flatMap((word) => word.split('_'))
			.map(capital)
			.join('')
	);
};

const parametersOf = (endpoint: Endpoint, named: NamedSchemas): readonly Json[] => {
	const at = (where: 'path' | 'query', object: z.ZodObject | undefined): readonly Json[] =>
		Object.entries(object?.shape ?? {}).map(([name, field]) => {
			const { description, ...schema } = parameterSchemaOf(field as z.ZodType, named);
			const required = where === 'path' || !(field as z.ZodType).safeParse(undefined).success;
			const text = description === undefined ? {} : { description };
			return { name, in: where, required, ...text, schema };
		});
	const idempotency = endpoint.scope === null ? undefined : endpoint.idempotency;
	const header: Json = {
		name: 'Idempotency-Key',
		in: 'header',
		required: idempotency === 'required',
		description: 'A value of your own, the same when you try again: within 24 hours it runs once.',
		schema: { type: 'string', minLength: 1, maxLength: 255 },
	};
	return [
		...at('path', endpoint.params),
		...at('query', endpoint.query),
		...(idempotency === undefined ? [] : [header]),
	];
};

const refusalsOf = (endpoint: Endpoint): Json => {
	const { body, params, query } = endpoint;
	const idempotent = endpoint.scope !== null && endpoint.idempotency !== undefined;
	const changes = endpoint.method !== 'get';
	return Object.fromEntries(
		[
			['400', 'BadRequest', body !== undefined || query !== undefined || idempotent],
			['401', 'Unauthorized', endpoint.scope !== null],
			['403', 'Forbidden', endpoint.scope !== null],
			['404', 'NotFound', params !== undefined || body !== undefined],
			['409', 'Conflict', idempotent || (changes && params !== undefined)],
			['413', 'BodyTooLarge', body !== undefined],
			['415', 'UnsupportedMediaType', body !== undefined],
			['422', 'IdempotencyKeyReused', idempotent],
			['429', 'TooManyRequests', true],
			['default', 'Problem', true],
		].flatMap(([status, name, applies]) => (applies ? [[status, responseRef(String(name))]] : [])),
	);
};

const answersOf = (endpoint: Endpoint, named: NamedSchemas): Json =>
	Object.fromEntries(
		Object.entries(endpoint.responses).map(([status, { description, schema, contentType }]) => {
			const type = contentType ?? (schema === undefined ? undefined : 'application/json');
			const described = schema === undefined ? {} : jsonSchemaOf(schema, 'output', named);
			const content = type === undefined ? {} : { content: { [type]: { schema: described } } };
			return [status, { description, ...content }];
		}),
	);

const securityOf = (endpoint: Endpoint): readonly Json[] => {
	if (endpoint.scope === null) return [];
	if (endpoint.memberOnly === true) return [{ session: [] }];
	const keys = endpoint.keyOnly === true ? [{ apiKey: [] }] : [{ apiKey: [] }, { accessToken: [] }];
	return [...keys, { session: [] }];
};

const scopeText = (endpoint: Endpoint): string | null => {
	if (endpoint.scope === null) return null;
	return endpoint.scope === 'any' ? 'Any scope.' : `Scope: \`${endpoint.scope}\`.`;
};

const operationOf = (endpoint: Endpoint, named: NamedSchemas): Json => {
	const { body, bodyOptional, description, example, scope, summary, tag } = endpoint;
	const parameters = parametersOf(endpoint, named);
	const media = body === undefined ? {} : { schema: jsonSchemaOf(body, 'input', named) };
	return {
		operationId: operationId(endpoint),
		tags: [tag],
		summary,
		description: [description, scopeText(endpoint)].filter((text) => text).join('\n\n') || summary,
		...(scope === null ? {} : { 'x-scope': scope }),
		security: securityOf(endpoint),
		...(parameters.length === 0 ? {} : { parameters }),
		...(body === undefined
			? {}
			: {
					requestBody: {
						required: bodyOptional !== true,
						content: {
							'application/json': { ...media, ...(example === undefined ? {} : { example }) },
						},
					},
				}),
		responses: { ...answersOf(endpoint, named), ...refusalsOf(endpoint) },
	};
};

const securitySchemes: Json = {
	apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `vhk_…`.' },
	accessToken: {
		type: 'http',
		scheme: 'bearer',
		bearerFormat: 'JWT',
		description: 'An access token of `POST /v1/token`, for 15 minutes.',
	},
	session: {
		type: 'apiKey',
		in: 'cookie',
		name: 'voicehooks_session',
		description:
			'The cookie of a member who is signed in (`__Host-voicehooks_session` on https). Whatever changes something needs the header `x-csrf-token` too, from `GET /v1/session`.',
	},
};

/** The OpenAPI 3.1 document of these routes, for the service at this URL. */
export const openApiDocument = (endpoints: readonly Endpoint[], publicUrl: string): Json => {
	const named: NamedSchemas = new Map();
	const paths: Record<string, Record<string, unknown>> = {};
	for (const endpoint of endpoints) {
		const operations = paths[endpoint.path] ?? {};
		operations[endpoint.method] = operationOf(endpoint, named);
		paths[endpoint.path] = operations;
	}
	const used = new Set(endpoints.map(({ tag }) => tag));
	return {
		openapi: '3.1.0',
		info: {
			title: 'voicehooks',
			version: packageJson.version,
			description:
				'Webhooks of voice-AI and call vendors, received once and delivered to every Zapier, n8n, Make and custom hook.',
			license: { name: 'MIT', identifier: 'MIT' },
		},
		servers: [{ url: publicUrl }],
		tags: tags.filter(({ name }) => name === 'Ingest' || used.has(name)),
		paths: { ...ingestPaths, ...paths },
		components: {
			securitySchemes,
			schemas: { ...Object.fromEntries(named), Problem: problemSchema },
			responses,
		},
	};
};

import fc from 'fast-check';
import { openApiDocument } from '../../../receiver-service/src/http/openapi.ts';
import { routes } from '../../../receiver-service/src/http/routes/index.ts';
import { allowedBy, type Definitions, type JsonSchema } from './json-schema.ts';
import { anyDamage, type Damage, damaged, mutated } from './mutate.ts';
import { anyText, anyValue, pathValue } from './values.ts';
import type { Wire } from './wire.ts';
import type { WorldFacts } from './world.ts';

type Parameter = {
	readonly name: string;
	readonly in: string;
	readonly required: boolean;
	readonly schema: JsonSchema;
};
type Operation = {
	readonly parameters?: readonly Parameter[];
	readonly requestBody?: {
		readonly content: {
			readonly 'application/json': { readonly schema: JsonSchema; readonly example?: unknown };
		};
	};
};
type Document = {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly schemas: Definitions };
};

/** A request as it was generated: ids and credentials are put in when it is sent. */
export type ApiRequest = {
	/** Of the declaration. */
	readonly path: string;
	readonly method: string;
	readonly params: Readonly<Record<string, string>>;
	readonly query: readonly (readonly [string, string])[];
	readonly headers: Readonly<Record<string, string>>;
	readonly credential: number;
	readonly body: unknown;
	readonly damage: Damage;
	readonly address: number;
};

/** The document as a client reads it: the fuzzer knows the API from nothing else. */
const document = openApiDocument(routes, 'http://127.0.0.1') as Document;
const definitions = document.components.schemas;

/** Ingest has a fuzzer of its own. */
const isIngest = (path: string): boolean => path.startsWith('/in/');
/** Its answer ends with whoever asks: nothing to wait for. */
const isEndless = (path: string): boolean => path === '/v1/live';

const asQueryText = (value: unknown): readonly string[] =>
	Array.isArray(value)
		? value.map((item) => String(item))
		: [typeof value === 'object' ? JSON.stringify(value) : String(value)];

/** At once, of those that may be left out: with all of them hardly any request would be valid. */
const optionalParameters = 2;

const queryOf = (parameters: readonly Parameter[]): fc.Arbitrary<ApiRequest['query']> => {
	const inQuery = parameters.filter((parameter) => parameter.in === 'query');
	const pairsOf = ({ name, schema }: Parameter): fc.Arbitrary<ApiRequest['query']> =>
		fc
			.oneof(
				{ weight: 6, arbitrary: allowedBy(schema, definitions, name) },
				{ weight: 1, arbitrary: anyText },
			)
			.map((value) => asQueryText(value).map((text) => [name, text] as const));
	const optional = inQuery.filter(({ required }) => !required);
	const required = fc.nat(9).map((luck) => inQuery.filter((one) => one.required && luck > 0));
	const stray = fc.oneof(
		{ weight: 8, arbitrary: fc.constant([]) },
		{ weight: 1, arbitrary: fc.array(fc.tuple(anyText, anyText), { maxLength: 1 }) },
	);
	return fc
		.tuple(
			required,
			fc.subarray(optional, { maxLength: Math.min(optionalParameters, optional.length) }),
			stray,
		)
		.chain(([some, others, more]) =>
			fc.tuple(...[...some, ...others].map(pairsOf)).map((pairs) => [...pairs.flat(), ...more]),
		);
};

/** What an HTTP client can send at all in a header (RFC 9110 §5.5). */
const headerText = fc.string({
	maxLength: 60,
	unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});

const someHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc
	.record(
		{
			'accept-language': fc.oneof(
				fc.constantFrom('fr', 'en;q=0', '*', 'fr-FR,'.repeat(500)),
				headerText,
			),
			'idempotency-key': fc.oneof(
				fc.nat(5_000).map((nth) => `key-${nth}`),
				headerText,
			),
			'content-type': fc.constantFrom(
				'application/json; charset=utf-8',
				'application/json; charset=utf-16',
				'text/plain',
				'application/x-www-form-urlencoded',
				'multipart/form-data; boundary=x',
				'',
			),
			'content-encoding': fc.constantFrom('identity', 'gzip', 'br', 'deflate, gzip', 'x'),
			'x-forwarded-proto': headerText,
			range: fc.constant('bytes=0-1'),
			'x-http-method-override': fc.constantFrom('DELETE', 'PATCH'),
		},
		{ requiredKeys: [] },
	)
	.chain((headers) =>
		fc.subarray(Object.entries(headers), { maxLength: Math.min(2, Object.keys(headers).length) }),
	)
	.map((entries) => Object.fromEntries(entries));

/** Such as the `Idempotency-Key` of what dials: mostly there. */
const requiredHeaders = (
	parameters: readonly Parameter[],
): fc.Arbitrary<Readonly<Record<string, string>>> =>
	fc
		.tuple(fc.nat(5_000), fc.nat(9))
		.map(([nth, luck]) =>
			Object.fromEntries(
				parameters
					.filter((parameter) => parameter.in === 'header' && parameter.required && luck > 0)
					.map(({ name }) => [name.toLowerCase(), `key-${nth}`]),
			),
		);

const bodyOf = (operation: Operation): fc.Arbitrary<unknown> => {
	const json = operation.requestBody?.content['application/json'];
	if (json === undefined) {
		return fc.oneof(
			{ weight: 8, arbitrary: fc.constant(undefined) },
			{ weight: 1, arbitrary: anyValue },
		);
	}
	const valid = allowedBy(json.schema, definitions);
	return fc.oneof(
		{ weight: 5, arbitrary: valid },
		{ weight: 4, arbitrary: mutated(valid) },
		{ weight: 1, arbitrary: anyValue },
		{ weight: 1, arbitrary: fc.constant(undefined) },
	);
};

const requestTo = (
	path: string,
	method: string,
	operation: Operation,
): fc.Arbitrary<ApiRequest> => {
	const parameters = operation.parameters ?? [];
	const inPath = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
	const declared = method.toUpperCase();
	return fc.record({
		path: fc.constant(path),
		method: fc.oneof(
			{ weight: 20, arbitrary: fc.constant(declared) },
			{
				weight: 1,
				arbitrary: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'PUT', 'TRACE', 'PROPFIND'),
			},
		),
		params: fc.record(Object.fromEntries(inPath.map((name) => [name, pathValue(path, name)]))),
		query: queryOf(parameters),
		headers: fc
			.tuple(
				fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: someHeaders }),
				requiredHeaders(parameters),
			)
			.map(([some, required]) => ({ ...required, ...some })),
		// The key with every scope three times in five.
		credential: fc.oneof(
			{ weight: 3, arbitrary: fc.constant(0) },
			{ weight: 2, arbitrary: fc.nat(50) },
		),
		body: bodyOf(operation),
		damage: anyDamage,
		address: fc.nat(0xffffff),
	});
};

/** Requests to every operation of the document: valid, nearly valid and anything but. */
export const apiRequest: fc.Arbitrary<ApiRequest> = fc.oneof(
	...Object.entries(document.paths)
		.filter(([path]) => !isIngest(path) && !isEndless(path))
		.flatMap(([path, operations]) =>
			Object.entries(operations).flatMap(([method, operation]) =>
				method === 'parameters' ? [] : [requestTo(path, method, operation)],
			),
		),
);

/** The ids that requests name: those of the world, and what was made since. */
export type Pools = {
	readonly resolve: (text: string) => string;
	/** Learns the id of what a request has made, and the cursor of a list. */
	readonly learn: (path: string, answer: string) => void;
	readonly made: (collection: string) => readonly string[];
	readonly forget: (collection: string, ids: readonly string[]) => void;
};

const keptIds = 40;

export const createPools = (facts: WorldFacts): Pools => {
	const made = new Map<string, string[]>();
	const idOf = (collection: string, nth: number): string => {
		const foreign = facts.foreign[collection] ?? [];
		const own = [...(made.get(collection) ?? []), ...(facts.own[collection] ?? [])];
		const pool = nth % 5 === 0 ? foreign : own;
		return pool[nth % Math.max(1, pool.length)] ?? `${collection.slice(0, 3)}_nobody${nth}`;
	};
	const keep = (collection: string, id: string): void => {
		made.set(collection, [id, ...(made.get(collection) ?? [])].slice(0, keptIds));
	};
	return {
		resolve: (text) =>
			text
				.replaceAll('<<key>>', facts.credentials[0] ?? '')
				.replaceAll('<<sink>>', facts.sinkUrl)
				.replaceAll('<<self>>', facts.url)
				.replaceAll(/<<(\w+):(\d+)>>/g, (_whole, name: string, nth: string) =>
					idOf(name, Number(nth)),
				),
		learn: (path, answer) => {
			const cursor = /"next_cursor":"([^"]+)"/.exec(answer)?.[1];
			if (cursor !== undefined) keep('cursors', cursor);
			const name = /^\/v1\/([a-z]+)$/.exec(path)?.[1];
			const id = /^\{"id":"(\w+)"/.exec(answer)?.[1];
			if (name === undefined || id === undefined) return;
			keep(name, id);
		},
		made: (collection) => made.get(collection) ?? [],
		forget: (collection, ids) => {
			const left = (made.get(collection) ?? []).filter((id) => !ids.includes(id));
			made.set(collection, left);
		},
	};
};

/** IPv4 addresses of a proxy's clients: what is limited by address is not all one address. */
const clientAddress = (nth: number): string =>
	`198.${nth >>> 16}.${(nth >>> 8) & 0xff}.${nth & 0xff}`;

/** Lone surrogates have no percent-encoding: they go out as the replacement character. */
const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

/** The request with its ids and credentials put in. */
export const wireOf = (request: ApiRequest, facts: WorldFacts, pools: Pools): Wire => {
	const path = request.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
		encode(pools.resolve(request.params[name] ?? '')),
	);
	const query = request.query
		.map(([name, value]) => `${encode(name)}=${encode(pools.resolve(value))}`)
		.join('&');
	const text = request.body === undefined ? undefined : JSON.stringify(request.body);
	const body = text === undefined ? null : damaged(pools.resolve(text), request.damage);
	const credential = facts.credentials[request.credential % facts.credentials.length] ?? null;
	return {
		method: request.method,
		target: query === '' ? path : `${path}?${query}`,
		headers: {
			...(request.address % 8 === 0 ? {} : { 'x-forwarded-for': clientAddress(request.address) }),
			...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
			...(body === null ? {} : { 'content-type': 'application/json' }),
			...request.headers,
		},
		body,
	};
};

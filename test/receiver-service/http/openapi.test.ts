import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openApiDocument } from '../../../receiver-service/src/http/openapi.ts';
import { routes } from '../../../receiver-service/src/http/routes/index.ts';
import type { AnswerBody } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';

type Operation = {
	readonly operationId: string;
	readonly 'x-scope'?: string;
	readonly description: string;
	readonly security: readonly object[];
	readonly parameters?: readonly {
		readonly name: string;
		readonly in: string;
		readonly required: boolean;
	}[];
	readonly responses: Readonly<Record<string, unknown>>;
	readonly requestBody?: {
		readonly content: Readonly<Record<string, { readonly schema: object }>>;
	};
};
type Document = {
	readonly openapi: string;
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

const document = openApiDocument(routes, 'https://hooks.voicehooks.example') as Document;
const operationOf = (method: string, path: string): Operation => {
	const operation = document.paths[path]?.[method];
	if (operation === undefined) throw new Error(`${method} ${path} is not in the document.`);
	return operation;
};

describe('the OpenAPI document', () => {
	it('lints clean under the recommended rules', () => {
		const linter = join(__dirname, '../../support/lint-openapi.ts');
		const lint = (input: string) =>
			JSON.parse(execFileSync(process.execPath, [linter], { input, encoding: 'utf8' }));
		expect(lint(JSON.stringify(document))).toEqual([]);
		expect(lint(JSON.stringify({ ...document, paths: undefined }))).not.toEqual([]);
	});

	it('has every route, with its scope in words and in x-scope', () => {
		for (const { method, path, scope } of routes) {
			const operation = operationOf(method, path);
			if (scope === null) {
				expect(operation.security).toEqual([]);
				expect(operation['x-scope']).toBeUndefined();
			} else {
				expect(operation.security.length).toBeGreaterThan(0);
				expect(operation['x-scope']).toBe(scope);
				expect(operation.description).toContain(scope === 'any' ? 'Any scope' : `\`${scope}\``);
				expect(operation.responses).toHaveProperty('401');
				expect(operation.responses).toHaveProperty('403');
			}
		}
	});

	it('has an id for each operation, each once', () => {
		const ids = Object.values(document.paths).flatMap((operations) =>
			Object.values(operations).flatMap(({ operationId }) => operationId ?? []),
		);
		expect(new Set(ids).size).toBe(ids.length);
		expect(operationOf('post', '/v1/sources/{id}/rotate-token').operationId).toBe(
			'postSourcesByIdRotateToken',
		);
	});

	it('tells where an Idempotency-Key is taken and where it must be', () => {
		const keyOf = (path: string) =>
			operationOf('post', path).parameters?.find(({ name }) => name === 'Idempotency-Key')
				?.required;
		expect(keyOf('/v1/sources')).toBe(false);
		expect(keyOf('/v1/calls')).toBe(true);
		expect(keyOf('/v1/token')).toBeUndefined();
	});

	it('asks for an API key itself where a token will not do', () => {
		const [apiKey, accessToken, session] = [{ apiKey: [] }, { accessToken: [] }, { session: [] }];
		expect(operationOf('post', '/v1/keys').security).toEqual([apiKey, session]);
		expect(operationOf('get', '/v1/keys').security).toEqual([apiKey, accessToken, session]);
		expect(operationOf('delete', '/v1/session').security).toEqual([session]);
		expect(operationOf('post', '/v1/session').security).toEqual([]);
	});

	it('describes what may be sent and what is answered by name', () => {
		const sent = operationOf('post', '/v1/subscriptions').requestBody?.content['application/json'];
		expect(sent?.schema).toMatchObject({
			required: ['url', 'event_types'],
			additionalProperties: false,
			properties: { mode: { enum: ['live', 'test'], default: 'live' } },
		});
		expect(document.components.schemas).toHaveProperty('Subscription');
		expect(JSON.stringify(document)).not.toContain('$defs');
	});

	it('knows which query parameters are needed, and their types', () => {
		const parameters = operationOf('get', '/v1/filter-values').parameters ?? [];
		expect(parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual([
			'field',
		]);
		const limit = operationOf('get', '/v1/keys').parameters?.find(({ name }) => name === 'limit');
		expect(limit).toMatchObject({
			schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
		});
	});

	it('has the ingest routes', () => {
		expect(operationOf('post', '/in/{token}').responses).toHaveProperty('503');
		expect(operationOf('put', '/in/{token}/{event}')).toBeDefined();
	});
});

describe('the documents and the operator’s routes', () => {
	let service: TestService;
	beforeAll(async () => {
		service = await startTestService({ METRICS_TOKEN: 'metrics-token-0123456789' });
	});
	afterAll(() => service.stop());
	const get = (path: string, headers: Record<string, string> = {}) =>
		fetch(`${service.url}${path}`, { headers });

	it.each(['/openapi.json', '/asyncapi.json'])('%s is served to everybody', async (path) => {
		const response = await get(path);
		expect([response.status, response.headers.get('content-type')]).toEqual([
			200,
			'application/json',
		]);
		expect(JSON.stringify(await response.json())).toContain(service.url.replace('http://', ''));
	});

	it('/healthz and /readyz say so', async () => {
		expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
		expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
	});

	it('/metrics is open to this machine', async () => {
		const response = await get('/metrics');
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toContain('text/plain');
		expect(await response.text()).toContain('voicehooks_api_duration_seconds');
	});

	it.each([
		[{ 'x-forwarded-for': '203.0.113.9' }, 403],
		[{ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer wrong' }, 403],
		[{ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer metrics-token-0123456789' }, 200],
		[{ forwarded: 'for=203.0.113.9' }, 403],
	])('/metrics answers who comes through a proxy with %j: %i', async (headers, status) => {
		expect((await get('/metrics', headers as Record<string, string>)).status).toBe(status);
	});

	it('labels of metrics are route patterns, never ids', async () => {
		await service.call<AnswerBody>('GET', '/v1/sources/src_123');
		const text = await (await get('/metrics')).text();
		expect(text).toContain('route="/v1/sources/{id}"');
		expect(text).not.toContain('src_123');
	});
});

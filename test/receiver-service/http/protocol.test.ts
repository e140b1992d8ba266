import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

let service: TestService;
beforeAll(async () => {
	service = await startTestService();
	await liftRateLimit(service.context);
});
afterAll(() => service.stop());

const send = async (
	method: string,
	path: string,
	init: { readonly body?: string | Uint8Array; readonly headers?: Record<string, string> } = {},
) => {
	const response = await fetch(`${service.url}${path}`, {
		method,
		headers: { authorization: `Bearer ${service.apiKey}`, ...init.headers },
		...(init.body === undefined ? {} : { body: init.body }),
	});
	const text = await response.text();
	const { status, headers } = response;
	return { status, headers, text, body: text.startsWith('{') ? JSON.parse(text) : null };
};
const json = { 'content-type': 'application/json' };

describe('a problem', () => {
	it('is RFC 9457 with a stable code, in English by default', async () => {
		const { status, headers, body } = await send('GET', '/v1/sources/src_unknown');
		expect(status).toBe(404);
		expect(headers.get('content-type')).toBe('application/problem+json');
		expect(headers.get('content-language')).toBe('en');
		expect(headers.get('vary')).toContain('Accept-Language');
		expect(body).toEqual({
			type: `${service.url}/problems/not_found`,
			title: 'Not found',
			status: 404,
			detail: 'There is no source with this id in your organisation. Check the id and the API key.',
			code: 'not_found',
		});
	});

	it('is French for who asks for French, the fields too', async () => {
		const headers = { ...json, 'accept-language': 'fr-FR,fr;q=0.9' };
		const { body } = await send('POST', '/v1/keys', { headers, body: '{"name":""}' });
		expect(body.title).toBe("La requête n'est pas valide");
		expect(body.errors).toEqual([{ path: 'name', message: expect.stringMatching(/^Trop petit/) }]);
	});

	it('says what our own rules say in both languages', async () => {
		const body = '{"url":"https://example.com/","platform":"custom","event_types":["nobody.*"]}';
		const english = await send('POST', '/v1/subscriptions', { headers: json, body });
		expect(english.body.errors[0]).toEqual({
			path: 'event_types.0',
			message: expect.stringMatching(/^must be an event type/),
		});
		const french = { ...json, 'accept-language': 'fr' };
		const answer = await send('POST', '/v1/subscriptions', { headers: french, body });
		expect(answer.body.errors[0].message).toMatch(/^doit être un type d’événement/);
	});

	it('has a type that leads to its explanation', async () => {
		const { body } = await send('GET', '/v1/nowhere');
		expect(await (await fetch(body.type)).json()).toMatchObject({
			code: 'route_not_found',
			status: 404,
			detail: { fr: expect.stringContaining('/openapi.json') },
		});
	});
});

describe('a body', () => {
	it.each([
		['of another type', { 'content-type': 'text/plain' }, '{}', 415, 'content_type_not_supported'],
		['without a type', { 'content-type': '' }, '{}', 415, 'content_type_not_supported'],
		[
			'in another charset',
			{ 'content-type': 'application/json; charset=latin1' },
			'{}',
			415,
			'content_type_not_supported',
		],
		[
			'that is compressed',
			{ ...json, 'content-encoding': 'gzip' },
			'x',
			415,
			'encoding_not_supported',
		],
		['that is not JSON', json, '{"name":', 400, 'malformed_json'],
		['that names a prototype', json, '{"name":"a","__proto__":{}}', 400, 'malformed_json'],
		['that hides that name', json, '{"name":"a","\\u005f_proto__":{}}', 400, 'malformed_json'],
		[
			'nested without end',
			json,
			`{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
			400,
			'malformed_json',
		],
		['over 1 MB', json, `{"name":"${'a'.repeat(1_048_576)}"}`, 413, 'body_too_large'],
		['that is missing', {}, undefined, 400, 'validation_failed'],
		['that is a list', json, '[]', 400, 'validation_failed'],
		['with an unknown field', json, '{"name":"a","role":"root"}', 400, 'validation_failed'],
	])('%s is refused', async (_what, headers, body, status, code) => {
		const answer = await send('POST', '/v1/keys', {
			headers,
			...(body === undefined ? {} : { body }),
		});
		expect([answer.status, answer.body.code]).toEqual([status, code]);
	});

	it('that is not UTF-8 is refused', async () => {
		const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
		const answer = await send('POST', '/v1/keys', { headers: json, body });
		expect(answer.body.code).toBe('malformed_json');
	});

	describe('in chunks over 1 MB', () => {
		const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
		/** A connection on which so many chunks of a request without end were sent. */
		const send = (chunks: number) => {
			const { hostname, port } = new URL(service.url);
			const socket = connect(Number(port), hostname).pause();
			socket.write(
				`POST /v1/keys HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${service.apiKey}\r\n` +
					`content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${chunk.repeat(chunks)}`,
			);
			return socket;
		};

		it('is refused before its end', async () => {
			const socket = send(20);
			const [answer] = (await once(socket.resume(), 'data')) as [Buffer];
			expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
			socket.destroy();
		});

		it('is refused though its sender reads late, and cut when it has no end', async () => {
			const socket = send(17);
			await setTimeout(200);
			socket.write(chunk.repeat(5));
			await setTimeout(100);
			expect(await text(socket)).toContain('body_too_large');
		});
	});

	it.each([
		['too large', 'POST', '/v1/keys', 413, 'content-length: 40000000\r\n'],
		['too large for an event', 'POST', '/sandbox/', 413, 'content-length: 40000000\r\n'],
		[
			'of somebody unknown who wants no more than an answer',
			'POST',
			'/in/nobody',
			404,
			'connection: close\r\ncontent-length: 40000000\r\n',
		],
	])(
		'%s is read on for nothing once it is refused',
		async (_what, method, path, status, headers) => {
			const { body } = await service.call<{ url: string }>('GET', '/v1/sandbox');
			const target = path === '/sandbox/' ? new URL(body.url).pathname : path;
			const { hostname, port } = new URL(service.url);
			const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
			socket.write(
				`${method} ${target} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${service.apiKey}\r\n` +
					`content-type: application/json\r\n${headers}\r\n`,
			);
			const answer = await text(socket);
			expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
			expect(answer).toMatch(/^connection: close\r$/im);
			// More than any socket buffers: it can only go if somebody reads.
			await promisify<Buffer, void>(socket.write).call(socket, Buffer.alloc(32_000_000));
			const closed = once(socket, 'close');
			socket.end();
			expect(await closed).toEqual([false]);
		},
	);
});

describe('a path', () => {
	it('that nobody serves is 404', async () => {
		const { status, body } = await send('GET', '/v2/me');
		expect([status, body.code]).toEqual([404, 'route_not_found']);
	});

	it('that cannot be decoded is 400', async () => {
		const { status, body } = await send('GET', '/v1/sources/%ZZ');
		expect([status, body.code]).toEqual([400, 'bad_request']);
	});

	it.each([
		['PUT', '/v1/me', 'GET, HEAD'],
		['DELETE', '/v1/sources', 'GET, HEAD, POST'],
		['POST', '/v1/subscriptions/sub_x', 'GET, HEAD, PATCH, DELETE'],
	])('does not take %s %s and says what it takes', async (method, path, allow) => {
		const { status, headers, body } = await send(method, path);
		expect([status, headers.get('allow'), body.code]).toEqual([405, allow, 'method_not_allowed']);
	});

	it('tells its methods to who asks', async () => {
		const { status, headers, text } = await send('OPTIONS', '/v1/me');
		expect([status, headers.get('allow'), text]).toEqual([204, 'GET, HEAD', '']);
	});

	it('answers HEAD as GET, without the body', async () => {
		const { status, headers, text } = await send('HEAD', '/v1/me');
		expect([status, text]).toEqual([200, '']);
		expect(Number(headers.get('content-length'))).toBeGreaterThan(50);
	});
});

describe('a query', () => {
	it.each([
		'/v1/keys?limit=1&limit=2',
		'/v1/keys?limit=0',
		'/v1/keys?limit=101',
		'/v1/keys?limit=ten',
		'/v1/keys?order=up',
		'/v1/keys?since=yesterday',
	])('that makes no sense is 400: %s', async (path) => {
		expect((await send('GET', path)).body.code).toBe('validation_failed');
	});

	it('cannot reach a prototype', async () => {
		const { status } = await send('GET', '/v1/keys?__proto__[limit]=1&constructor=2&__proto__=3');
		expect(status).toBe(200);
	});
});

it('every answer tells browsers to take it for nothing else and to keep it nowhere', async () => {
	for (const path of ['/v1/me', '/v1/nothing', '/healthz']) {
		const { headers } = await send('GET', path);
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('x-powered-by')).toBeNull();
		expect(headers.get('etag')).toBeNull();
	}
});

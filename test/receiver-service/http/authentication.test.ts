import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { type AnswerBody, clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const clock = createVirtualClock(Date.now());
let service: TestService;
beforeAll(async () => {
	service = await startTestService({}, { clock });
	await liftRateLimit(service.context);
});
afterAll(() => service.stop());

const me = (authorization: string) =>
	clientOf(service.url, null)('GET', '/v1/me', undefined, { authorization });
const tokenFor = async (apiKey: string): Promise<string> => {
	const { body } = await clientOf(service.url, null)('POST', '/v1/token', { api_key: apiKey });
	return body.access_token;
};
const claims = (token: string) => jwt.decode(token) as Record<string, unknown>;

describe('an API key', () => {
	it('is asked for where there is none', async () => {
		const { status, headers, body } = await clientOf(service.url, null)('GET', '/v1/me');
		expect([status, body.code]).toEqual([401, 'unauthenticated']);
		expect(headers.get('www-authenticate')).toBe('Bearer realm="voicehooks"');
	});

	it.each([
		['of nobody', 'Bearer vhk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'credentials_invalid'],
		['that is no key', 'Bearer hello', 'credentials_invalid'],
		['without the scheme', 'vhk_test_0123456789abcdef0123456789', 'unauthenticated'],
		['of another scheme', 'Basic dmhrOg==', 'unauthenticated'],
		['that is empty', 'Bearer ', 'unauthenticated'],
		['without end', `Bearer vhk_${'a'.repeat(6_000)}`, 'credentials_invalid'],
	])('%s is refused', async (_what, authorization, code) => {
		const { status, body } = await me(authorization);
		expect([status, body.code]).toEqual([401, code]);
	});

	it('says what was wrong the way RFC 6750 does', async () => {
		const { headers } = await me('Bearer vhk_unknown');
		expect(headers.get('www-authenticate')).toBe(
			'Bearer realm="voicehooks", error="invalid_token"',
		);
	});

	it('may be spelled with any case of the scheme', async () => {
		expect((await me(`bEaReR ${service.apiKey}`)).status).toBe(200);
	});

	it('names the scope it lacks', async () => {
		const reader = await addKey(service.context, defaultOrgId(service.context), ['read']);
		const { status, headers, body } = await clientOf(service.url, reader)('GET', '/v1/keys');
		expect([status, body.code]).toEqual([403, 'scope_missing']);
		expect(body.detail).toContain('admin');
		expect(headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="admin"');
	});
});

describe('an access token', () => {
	it('is made for 15 minutes and stands for its key', async () => {
		const { status, body } = await clientOf(service.url, null)('POST', '/v1/token', {
			api_key: service.apiKey,
		});
		expect(status).toBe(200);
		expect(body).toEqual({
			access_token: expect.any(String),
			token_type: 'Bearer',
			expires_in: 900,
		});
		expect((await me(`Bearer ${body.access_token}`)).status).toBe(200);
	});

	it('is not made for a wrong key', async () => {
		const answer = await clientOf(service.url, null)('POST', '/v1/token', { api_key: 'vhk_no' });
		expect([answer.status, answer.body.code]).toEqual([401, 'credentials_invalid']);
	});

	it('ends after 15 minutes', async () => {
		const token = await tokenFor(service.apiKey);
		await clock.advance(899_000);
		expect((await me(`Bearer ${token}`)).status).toBe(200);
		await clock.advance(2_000);
		expect((await me(`Bearer ${token}`)).status).toBe(401);
	});

	it('ends with its key at once', async () => {
		const { context, call, url } = service;
		const apiKey = await addKey(context, defaultOrgId(context), ['read']);
		const token = await tokenFor(apiKey);
		const id = String(claims(token).sub);
		expect((await me(`Bearer ${token}`)).status).toBe(200);
		expect((await call<AnswerBody>('DELETE', `/v1/keys/${id}`)).status).toBe(204);
		expect((await me(`Bearer ${token}`)).status).toBe(401);
		expect((await clientOf(url, apiKey)('GET', '/v1/me')).status).toBe(401);
	});

	it('can make neither keys nor tokens', async () => {
		const client = clientOf(service.url, await tokenFor(service.apiKey));
		expect((await client('POST', '/v1/keys', { name: 'more' })).body.code).toBe('api_key_needed');
		const { sub } = claims(await tokenFor(service.apiKey));
		expect((await client('POST', `/v1/keys/${sub}/rotate`)).body.code).toBe('api_key_needed');
		const token = await tokenFor(service.apiKey);
		expect((await client('POST', '/v1/token', { api_key: token })).status).toBe(401);
		expect((await client('GET', '/v1/keys')).status).toBe(200);
	});

	/** A token as ours but for these changes, honestly signed by the algorithm that it names. */
	const forged = async (alg: string, change: object, key: string | Buffer) => {
		const real = claims(await tokenFor(service.apiKey));
		const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
		const signed = `${encode({ alg, typ: 'JWT' })}.${encode({ ...real, ...change })}`;
		if (alg === 'none') return `${signed}.`;
		const digest = alg.replace('HS', 'sha');
		return `${signed}.${createHmac(digest, key).update(signed).digest('base64url')}`;
	};

	it('that we signed ourselves passes, so that the forgeries below fail for their own reason', async () => {
		const key = service.context.vault.tokenKey();
		expect((await me(`Bearer ${await forged('HS256', {}, key)}`)).status).toBe(200);
	});

	it.each([
		['of another algorithm', 'HS512', {}],
		['of a third algorithm', 'HS384', {}],
		['without an algorithm', 'none', {}],
		['of another issuer', 'HS256', { iss: 'someone' }],
		['for another audience', 'HS256', { aud: 'someone' }],
		['of an unknown key', 'HS256', { sub: 'key_unknown' }],
		['of no key', 'HS256', { sub: 7 }],
		['whose time is over', 'HS256', { exp: 1 }],
	])('%s is refused', async (_what, alg, change) => {
		const token = await forged(alg, change, service.context.vault.tokenKey());
		expect((await me(`Bearer ${token}`)).status).toBe(401);
	});

	it('signed with another key is refused', async () => {
		expect((await me(`Bearer ${await forged('HS256', {}, 'guess')}`)).status).toBe(401);
	});
});

describe('guesses from one address', () => {
	it('are refused after a hundred, while good keys still pass, and again welcome later', async () => {
		await clock.advance(200_000);
		const statuses: number[] = [];
		for (let guess = 0; guess < 101; guess += 1) statuses.push((await me('Bearer vhk_x')).status);
		expect(statuses.slice(0, 100)).toEqual(Array(100).fill(401));
		const refused = await me('Bearer vhk_x');
		expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
		expect(refused.headers.get('retry-after')).toBe('1');
		expect((await me(`Bearer ${service.apiKey}`)).status).toBe(200);
		await clock.advance(1_000);
		expect((await me('Bearer vhk_x')).status).toBe(401);
	});

	it('at tokens are refused after sixty', async () => {
		await clock.advance(200_000);
		const client = clientOf(service.url, null);
		const statuses: number[] = [];
		for (let guess = 0; guess < 61; guess += 1) {
			statuses.push((await client('POST', '/v1/token', { api_key: 'vhk_x' })).status);
		}
		expect(statuses).toEqual([...Array(60).fill(401), 429]);
	});
});

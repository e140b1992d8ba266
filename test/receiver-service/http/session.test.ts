import { startTestService, type TestService } from '../../support/service.ts';
import { addMember, askBare, cookieOf, linkToken, signIn } from '../../support/sign-in.ts';
import { addTenant, liftRateLimit } from '../../support/tenants.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const dayMs = 86_400_000;
const clock = createVirtualClock(Date.now());
let service: TestService;
beforeAll(async () => {
	service = await startTestService({}, { clock });
	await liftRateLimit(service.context);
});
afterAll(() => service.stop());

const json = { 'content-type': 'application/json' };
const begin = (token: string, headers: Readonly<Record<string, string>> = {}) =>
	askBare(`${service.url}/v1/session`, 'POST', { ...json, ...headers }, JSON.stringify({ token }));
const me = (cookie: string) => askBare(`${service.url}/v1/me`, 'GET', { cookie });

describe('a sign-in link', () => {
	it('signs its member in and says who they are', async () => {
		const { context } = service;
		const member = await addMember(context, 'editor', { email: 'camille@example.com' });
		const { status, body, headers } = await begin(await linkToken(context, member));
		expect(status).toBe(200);
		expect(body).toEqual({
			member: { id: member.id, email: 'camille@example.com', name: 'A editor', role: 'editor' },
			organisation: { id: member.orgId, name: 'Default' },
			scopes: ['read', 'subscribe', 'publish', 'call'],
			csrf_token: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
		expect(headers.get('cache-control')).toBe('no-store');
		const shown = await askBare(`${service.url}/v1/session`, 'GET', { cookie: cookieOf(headers) });
		expect([shown.status, shown.body]).toEqual([200, body]);
	});

	it('works once, whoever tries it at the same time', async () => {
		const { context } = service;
		const token = await linkToken(context, await addMember(context, 'viewer'));
		const answers = await Promise.all(Array.from({ length: 12 }, () => begin(token)));
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
		for (const { status, body, headers } of answers.filter(({ status: of }) => of !== 200)) {
			expect([status, body.code]).toEqual([401, 'sign_in_link_invalid']);
			expect(headers.get('set-cookie')).toBeNull();
		}
	});

	it.each([
		['a day later', 24 * 3_600_000, 401],
		['a moment before', 24 * 3_600_000 - 1, 200],
	])('ends after 24 hours: %s', async (_when, waitMs, expected) => {
		const { context } = service;
		const token = await linkToken(context, await addMember(context, 'viewer'));
		await clock.advance(waitMs);
		expect((await begin(token)).status).toBe(expected);
	});

	it('of nobody is refused, and guesses are limited like those at keys', async () => {
		const guesses: number[] = [];
		for (let guess = 0; guess < 101; guess += 1) guesses.push((await begin('x')).status);
		expect(guesses.filter((status) => status === 401)).toHaveLength(100);
		expect(guesses.at(-1)).toBe(429);
		const { context } = service;
		const valid = await begin(await linkToken(context, await addMember(context, 'viewer')));
		expect(valid.status).toBe(200);
		await clock.advance(200_000);
	});

	it('stands in the database as a hash only, and so does the cookie', async () => {
		const { context } = service;
		const token = await linkToken(context, await addMember(context, 'viewer'));
		const { headers } = await begin(token);
		const [, cookie = ''] = cookieOf(headers).split('=');
		const { readFileSync, readdirSync } = await import('node:fs');
		for (const file of readdirSync(service.folder).filter((name) => name.includes('.db'))) {
			const bytes = readFileSync(`${service.folder}/${file}`);
			for (const secret of [token, cookie]) expect(bytes.includes(secret)).toBe(false);
		}
	});
});

describe('a session', () => {
	it('is always new: a cookie from before, whoever’s it was, ends and is not taken up', async () => {
		const { context } = service;
		const attacker = await signIn(service, await addMember(context, 'viewer'));
		const victim = await addMember(context, 'owner');
		const begun = await begin(await linkToken(context, victim), { cookie: attacker.cookie });
		expect(begun.status).toBe(200);
		expect(cookieOf(begun.headers)).not.toBe(attacker.cookie);
		expect((await attacker.ask('GET', '/v1/me')).body.code).toBe('not_signed_in');
		const planted = `voicehooks_session=${'a'.repeat(43)}`;
		const again = await begin(await linkToken(context, victim), { cookie: planted });
		expect(cookieOf(again.headers)).not.toBe(planted);
		expect((await me(planted)).status).toBe(401);
	});

	it('has another token for forms than any other session', async () => {
		const { context } = service;
		const member = await addMember(context, 'owner');
		const [one, other] = [await signIn(service, member), await signIn(service, member)];
		expect(one.cookie).not.toBe(other.cookie);
		expect(one.csrfToken).not.toBe(other.csrfToken);
		const mixed = await one.ask('DELETE', '/v1/session', undefined, {
			'x-csrf-token': other.csrfToken,
		});
		expect([mixed.status, mixed.body.code]).toEqual([403, 'csrf_failed']);
	});

	it('lasts 30 days from its last use', async () => {
		const tab = await signIn(service, await addMember(service.context, 'viewer'));
		await clock.advance(29 * dayMs);
		expect((await tab.ask('GET', '/v1/me')).status).toBe(200);
		await clock.advance(29 * dayMs);
		expect((await tab.ask('GET', '/v1/me')).status).toBe(200);
		await clock.advance(30 * dayMs);
		const late = await tab.ask('GET', '/v1/me');
		expect([late.status, late.body.code]).toEqual([401, 'not_signed_in']);
	});

	it('lasts 90 days at most, and its cookie no longer', async () => {
		const tab = await signIn(service, await addMember(service.context, 'viewer'));
		for (const days of [25, 25, 25]) {
			await clock.advance(days * dayMs);
			expect((await tab.ask('GET', '/v1/me')).status).toBe(200);
		}
		const renewed = await tab.ask('GET', '/v1/session');
		expect(renewed.headers.get('set-cookie')).toContain(`Max-Age=${15 * 86_400};`);
		await clock.advance(15 * dayMs - 1);
		expect((await tab.ask('GET', '/v1/me')).status).toBe(200);
		await clock.advance(1);
		expect((await tab.ask('GET', '/v1/me')).status).toBe(401);
	});

	it('ends when its member signs out, and only that one', async () => {
		const member = await addMember(service.context, 'viewer');
		const [here, there] = [await signIn(service, member), await signIn(service, member)];
		const { status, headers } = await here.ask('DELETE', '/v1/session');
		expect(status).toBe(204);
		expect(headers.get('set-cookie')).toMatch(/^voicehooks_session=; .*Max-Age=0/);
		expect((await here.ask('GET', '/v1/me')).status).toBe(401);
		expect((await there.ask('GET', '/v1/me')).status).toBe(200);
	});

	it('goes with its member’s role, at once', async () => {
		const { context } = service;
		const owner = await addMember(context, 'owner');
		const tab = await signIn(service, owner);
		expect((await tab.ask('GET', '/v1/keys')).status).toBe(200);
		const changed = await service.call('PATCH', `/v1/members/${owner.id}`, { role: 'viewer' });
		expect(changed.status).toBe(200);
		expect((await tab.ask('GET', '/v1/keys')).body.code).toBe('scope_missing');
		expect((await tab.ask('GET', '/v1/me')).body.scopes).toEqual(['read']);
	});

	it('is its own organisation’s', async () => {
		const { context } = service;
		const { orgId } = await addTenant(context);
		const tab = await signIn(service, await addMember(context, 'owner', { orgId }));
		const { body } = await tab.ask('GET', '/v1/me');
		expect(body).toEqual({
			account_name: 'Neighbour (A owner)',
			organisation: { id: orgId, name: 'Neighbour' },
			member: { id: expect.stringMatching(/^mem_/), name: 'A owner' },
			scopes: ['read', 'subscribe', 'publish', 'call', 'admin'],
		});
		expect((await tab.ask('GET', '/v1/sources')).body.data).toEqual([]);
	});

	it('is nobody’s without a cookie that we gave', async () => {
		for (const cookie of ['', 'voicehooks_session=', 'voicehooks_session=x', 'other=1']) {
			const shown = await askBare(`${service.url}/v1/session`, 'GET', { cookie });
			expect([shown.status, shown.body.code]).toEqual([401, 'not_signed_in']);
		}
		const withKey = await service.call<{ code: string }>('GET', '/v1/session');
		expect([withKey.status, withKey.body.code]).toEqual([401, 'not_signed_in']);
	});

	it('and a key never act together: the key alone counts', async () => {
		const tab = await signIn(service, await addMember(service.context, 'owner'));
		const wrong = { authorization: 'Bearer vhk_wrong' };
		expect((await tab.ask('GET', '/v1/me', undefined, wrong)).body.code).toBe(
			'credentials_invalid',
		);
		const right = { authorization: `Bearer ${service.apiKey}` };
		expect((await tab.ask('GET', '/v1/me', undefined, right)).body).toHaveProperty('key');
	});

	it('outlives a restart', async () => {
		const tab = await signIn(service, await addMember(service.context, 'viewer'));
		service = await service.restart();
		await liftRateLimit(service.context);
		expect((await me(tab.cookie)).status).toBe(200);
	});
});

describe('the cookie', () => {
	it('on http is out of reach of scripts and of other sites', async () => {
		const { context } = service;
		const { headers } = await begin(await linkToken(context, await addMember(context, 'viewer')));
		expect(headers.get('set-cookie')).toMatch(
			/^voicehooks_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
		);
	});

	it('on https is bound to its host and to https besides', async () => {
		const secure = await startTestService({ PUBLIC_URL: 'https://hooks.example.com' });
		const { context, port } = secure;
		const local = `http://127.0.0.1:${port}`;
		const token = await linkToken(context, await addMember(context, 'viewer'));
		const begun = await askBare(`${local}/v1/session`, 'POST', json, JSON.stringify({ token }));
		expect(begun.headers.get('set-cookie')).toMatch(
			/^__Host-voicehooks_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
		);
		const cookie = cookieOf(begun.headers);
		expect((await askBare(`${local}/v1/me`, 'GET', { cookie })).status).toBe(200);
		const plain = cookie.replace('__Host-', '');
		expect((await askBare(`${local}/v1/me`, 'GET', { cookie: plain })).status).toBe(401);
		await secure.stop();
	});
});

import { scopesOfRole } from '../../../receiver-service/src/domain/role.ts';
import { roles } from '../../../receiver-service/src/domain/types.ts';
import type { Endpoint, Route } from '../../../receiver-service/src/http/route.ts';
import { routes } from '../../../receiver-service/src/http/routes/index.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addMember, askBare, linkToken, signIn, type Tab } from '../../support/sign-in.ts';
import { liftRateLimit } from '../../support/tenants.ts';

let service: TestService;
let viewer: Tab;
let owner: Tab;
beforeAll(async () => {
	service = await startTestService();
	const { context } = service;
	await liftRateLimit(context);
	viewer = await signIn(service, await addMember(context, 'viewer'));
	owner = await signIn(service, await addMember(context, 'owner'));
});
afterAll(() => service.stop());

const named = <Of extends Endpoint>(list: readonly Of[]) =>
	list.map((endpoint) => [`${endpoint.method.toUpperCase()} ${endpoint.path}`, endpoint] as const);
const protectedRoutes = routes.filter((endpoint): endpoint is Route => endpoint.scope !== null);
const changing = protectedRoutes.filter(({ method }) => method !== 'get');
const methodOf = ({ method }: Endpoint) => method.toUpperCase();
const pathOf = ({ path }: Endpoint) =>
	path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => (name === 'kind' ? 'recording' : 'x_1'));
const bodyOf = (endpoint: Endpoint) => (endpoint.body === undefined ? undefined : {});
const bare = (endpoint: Endpoint, headers: Readonly<Record<string, string>>, body?: string) =>
	askBare(`${service.url}${pathOf(endpoint)}`, methodOf(endpoint), headers, body);

/** Reads in the clothing of a POST, and leaving. */
const viewerMay = new Set(['POST /v1/messages/search', 'DELETE /v1/session']);

describe('a viewer', () => {
	it.each(named(changing).filter(([name]) => !viewerMay.has(name)))(
		'may not %s',
		async (_name, endpoint) => {
			const answer = await viewer.ask(methodOf(endpoint), pathOf(endpoint), bodyOf(endpoint));
			expect([answer.status, answer.body.code]).toEqual([403, 'scope_missing']);
		},
	);

	it('may look', async () => {
		for (const path of ['/v1/me', '/v1/sources', '/v1/members', '/v1/deliveries']) {
			expect((await viewer.ask('GET', path)).status).toBe(200);
		}
	});
});

describe('each role', () => {
	it.each(roles)('gets past the door exactly where its scopes say: %s', async (role) => {
		const tab = await signIn(service, await addMember(service.context, role));
		for (const endpoint of protectedRoutes) {
			const isLive = endpoint.path === '/v1/live';
			if (endpoint.path === '/v1/session' || isLive) continue;
			const { body } = await tab.ask(methodOf(endpoint), pathOf(endpoint), bodyOf(endpoint));
			const may = endpoint.scope === 'any' || scopesOfRole[role].includes(endpoint.scope);
			expect([endpoint.path, body.code === 'scope_missing']).toEqual([endpoint.path, !may]);
		}
	});
});

describe('a stranger', () => {
	it.each(named(protectedRoutes))('sees nothing of %s', async (_name, endpoint) => {
		for (const cookie of ['', `voicehooks_session=${'A'.repeat(43)}`]) {
			const answer = await bare(endpoint, { cookie });
			expect(answer.status).toBe(401);
			expect(Object.keys(answer.body).toSorted()).toEqual([
				'code',
				'detail',
				'status',
				'title',
				'type',
			]);
		}
	});
});

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

describe('a page of another site, with the cookie of an owner', () => {
	it.each(named(changing))('cannot %s', async (_name, endpoint) => {
		const { cookie, csrfToken } = owner;
		const signed = { cookie, 'x-csrf-token': csrfToken };
		const attempts: readonly Readonly<Record<string, string>>[] = [
			{ cookie },
			{ cookie, 'x-csrf-token': '' },
			{ cookie, 'x-csrf-token': viewer.csrfToken },
			{ cookie, 'x-csrf-token': csrfToken.slice(0, -1) },
			{ ...signed, origin: 'https://evil.example' },
			{ ...signed, origin: 'null' },
			{ ...signed, origin: `${service.url}.evil.example` },
			{ ...signed, 'sec-fetch-site': 'cross-site' },
			{ ...signed, 'sec-fetch-site': 'same-site' },
			{ ...signed, 'sec-fetch-site': 'none' },
		];
		for (const headers of attempts) {
			const answer = await bare(endpoint, { ...headers, 'content-type': 'application/json' }, '{}');
			expect([headers, answer.status, answer.body.code]).toEqual([headers, 403, 'csrf_failed']);
		}
	});

	it.each(named(changing))('cannot %s by a form', async (_name, endpoint) => {
		for (const type of formTypes) {
			const headers = {
				cookie: owner.cookie,
				'content-type': type,
				origin: 'https://evil.example',
			};
			const answer = await bare(endpoint, headers, '{"a":"=b"}');
			expect([type, answer.status, answer.body.code]).toEqual([type, 403, 'csrf_failed']);
		}
	});

	it('cannot send anything but JSON even with the token', async () => {
		for (const type of formTypes) {
			const answer = await owner.ask('POST', '/v1/keys', { name: 'x' }, { 'content-type': type });
			expect([answer.status, answer.body.code]).toEqual([415, 'content_type_not_supported']);
		}
	});

	it.each(['/v1/session', '/v1/sign-in-links'])('cannot sign anybody in: %s', async (path) => {
		const token = await linkToken(service.context, await addMember(service.context, 'viewer'));
		const body = path === '/v1/session' ? { token } : { email: 'a@example.com' };
		const json = { 'content-type': 'application/json' };
		for (const from of [
			{ origin: 'https://evil.example' },
			{ 'sec-fetch-site': 'cross-site' },
		] as const) {
			const headers = { ...json, ...from };
			const answer = await askBare(`${service.url}${path}`, 'POST', headers, JSON.stringify(body));
			expect([answer.status, answer.body.code]).toEqual([403, 'csrf_failed']);
			expect(answer.headers.get('set-cookie')).toBeNull();
		}
		for (const type of formTypes) {
			const headers = { 'content-type': type };
			const answer = await askBare(`${service.url}${path}`, 'POST', headers, JSON.stringify(body));
			expect(answer.status).toBe(415);
		}
	});

	it('reads nothing: no answer invites it', async () => {
		const { headers } = await owner.ask('GET', '/v1/sources', undefined, {
			origin: 'https://evil.example',
		});
		expect(headers.get('access-control-allow-origin')).toBeNull();
		expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
	});
});

describe('the page itself', () => {
	it('may change things: with its token, from its own address', async () => {
		const made = await owner.ask(
			'POST',
			'/v1/keys',
			{ name: 'By hand' },
			{ origin: service.url, 'sec-fetch-site': 'same-origin' },
		);
		expect(made.status).toBe(201);
		const revoked = await owner.ask('DELETE', `/v1/keys/${made.body.id}`);
		expect(revoked.status).toBe(204);
	});
});

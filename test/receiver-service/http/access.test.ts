import { scopes } from '../../../receiver-service/src/domain/types.ts';
import type { Endpoint, Route } from '../../../receiver-service/src/http/route.ts';
import { routes } from '../../../receiver-service/src/http/routes/index.ts';
import { type AnswerBody, type Client, clientOf } from '../../support/client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';

let service: TestService;
let neighbour: Client;
/** The neighbour's own things: real ids of another organisation. */
const foreign: Record<string, string> = {};
const idOf = ([first]: readonly { readonly id: string }[]): string => {
	if (first === undefined) throw new Error('The list is empty.');
	return first.id;
};

const byScopeMissing = new Map<string, Client>();

beforeAll(async () => {
	service = await startTestService();
	const { context, url } = service;
	await liftRateLimit(context);
	neighbour = clientOf(url, (await addTenant(context)).apiKey);
	const source = await neighbour('POST', '/v1/sources', { vendor: 'vocalis', name: 'Theirs' });
	foreign.source = source.body.id;
	const subscription = await neighbour('POST', '/v1/subscriptions', {
		url: 'http://127.0.0.1:65001/hook',
		platform: 'custom',
		event_types: ['vocalis.*'],
	});
	foreign.subscription = subscription.body.id;
	const published = await neighbour('POST', '/v1/messages', {
		vendor: 'vocalis',
		event: 'call.ended',
		data: { call_id: 'c_1' },
	});
	foreign.message = published.body.id;
	const deliveries = await neighbour('GET', '/v1/deliveries');
	foreign.delivery = idOf(deliveries.body.data);
	const key = await neighbour('POST', '/v1/keys', { name: 'theirs' });
	foreign.key = key.body.id;
	const member = await neighbour('POST', '/v1/members', { email: 'n@example.com', role: 'owner' });
	foreign.member = member.body.id;
	const ingest = source.body.ingest_url.replace(/^.*\/in\//, `${url}/in/`);
	await fetch(ingest, { method: 'POST', body: '{"event":"call.ended"}' });
	const receipts = await neighbour('GET', '/v1/receipts');
	foreign.receipt = idOf(receipts.body.data);
	for (const scope of scopes) {
		const others = scopes.filter((other) => other !== scope);
		byScopeMissing.set(scope, clientOf(url, await addKey(context, defaultOrgId(context), others)));
	}
});
afterAll(() => service.stop());

const protectedRoutes = routes.filter((endpoint): endpoint is Route => endpoint.scope !== null);
const named = (list: readonly Endpoint[]) =>
	list.map((endpoint) => [`${endpoint.method.toUpperCase()} ${endpoint.path}`, endpoint] as const);
const pathOf = ({ path }: Endpoint, id: string) =>
	path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => (name === 'kind' ? 'recording' : id));
const bodyOf = (endpoint: Endpoint) => (endpoint.body === undefined ? undefined : {});

describe.each(named(protectedRoutes))('%s', (_name, endpoint) => {
	it('needs a key', async () => {
		const path = pathOf(endpoint, 'x_1');
		const answer = await clientOf(service.url, null)(
			endpoint.method.toUpperCase(),
			path,
			bodyOf(endpoint),
		);
		const memberOnly = endpoint.scope !== null && endpoint.memberOnly === true;
		const code = memberOnly ? 'not_signed_in' : 'unauthenticated';
		expect([answer.status, answer.body.code]).toEqual([401, code]);
	});

	if (endpoint.scope !== 'any') {
		it(`needs the scope ${endpoint.scope}, whatever others there are`, async () => {
			const client = byScopeMissing.get(endpoint.scope ?? '');
			const path = pathOf(endpoint, 'x_1');
			const answer = await client?.(endpoint.method.toUpperCase(), path, bodyOf(endpoint));
			expect([answer?.status, answer?.body.code]).toEqual([403, 'scope_missing']);
			expect(answer?.body.detail).toContain(endpoint.scope);
		});
	}
});

describe('another organisation', () => {
	const whose: readonly (readonly [RegExp, string])[] = [
		[/^\/v1\/keys\//, 'key'],
		[/^\/v1\/sources\//, 'source'],
		[/^\/v1\/subscriptions\//, 'subscription'],
		[/^\/v1\/messages\//, 'message'],
		[/^\/v1\/deliveries\//, 'delivery'],
		[/^\/v1\/receipts\//, 'receipt'],
		[/^\/v1\/members\//, 'member'],
	];
	const kindOf = ({ path }: Endpoint) => whose.find(([pattern]) => pattern.test(path))?.[1];
	const withId = protectedRoutes.filter(
		(endpoint) => endpoint.path.includes('{') && kindOf(endpoint) !== undefined,
	);
	const bodies: Readonly<Record<string, unknown>> = {
		'POST /v1/sources/{id}/test': { event: 'call.ended' },
	};

	it.each(named(withId))('does not exist for %s', async (name, endpoint) => {
		const kind = kindOf(endpoint) ?? '';
		const { call, context } = service;
		const method = endpoint.method.toUpperCase();
		const body = bodies[name] ?? bodyOf(endpoint);
		const theirs = await call<AnswerBody>(method, pathOf(endpoint, foreign[kind] ?? ''), body);
		const nobodys = await call<AnswerBody>(
			method,
			pathOf(endpoint, `${kind.slice(0, 3)}_nobody`),
			body,
		);
		// Deleting a subscription answers 204 even when it is gone: also then, alike for both.
		expect(theirs.status).toBe(name === 'DELETE /v1/subscriptions/{id}' ? 204 : 404);
		expect([theirs.status, theirs.body]).toEqual([nobodys.status, nobodys.body]);
		expect(context.directory.subscription(foreign.subscription ?? '')).toBeDefined();
		expect(context.directory.source(foreign.source ?? '')).toBeDefined();
		expect(context.directory.key(foreign.key ?? '')?.revokedAt).toBeNull();
	});

	const subscription = {
		url: 'http://127.0.0.1:65001/h',
		platform: 'custom',
		event_types: ['vocalis.*'],
	};
	it.each([
		['POST', '/v1/subscriptions', () => ({ ...subscription, source_id: foreign.source })],
		['GET', '/v1/filter-values?field=agent_id&source_id={source}', () => undefined],
		['GET', '/v1/event-types?source_id={source}', () => undefined],
		[
			'POST',
			'/v1/sources/{own}/test',
			() => ({ event: 'call.ended', subscription_ids: [foreign.subscription] }),
		],
		['PATCH', '/v1/sources/{own}', () => ({ remove_secret_ids: ['sec_nobody'] })],
		['DELETE', '/v1/keys/{ownKey}', () => ({ transfer_to: foreign.key })],
		['DELETE', '/v1/keys/{ownKey}?transfer_to={key}', () => undefined],
	])('does not exist inside a body or query either: %s %s', async (method, path, body) => {
		const { call, context } = service;
		const orgId = defaultOrgId(context);
		const own = context.directory.sourcesOf(orgId).find(({ vendor }) => vendor === 'vocalis')?.id;
		const ownKey = context.directory.keysOf(orgId).at(-1)?.id;
		const filled = path
			.replace('{source}', foreign.source ?? '')
			.replace('{key}', foreign.key ?? '')
			.replace('{own}', own ?? '')
			.replace('{ownKey}', ownKey ?? '');
		const answer = await call<AnswerBody>(method, filled, body());
		expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
	});

	it('shows in no list', async () => {
		for (const path of [
			'/v1/keys',
			'/v1/sources',
			'/v1/subscriptions',
			'/v1/messages',
			'/v1/deliveries',
			'/v1/receipts',
			'/v1/members',
			'/v1/audit-log',
		]) {
			const { body } = await service.call<AnswerBody>('GET', path);
			const ids = body.data.map(({ id }) => id);
			for (const id of Object.values(foreign)) {
				expect(ids).not.toContain(id);
				expect(JSON.stringify(body)).not.toContain(id);
			}
		}
	});
});

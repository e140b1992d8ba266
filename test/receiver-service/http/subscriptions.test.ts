import { type AnswerBody, clientOf } from '../../support/client.ts';
import { type SubscriptionBench, startSubscriptionBench } from '../../support/subscriptions.ts';
import { addKey, defaultOrgId } from '../../support/tenants.ts';

let bench: SubscriptionBench;
beforeAll(async () => {
	bench = await startSubscriptionBench();
});
afterAll(() => bench.stop());

const keyWith = (...scopes: readonly ('read' | 'subscribe' | 'admin')[]) =>
	addKey(bench.service.context, defaultOrgId(bench.service.context), scopes);

describe('POST /v1/subscriptions', () => {
	it('answers the secret, here and nowhere else', async () => {
		const url = bench.freshUrl();
		const { status, body } = await bench.subscribe({ url, name: 'CRM' });
		expect(status).toBe(201);
		expect(body).toEqual({
			id: expect.stringMatching(/^sub_/),
			url,
			platform: 'custom',
			made_by: 'key',
			name: 'CRM',
			event_types: ['vocalis.*'],
			source_id: null,
			filter: {},
			format: 'message',
			policy: 'standard',
			header_names: [],
			rate_limit_per_second: null,
			signing: 'secret',
			mode: 'live',
			expires_at: null,
			client: null,
			status: 'active',
			disabled_reason: null,
			deliveries_count: 0,
			consecutive_failures: 0,
			failing_since: null,
			last_error: null,
			last_error_text: null,
			last_success_at: null,
			last_failure_at: null,
			next_probe_at: null,
			created_at: expect.any(String),
			updated_at: expect.any(String),
			secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
		});
		const { secret, ...shown } = body;
		expect(await bench.show(body.id)).toEqual(shown);
		expect(
			JSON.stringify((await bench.service.call<AnswerBody>('GET', '/v1/subscriptions')).body),
		).not.toContain(secret);
	});

	it('takes every field of the contract', async () => {
		const [source] = bench.service.context.directory
			.sourcesOf(defaultOrgId(bench.service.context))
			.filter(({ vendor }) => vendor === 'voicehire');
		const given = {
			platform: 'n8n',
			event_types: ['voicehire.*', 'inboundflow.call.completed'],
			name: 'Flow',
			source_id: source?.id,
			filter: { agent_id: ['a', 'b'], min_duration_seconds: 30, min_score: 7.5 },
			policy: { schedule_seconds: [1, 60], timeout_seconds: 5, disable_after: 10 },
			rate_limit_per_second: 2.5,
			client: {
				instance_id: 'i',
				workflow_id: 'w',
				workflow_name: 'W',
				node_name: 'N',
				version: '1',
			},
		};
		const { status, body } = await bench.subscribe({
			...given,
			headers: { Authorization: 'Bearer abc' },
		});
		expect(status).toBe(201);
		expect(body).toMatchObject({ ...given, header_names: ['Authorization'] });
		expect(JSON.stringify(body)).not.toContain('abc');
	});

	it('is by the vendor’s own policy where the vendor’s own format is sent', async () => {
		const { body } = await bench.subscribe({ format: 'vendor' });
		expect(body.policy).toBe('vendor');
	});

	const secret24 = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
	it.each([
		['message', secret24],
		['message', `whsec_${Buffer.alloc(64, 1).toString('base64')}`],
		['vendor', 'sixteen-visible!'],
		['vendor', 'v'.repeat(128)],
	])('takes one’s own secret for format %s: %s', async (format, secret) => {
		const { status, body } = await bench.subscribe({ format, secret });
		expect([status, body.secret]).toEqual([201, secret]);
	});

	it.each([
		['no URL', { url: undefined }, 'url'],
		['no events', { event_types: [] }, 'event_types'],
		['events of nobody', { event_types: ['nobody.*'] }, 'event_types.0'],
		['an event that is none', { event_types: ['vocalis.call.nope'] }, 'event_types.0'],
		['a vendor without its star', { event_types: ['vocalis'] }, 'event_types.0'],
		['everything of everybody', { event_types: ['*'] }, 'event_types.0'],
		['another platform', { platform: 'ifttt' }, 'platform'],
		['an unknown field', { colour: 'red' }, ''],
		['an unknown filter', { filter: { colour: ['red'] } }, 'filter'],
		['a filter without values', { filter: { agent_id: [] } }, 'filter.agent_id'],
		['a filter of one bare value', { filter: { agent_id: 'a' } }, 'filter.agent_id'],
		['a minimum below zero', { filter: { min_score: -1 } }, 'filter.min_score'],
		['a short secret', { secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, 'secret'],
		['a long secret', { secret: `whsec_${Buffer.alloc(65).toString('base64')}` }, 'secret'],
		['a secret without its prefix', { secret: 'sixteen-visible!' }, 'secret'],
		['a vendor secret too short', { format: 'vendor', secret: 'fifteen-visible' }, 'secret'],
		['a vendor secret with a space', { format: 'vendor', secret: 'sixteen visible!' }, 'secret'],
		['a secret with derived signing', { signing: 'derived', secret: secret24 }, 'secret'],
		['the vendor’s format for zapier', { platform: 'zapier', format: 'vendor' }, 'format'],
		['the vendor’s format for n8n', { platform: 'n8n', format: 'vendor' }, 'format'],
		['the vendor’s format for make', { platform: 'make', format: 'vendor' }, 'format'],
		['a long test', { mode: 'test', ttl_seconds: 301 }, 'ttl_seconds'],
		['a time without a test', { ttl_seconds: 60 }, 'ttl_seconds'],
		['a wrong policy', { policy: { schedule_seconds: [0], timeout_seconds: 5 } }, 'policy'],
		['no patience', { policy: { schedule_seconds: [1], timeout_seconds: 0 } }, 'policy'],
		['no pace', { rate_limit_per_second: 0 }, 'rate_limit_per_second'],
	])('refuses %s', async (_what, more, path) => {
		const { status, body } = await bench.subscribe(more);
		expect([status, body.code]).toEqual([400, 'validation_failed']);
		expect(body.errors[0].path).toContain(path);
	});

	it.each([
		['not a url', 'url_invalid'],
		['ftp://example.com/x', 'url_invalid'],
		['https://user:pass@example.com/x', 'url_has_credentials'],
		['http://example.com/x', 'url_not_https'],
		['https://10.0.0.1/x', 'url_private_address'],
		['https://[::1]/x', 'url_private_address'],
		['https://169.254.169.254/latest', 'url_private_address'],
		['https://example.com:22/x', 'url_port_not_allowed'],
		['https://nothing.invalid/x', 'url_host_unresolvable'],
	])('refuses the unsafe %s and says why', async (url, code) => {
		const { status, body } = await bench.subscribe({ url });
		expect([status, body.code]).toEqual([400, code]);
		expect(body.detail).not.toContain('{');
	});

	it('refuses our own address', async () => {
		const { body } = await bench.subscribe({ url: `${bench.service.url}/sandbox/x` });
		expect(body.code).toBe('url_own_address');
	});

	it.each(['https://93.184.216.34/hooks', 'https://93.184.216.34:8443/hooks.zapier.com'])(
		'refuses %s for zapier, though it is safe',
		async (url) => {
			expect((await bench.subscribe({ url })).status).toBe(201);
			const { status, body } = await bench.subscribe({ url, platform: 'zapier' });
			expect([status, body.code]).toEqual([400, 'url_not_zapier']);
		},
	);

	it('takes a URL of an allowed range for zapier', async () => {
		expect((await bench.subscribe({ platform: 'zapier' })).status).toBe(201);
	});
});

describe('custom headers', () => {
	it.each([
		['x-make-apikey', 'key'],
		['Authorization', 'Bearer a.b-c'],
		['x-any', 'v'.repeat(512)],
	])('may be %s', async (name, value) => {
		expect((await bench.subscribe({ headers: { [name]: value } })).status).toBe(201);
	});

	it.each([
		'host',
		'Host',
		'content-type',
		'content-length',
		'connection',
		'te',
		'transfer-encoding',
		'upgrade',
		'expect',
		'proxy-authorization',
		'cookie',
		'user-agent',
		'webhook-id',
		'webhook-signature',
		'x-voicehooks-signature',
		'voicehooks-replay',
		'x-vocalis-signature',
		'keep-alive',
		'a b',
		'a:b',
		'',
	])('may not be %j', async (name) => {
		const { status, body } = await bench.subscribe({ headers: { [name]: 'x' } });
		expect([status, body.code]).toEqual([400, 'validation_failed']);
		expect(body.errors[0].path).toBe(`headers.${name}`);
	});

	it.each(['', ' x', 'x ', 'a\nb', 'a\r\nx-evil: 1', 'é', '\u0000', 'v'.repeat(513)])(
		'may not hold %j',
		async (value) => {
			expect((await bench.subscribe({ headers: { 'x-a': value } })).status).toBe(400);
		},
	);

	it('are at most ten, each once', async () => {
		const many = (count: number) =>
			Object.fromEntries(Array.from({ length: count }, (_value, nth) => [`x-${nth}`, 'v']));
		expect((await bench.subscribe({ headers: many(10) })).status).toBe(201);
		expect((await bench.subscribe({ headers: many(11) })).status).toBe(400);
		expect((await bench.subscribe({ headers: { 'x-a': '1', 'X-A': '2' } })).status).toBe(400);
	});

	it('are sent to the hook', async () => {
		const url = bench.freshUrl();
		await bench.subscribe({ url, headers: { 'X-Make-ApiKey': 'k-1' } });
		await bench.publish();
		const path = new URL(url).pathname;
		for (;;) {
			const hit = bench.hook.hits.find((candidate) => candidate.path === path);
			if (hit !== undefined) {
				expect(hit.headers['x-make-apikey']).toBe('k-1');
				break;
			}
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
	});
});

describe('a filter on what Dexem does not document', () => {
	it('is refused until it is mapped, and says how to map it', async () => {
		const dexem = (
			await bench.service.call<AnswerBody>('POST', '/v1/sources', { vendor: 'dexem', name: 'D' })
		).body;
		const asked = {
			event_types: ['dexem.cdr'],
			source_id: dexem.id,
			filter: { tracking_number: ['+33176000000'], min_duration_seconds: 10 },
		};
		const refused = await bench.subscribe(asked);
		expect([refused.status, refused.body.code]).toEqual([400, 'filter_not_mapped']);
		expect(refused.body.detail).toContain(`PATCH /v1/sources/${dexem.id}`);
		expect(refused.body.detail).toContain('"tracking_number"');
		const map = (field_map: object) =>
			bench.service.call<AnswerBody>('PATCH', `/v1/sources/${dexem.id}`, { field_map });
		await map({ tracking_number: 'tracking_number.number' });
		expect((await bench.subscribe(asked)).body.detail).toContain('"duration_seconds"');
		await map({ tracking_number: 'tracking_number.number', duration_seconds: 'talk_duration' });
		expect((await bench.subscribe(asked)).status).toBe(201);
	});

	it('is no matter for other vendors', async () => {
		const event_types = ['dexem.*', 'inboundflow.*'];
		const urgency = await bench.subscribe({ event_types, filter: { urgency: ['high'] } });
		expect(urgency.status).toBe(201);
		const user = await bench.subscribe({ event_types, filter: { user: ['u'] } });
		expect(user.body.code).toBe('filter_not_mapped');
	});
});

it('a source must be of a vendor that is asked for', async () => {
	const { body } = await bench.service.call<AnswerBody>('POST', '/v1/sources', {
		vendor: 'dexem',
		name: 'x',
	});
	const answer = await bench.subscribe({ source_id: body.id });
	expect(answer.body.errors[0].path).toBe('source_id');
});

describe('the hook URL', () => {
	it('is shown in full to its maker and to admins, to others its host', async () => {
		const [maker, other, admin] = [
			await keyWith('read', 'subscribe'),
			await keyWith('read', 'subscribe'),
			await keyWith('read', 'admin'),
		];
		const { service, freshUrl } = bench;
		const url = freshUrl();
		const made = await clientOf(service.url, maker)('POST', '/v1/subscriptions', {
			url,
			platform: 'zapier',
			event_types: ['vocalis.*'],
		});
		const seenBy = async (apiKey: string) =>
			(await clientOf(service.url, apiKey)('GET', `/v1/subscriptions/${made.body.id}`)).body.url;
		expect(await seenBy(maker)).toBe(url);
		expect(await seenBy(admin)).toBe(url);
		expect(await seenBy(other)).toBe(`${new URL(url).origin}/…`);
		const listed = JSON.stringify(
			(await clientOf(service.url, other)('GET', '/v1/subscriptions?limit=100')).body,
		);
		expect(listed).toContain(made.body.id);
		expect(listed).not.toContain(url);
	});
});

describe('the sandbox', () => {
	it('is no subscription of the API', async () => {
		const { context, call } = bench.service;
		const { id } = context.directory.sandboxOf(defaultOrgId(context));
		expect((await call<AnswerBody>('GET', `/v1/subscriptions/${id}`)).status).toBe(404);
		expect((await call<AnswerBody>('PATCH', `/v1/subscriptions/${id}`, { name: 'x' })).status).toBe(
			404,
		);
		await call<AnswerBody>('DELETE', `/v1/subscriptions/${id}`);
		expect(context.directory.subscription(id)).toBeDefined();
		const listed = JSON.stringify(
			(await call<AnswerBody>('GET', '/v1/subscriptions?limit=100')).body,
		);
		expect(listed).not.toContain(id);
	});
});

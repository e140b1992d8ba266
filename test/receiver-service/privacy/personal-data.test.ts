import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vendorById } from '@voicehooks/core';
import { type Hook, startHook } from '../../support/hooks.ts';
import { newSecret } from '../../support/secret.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { startVendorApi, type VendorApi } from '../../support/vendor-api.ts';
import { signedRequest } from '../../support/vendor-request.ts';

type Counts = Readonly<Record<string, number>>;
type Export = {
	readonly counts: Counts;
	readonly truncated: boolean;
	readonly messages: readonly { readonly delivered: { readonly data: Record<string, unknown> } }[];
	readonly deliveries: readonly { readonly attempts: readonly unknown[] }[];
	readonly receipts: readonly {
		readonly outcome: string;
		readonly request: { readonly body: unknown } | null;
	}[];
	readonly samples: readonly unknown[];
	readonly sandbox_requests: readonly { readonly body: unknown }[];
	readonly call_contexts: readonly { readonly context: unknown }[];
};
type Source = { readonly id: string; readonly ingest_url: string };

const inboundflow = vendorById('inboundflow');
if (inboundflow === undefined) throw new Error('no inboundflow');
const secret = newSecret();

let service: TestService;
let hook: Hook;
let vendorApi: VendorApi;
let source: Source;

const ask = <Answer>(what: string, body: unknown, headers: Record<string, string> = {}) =>
	service.call<Answer>('POST', `/v1/personal-data/${what}`, body, headers);
const preview = async (body: unknown) => (await ask<Counts>('preview', body)).body;
const post = async (
	data: Record<string, unknown>,
	key = secret,
	deliveryId: string = randomUUID(),
) => {
	const body = JSON.stringify({ event: 'call.completed', delivery_id: deliveryId, data });
	const request = signedRequest(inboundflow, 'call.completed', body, key);
	const response = await fetch(source.ingest_url, { method: 'POST', ...request });
	return (await response.json()) as { id: string; duplicate?: boolean };
};

beforeAll(async () => {
	hook = await startHook();
	vendorApi = await startVendorApi();
	service = await startTestService({}, { vendorApis: { vocalis: vendorApi.url } });
	await liftRateLimit(service.context);
	source = (
		await service.call<Source>('POST', '/v1/sources', {
			vendor: 'inboundflow',
			name: 'People',
			signing_secret: secret,
		})
	).body;
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
	await vendorApi.stop();
});

const nothing = {
	messages: 0,
	deliveries: 0,
	open_deliveries: 0,
	attempts: 0,
	receipts: 0,
	samples: 0,
	filter_values: 0,
	sandbox_requests: 0,
	idempotency_records: 0,
	call_contexts: 0,
};

describe('a person that left traces everywhere', () => {
	const phone = '+33611223344';
	const email = 'eve.trace@example.com';
	const marker = 'EveUniqueMarker';
	const deliveryId = randomUUID();
	const data = { call_id: 'pd1', caller_phone: phone, caller_email: email, caller_name: marker };
	const bystander = { call_id: 'pd2', caller_phone: '+33655667788', caller_name: 'Bystander' };

	beforeAll(async () => {
		await service.call('POST', '/v1/subscriptions', {
			url: hook.url,
			event_types: ['inboundflow.*'],
			platform: 'custom',
		});
		const paused = await service.call<{ id: string }>('POST', '/v1/subscriptions', {
			url: `${hook.url}/paused`,
			event_types: ['inboundflow.*'],
			platform: 'custom',
		});
		await service.call('POST', `/v1/subscriptions/${paused.body.id}/pause`);
		await post(data, secret, deliveryId);
		await post(data, secret, deliveryId);
		await post({ ...data, call_id: 'forged' }, newSecret());
		await post(bystander);
		await hook.waitFor(2);
		const { body } = await service.call<{ url: string }>('GET', '/v1/sandbox');
		await fetch(body.url, { method: 'POST', body: `free text about ${email} (${marker})` });
		vendorApi.behave({ status: 201, body: { call_id: 'c_pd' } });
		await service.call('POST', '/v1/sources', { vendor: 'vocalis', name: 'Dial', api_token: 'vk' });
		await service.call(
			'POST',
			'/v1/calls',
			{ agent_id: 'a', to: phone, variables: { who: marker } },
			{ 'idempotency-key': 'pd' },
		);
	});

	it('is counted by table, by phone in any spelling, by e-mail, or by both', async () => {
		const counts = await preview({ phone });
		expect(counts).toMatchObject({
			messages: 1,
			deliveries: 2,
			open_deliveries: 1,
			attempts: 1,
			receipts: 2,
			samples: 1,
			sandbox_requests: 0,
			idempotency_records: 1,
			call_contexts: 1,
		});
		expect(await preview({ phone: '06 11 22 33 44' })).toEqual(counts);
		expect(await preview({ email })).toMatchObject({
			messages: 1,
			sandbox_requests: 1,
			call_contexts: 0,
		});
		expect(await preview({ phone, email: email.toUpperCase() })).toEqual({
			...counts,
			sandbox_requests: 1,
		});
	});

	it('is exported with everything opened', async () => {
		const { status, body } = await ask<Export>('export', { phone, email });
		expect(status).toBe(200);
		expect(body.truncated).toBe(false);
		expect(body.messages.map(({ delivered }) => delivered.data.caller_name)).toEqual([marker]);
		expect(body.deliveries.flatMap(({ attempts }) => attempts)).toHaveLength(1);
		expect(body.receipts.map(({ outcome }) => outcome).sort()).toEqual(['duplicate', 'rejected']);
		expect(
			body.receipts.every(({ request }) => JSON.stringify(request?.body).includes(marker)),
		).toBe(true);
		expect(body.samples).toHaveLength(1);
		expect(body.sandbox_requests).toMatchObject([{ body: expect.stringContaining(marker) }]);
		expect(body.call_contexts).toMatchObject([
			{ context: { to: phone, variables: { who: marker } } },
		]);
		expect(JSON.stringify(body)).not.toContain('Bystander');
	});

	it('is erased everywhere, once, and nobody else with it', async () => {
		const before = await preview({ phone, email });
		const { status, body } = await ask<Counts>('erase', { phone, email });
		expect(status).toBe(200);
		expect(body).toEqual(before);
		expect(await preview({ phone, email })).toEqual(nothing);
		expect((await ask<Counts>('erase', { phone, email })).body).toEqual(nothing);
		expect(await preview({ phone: bystander.caller_phone })).toMatchObject({ messages: 1 });
	});

	it('is not delivered afterwards, when the paused hook goes on', async () => {
		const { body } = await service.call<{ data: readonly { id: string; status: string }[] }>(
			'GET',
			'/v1/subscriptions',
		);
		const paused = body.data.find(({ status }) => status === 'paused');
		const before = hook.hits.length;
		await service.call('POST', `/v1/subscriptions/${paused?.id}/enable`);
		await hook.waitFor(before + 1);
		await new Promise((resolve) => setTimeout(resolve, 100));
		const later = hook.hits.slice(before).map((hit) => String(hit.body));
		expect(later.some((text) => text.includes(marker))).toBe(false);
		expect(later).toHaveLength(1);
	});

	it('does not come back when the vendor sends the event again', async () => {
		const before = hook.hits.length;
		expect(await post(data, secret, deliveryId)).toMatchObject({ duplicate: true });
		expect(await preview({ phone, email })).toEqual(nothing);
		expect(hook.hits.length).toBe(before);
	});

	it('leaves room for a new captured sample', async () => {
		await post({ call_id: 'pd3', caller_name: 'Next' });
		const orgId = defaultOrgId(service.context);
		const samples = await service.context.store.listSamples(orgId);
		const own = samples.filter(({ sourceId }) => sourceId === source.id);
		expect(own).toHaveLength(1);
		expect(own[0]?.body).not.toContain(marker);
	});

	it('is no longer in the database files once the service was closed', async () => {
		service = await service.restart();
		source = (await service.call<Source>('GET', `/v1/sources/${source.id}`)).body;
		for (const file of readdirSync(service.folder)) {
			const bytes = readFileSync(join(service.folder, file));
			expect({ file, name: bytes.includes(marker), email: bytes.includes(email) }).toEqual({
				file,
				name: false,
				email: false,
			});
		}
	});
});

it('cancels what is about to be tried again', async () => {
	const failing = await startHook(() => 500);
	const policy = { schedule_seconds: [3], timeout_seconds: 5, disable_after: null };
	await service.call('POST', '/v1/subscriptions', {
		url: failing.url,
		event_types: ['inboundflow.lead.created'],
		platform: 'custom',
		policy,
	});
	const phone = '+33699887766';
	await service.call('POST', '/v1/messages', {
		vendor: 'inboundflow',
		event: 'lead.created',
		data: { caller_phone: phone },
	});
	await failing.waitFor(1);
	expect((await ask<Counts>('erase', { phone })).body).toMatchObject({ messages: 1 });
	await new Promise((resolve) => setTimeout(resolve, 3_800));
	expect(failing.hits).toHaveLength(1);
	await failing.stop();
});

it('cancels what waits in memory for its turn', async () => {
	const slow = await startHook();
	await service.call('POST', '/v1/subscriptions', {
		url: slow.url,
		event_types: ['inboundflow.call.transferred'],
		platform: 'custom',
		rate_limit_per_second: 1,
	});
	const phone = '+33688776655';
	for (let n = 0; n < 4; n += 1) {
		await service.call('POST', '/v1/messages', {
			vendor: 'inboundflow',
			event: 'call.transferred',
			data: { caller_phone: phone, n },
		});
	}
	await slow.waitFor(1);
	const { body } = await ask<Counts>('erase', { phone });
	expect(body).toMatchObject({ messages: 4 });
	const sent = slow.hits.length;
	await new Promise((resolve) => setTimeout(resolve, 1_500));
	expect(slow.hits.length).toBe(sent);
	expect(sent).toBeLessThan(3);
	await slow.stop();
});

describe('who may ask, and what for', () => {
	it.each(['preview', 'export', 'erase'])('%s needs the scope admin', async (what) => {
		const orgId = defaultOrgId(service.context);
		const key = await addKey(service.context, orgId, ['read', 'subscribe', 'publish', 'call']);
		const headers = { authorization: `Bearer ${key}` };
		expect((await ask(what, { phone: '+33612345678' }, headers)).status).toBe(403);
	});

	it.each([{}, { phone: 'nobody' }, { email: 'nobody' }, { name: 'Ada' }])(
		'refuses %j',
		async (body) => {
			for (const what of ['preview', 'export', 'erase'])
				expect((await ask(what, body)).status).toBe(400);
		},
	);

	it('says in French what is missing', async () => {
		const { body } = await ask<{ errors: readonly { message: string }[] }>(
			'preview',
			{},
			{ 'accept-language': 'fr' },
		);
		expect(body.errors[0]?.message).toBe('indiquez phone, email ou les deux');
	});

	it('stays inside the organisation', async () => {
		const phone = '+33644556677';
		await post({ call_id: 'iso', caller_phone: phone });
		const { apiKey } = await addTenant(service.context);
		const headers = { authorization: `Bearer ${apiKey}` };
		expect((await ask('preview', { phone }, headers)).body).toEqual(nothing);
		expect((await ask<Export>('export', { phone }, headers)).body.messages).toEqual([]);
		expect((await ask('erase', { phone }, headers)).body).toEqual(nothing);
		expect(await preview({ phone })).toMatchObject({ messages: 1 });
	});
});

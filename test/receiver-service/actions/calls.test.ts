import { randomUUID } from 'node:crypto';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { type Behaviour, startVendorApi, type VendorApi } from '../../support/vendor-api.ts';

type Call = {
	readonly call_id: string | null;
	readonly source_id: string;
	readonly sandbox: boolean;
	readonly code?: string;
	readonly detail?: string;
	readonly errors?: readonly { readonly path: string; readonly message: string }[];
};
type Item = {
	readonly type: string;
	readonly data: Record<string, unknown>;
	readonly context: Record<string, unknown>;
};

const ask = { agent_id: 'a_42', to: '+33612345678', variables: { name: 'Ada' } };

let service: TestService;
let vendorApi: VendorApi;
let sourceId: string;

const addSource = async (fields: Record<string, unknown>): Promise<string> => {
	const { body } = await service.call<{ id: string }>('POST', '/v1/sources', {
		vendor: 'vocalis',
		name: 'Calls',
		...fields,
	});
	return body.id;
};
const dial = (
	body: unknown = { ...ask, source_id: sourceId },
	headers: Record<string, string> = {},
) => service.call<Call>('POST', '/v1/calls', body, { 'idempotency-key': randomUUID(), ...headers });

beforeAll(async () => {
	vendorApi = await startVendorApi();
	service = await startTestService({}, { vendorApis: { vocalis: vendorApi.url } });
	await liftRateLimit(service.context);
	sourceId = await addSource({ api_token: 'vk_live_secret' });
});
beforeEach(() => vendorApi.behave({ status: 201, body: { call_id: `c_${randomUUID()}` } }));
afterAll(async () => {
	await service.stop();
	await vendorApi.stop();
});

describe('POST /v1/calls', () => {
	it("asks the vendor once, with the source's key, and answers the call", async () => {
		vendorApi.behave({ status: 201, body: { call_id: 'c_1' } });
		const before = vendorApi.asked.length;
		const { status, body } = await dial();
		expect(status).toBe(201);
		expect(body).toMatchObject({ call_id: 'c_1', source_id: sourceId, sandbox: false });
		expect(vendorApi.asked.length).toBe(before + 1);
		const asked = vendorApi.asked.at(-1);
		expect(asked).toMatchObject({ method: 'POST', path: '/v1/calls', body: ask });
		expect(asked?.headers.authorization).toBe('Bearer vk_live_secret');
	});

	it.each([
		['id', { id: 'c_2' }, 'c_2'],
		['none', { status: 'queued' }, null],
		['a number', { call_id: 7 }, null],
		['a list', ['c_3'], null],
	])('reads a call id named %s', async (_name, answer, callId) => {
		vendorApi.behave({ status: 200, body: answer });
		const { status, body } = await dial();
		expect({ status, callId: body.call_id }).toEqual({ status: 201, callId });
	});

	it("shows what was asked as context on the call's later events, and on no other", async () => {
		const callId = `c_${randomUUID()}`;
		vendorApi.behave({ status: 201, body: { call_id: callId } });
		await dial();
		const publish = (call_id: string) =>
			service.call<{ id: string }>('POST', '/v1/messages', {
				vendor: 'vocalis',
				event: 'call.ended',
				data: { call_id },
				source_id: sourceId,
			});
		const [own, other] = [await publish(callId), await publish('c_other')];
		const detail = (id: string) => service.call<Item>('GET', `/v1/messages/${id}`);
		expect((await detail(own.body.id)).body.context).toEqual({
			to: ask.to,
			variables: ask.variables,
		});
		expect((await detail(other.body.id)).body.context).toEqual({});
	});

	it('demands an Idempotency-Key', async () => {
		const before = vendorApi.asked.length;
		const { status } = await service.call('POST', '/v1/calls', { ...ask, source_id: sourceId });
		expect(status).toBe(400);
		expect(vendorApi.asked.length).toBe(before);
	});

	it('dials once for one Idempotency-Key and answers the same', async () => {
		const before = vendorApi.asked.length;
		const headers = { 'idempotency-key': randomUUID() };
		const first = await dial(undefined, headers);
		const second = await dial(undefined, headers);
		expect(second.body).toEqual(first.body);
		expect(second.status).toBe(201);
		expect(vendorApi.asked.length).toBe(before + 1);
	});

	it('dials once for two requests at the same time', async () => {
		const before = vendorApi.asked.length;
		const headers = { 'idempotency-key': randomUUID() };
		const answers = await Promise.all([dial(undefined, headers), dial(undefined, headers)]);
		expect(vendorApi.asked.length).toBe(before + 1);
		expect(answers.map(({ status }) => status).sort()).toEqual(expect.arrayContaining([201]));
	});

	it('refuses another body under the same Idempotency-Key', async () => {
		const headers = { 'idempotency-key': randomUUID() };
		await dial(undefined, headers);
		const { status } = await dial({ ...ask, agent_id: 'a_43', source_id: sourceId }, headers);
		expect(status).toBe(422);
	});

	it.each(['0612345678', '+0612345678', '33612345678', '+33 6 12 34 56 78', '+123', 'Ada', ''])(
		'refuses to dial %j',
		async (to) => {
			const before = vendorApi.asked.length;
			const { status, body } = await dial({ ...ask, to, source_id: sourceId });
			expect({ status, path: body.errors?.[0]?.path }).toEqual({ status: 400, path: 'to' });
			expect(vendorApi.asked.length).toBe(before);
		},
	);
});

describe('an answer of the vendor that is no call', () => {
	const table: readonly (readonly [number, number, string])[] = [
		[400, 422, 'vendor_rejected'],
		[401, 409, 'vendor_token_refused'],
		[402, 402, 'vendor_credits_exhausted'],
		[403, 409, 'vendor_forbidden'],
		[404, 404, 'vendor_not_found'],
		[422, 422, 'vendor_rejected'],
		[429, 429, 'vendor_rate_limited'],
		[302, 504, 'vendor_outcome_unknown'],
		[500, 504, 'vendor_outcome_unknown'],
		[503, 504, 'vendor_outcome_unknown'],
	];
	it.each(table)('%i becomes %i %s', async (vendorStatus, status, code) => {
		vendorApi.behave({ status: vendorStatus, body: { error: 'no' } });
		const answer = await dial();
		expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
	});

	it('keeps Retry-After of a 429 and of a 503 that asks to come back', async () => {
		for (const [vendorStatus, status] of [
			[429, 429],
			[503, 503],
		] as const) {
			vendorApi.behave({ status: vendorStatus, headers: { 'retry-after': '17' } });
			const answer = await dial();
			expect(answer.status).toBe(status);
			expect(answer.headers.get('retry-after')).toBe('17');
		}
	});

	it('can be tried again under the same Idempotency-Key once it is mended', async () => {
		const headers = { 'idempotency-key': randomUUID() };
		vendorApi.behave({ status: 402 });
		expect((await dial(undefined, headers)).status).toBe(402);
		vendorApi.behave({ status: 201, body: { call_id: 'c_9' } });
		expect((await dial(undefined, headers)).body.call_id).toBe('c_9');
	});

	it('passes on what the vendor says of the fields', async () => {
		vendorApi.behave({
			status: 422,
			body: {
				error: { code: 'VALIDATION_ERROR', message: 'Bad agent', details: { agent_id: 'unknown' } },
			},
		});
		expect((await dial()).body.errors).toEqual([
			{ path: '', message: 'VALIDATION_ERROR: Bad agent' },
			{ path: 'agent_id', message: 'unknown' },
		]);
	});

	it('is told in French when asked', async () => {
		vendorApi.behave({ status: 402 });
		const { body, headers } = await dial(undefined, { 'accept-language': 'fr-FR' });
		expect(headers.get('content-type')).toContain('application/problem+json');
		expect(body.detail).toBe(
			"Rien n'a été envoyé. Rechargez votre compte VOCALIS, puis réessayez.",
		);
	});
});

describe('an outcome nobody knows', () => {
	const broken: readonly Behaviour[] = ['cut', 'half', { status: 500 }];
	it.each(broken)('%j answers 504 and is never dialled again', async (behaviour) => {
		vendorApi.behave(behaviour);
		const before = vendorApi.asked.length;
		const headers = { 'idempotency-key': randomUUID() };
		const first = await dial(undefined, headers);
		expect({ status: first.status, code: first.body.code }).toEqual({
			status: 504,
			code: 'vendor_outcome_unknown',
		});
		vendorApi.behave({ status: 201, body: { call_id: 'c_twice' } });
		const again = await dial(undefined, headers);
		expect({ status: again.status, code: again.body.code }).toEqual({
			status: 504,
			code: 'vendor_outcome_unknown',
		});
		expect(vendorApi.asked.length).toBe(before + 1);
	});

	it('is another thing than a vendor that was never reached, which may be tried again', async () => {
		const gone = await startVendorApi();
		await gone.stop();
		const other = await startTestService({}, { vendorApis: { vocalis: gone.url } });
		try {
			const { body } = await other.call<{ id: string }>('POST', '/v1/sources', {
				vendor: 'vocalis',
				name: 'Calls',
				api_token: 'vk',
			});
			const answer = await other.call<Call>(
				'POST',
				'/v1/calls',
				{ ...ask, source_id: body.id },
				{ 'idempotency-key': 'once' },
			);
			expect({ status: answer.status, code: answer.body.code }).toEqual({
				status: 502,
				code: 'vendor_unreachable',
			});
		} finally {
			await other.stop();
		}
	});
});

describe('the source of a call', () => {
	it('must have a vendor key', async () => {
		const bare = await addSource({ name: 'No key' });
		const { status, body } = await dial({ ...ask, source_id: bare });
		expect({ status, code: body.code }).toEqual({ status: 409, code: 'vendor_token_missing' });
	});

	it('is the only one with a key when none is named, and must be named among several', async () => {
		const only = await dial(ask);
		expect(only.body.source_id).toBe(sourceId);
		const second = await addSource({ name: 'Second', api_token: 'vk_second' });
		const { status, body } = await dial(ask);
		expect({ status, code: body.code }).toEqual({ status: 400, code: 'source_required' });
		await service.call('DELETE', `/v1/sources/${second}`);
	});

	it('must be of the vendor', async () => {
		const hire = await service.call<{ id: string }>('POST', '/v1/sources', {
			vendor: 'voicehire',
			name: 'Hiring',
			api_token: 'vh_live',
		});
		const { status, body } = await dial({ ...ask, source_id: hire.body.id });
		expect({ status, code: body.code }).toEqual({ status: 400, code: 'source_of_other_vendor' });
	});

	it('must be switched on', async () => {
		const off = await addSource({ name: 'Off', api_token: 'vk', enabled: false });
		const { status, body } = await dial({ ...ask, source_id: off });
		expect({ status, code: body.code }).toEqual({ status: 409, code: 'source_switched_off' });
	});

	it("is never another organisation's", async () => {
		const { apiKey } = await addTenant(service.context);
		const before = vendorApi.asked.length;
		const { status } = await dial(
			{ ...ask, source_id: sourceId },
			{ authorization: `Bearer ${apiKey}` },
		);
		expect(status).toBe(404);
		expect(vendorApi.asked.length).toBe(before);
	});
});

it('needs the scope call', async () => {
	const key = await addKey(service.context, defaultOrgId(service.context), [
		'read',
		'subscribe',
		'publish',
		'admin',
	]);
	const { status } = await dial(undefined, { authorization: `Bearer ${key}` });
	expect(status).toBe(403);
});

describe('a sandbox source', () => {
	it('plays the call, says so, and asks the vendor nothing', async () => {
		const sandbox = await addSource({ name: 'Play', sandbox: true });
		const before = vendorApi.asked.length;
		const { status, body } = await dial({ ...ask, source_id: sandbox });
		expect({ status, sandbox: body.sandbox }).toEqual({ status: 201, sandbox: true });
		expect(vendorApi.asked.length).toBe(before);
		const { body: page } = await service.call<{ data: readonly Item[] }>(
			'GET',
			`/v1/messages?call_id=${body.call_id}&order=asc`,
		);
		expect(page.data.map(({ type }) => type)).toEqual([
			'vocalis.call.started',
			'vocalis.call.ended',
		]);
		for (const { data, context } of page.data) {
			expect(data.agent_id).toBe('a_42');
			expect(context).toEqual({ to: ask.to, variables: ask.variables });
		}
	});

	it('dials for nobody even when it has a key', async () => {
		const sandbox = await addSource({ name: 'Play with key', sandbox: true, api_token: 'vk' });
		const before = vendorApi.asked.length;
		expect((await dial({ ...ask, source_id: sandbox })).body.sandbox).toBe(true);
		expect(vendorApi.asked.length).toBe(before);
	});
});

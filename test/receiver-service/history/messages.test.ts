import { hookBodyKeys } from '../../support/hook-body.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addTenant, liftRateLimit } from '../../support/tenants.ts';

type HookBody = { readonly id: string; readonly type: string; readonly received_at: string };
type Page = {
	readonly data: readonly HookBody[];
	readonly next_cursor: string | null;
	readonly has_more: boolean;
};
type Published = { readonly id: string; readonly deliveries: number; readonly duplicate?: true };
type Problem = {
	readonly code: string;
	readonly detail: string;
	readonly errors?: readonly { path: string }[];
};

let service: TestService;
let hook: Hook;

const publish = (
	vendor: string,
	event: string,
	data: Record<string, unknown> = {},
	more: Record<string, unknown> = {},
) => service.call<Published>('POST', '/v1/messages', { vendor, event, data, ...more });
const list = (query = '', headers: Record<string, string> = {}) =>
	service.call<Page>('GET', `/v1/messages${query}`, undefined, headers);
const search = (body: unknown, headers: Record<string, string> = {}) =>
	service.call<Page>('POST', '/v1/messages/search', body, headers);

beforeAll(async () => {
	hook = await startHook();
	service = await startTestService();
	await liftRateLimit(service.context);
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
});

describe('POST /v1/messages', () => {
	it('answers the message and to how many hooks it goes', async () => {
		const created = await service.call('POST', '/v1/subscriptions', {
			url: hook.url,
			event_types: ['vocalis.lead.qualified'],
			platform: 'custom',
		});
		expect(created.status).toBe(201);
		const { status, body } = await publish('vocalis', 'lead.qualified', { call_id: 'c_pub' });
		expect(status).toBe(202);
		expect(body).toEqual({ id: expect.stringMatching(/^msg_/), deliveries: 1 });
		const [hit] = await hook.waitFor(1);
		expect(JSON.parse(String(hit?.body))).toMatchObject({
			id: body.id,
			data: { call_id: 'c_pub' },
		});
		await service.call('DELETE', `/v1/subscriptions/${created.body.id}`);
	});

	it('counts an id once and answers the first message', async () => {
		const first = await publish('vocalis', 'call.started', { call_id: 'c_1' }, { id: 'mine-1' });
		const again = await publish('vocalis', 'call.started', { call_id: 'c_2' }, { id: 'mine-1' });
		expect(again).toMatchObject({ status: 202, body: { id: first.body.id, duplicate: true } });
		expect(first.body.duplicate).toBeUndefined();
	});

	it('takes an event that no page names', async () => {
		const { body } = await publish('vocalis', 'brand.new', { a: 1 });
		const detail = await service.call<{ type: string; event: string }>(
			'GET',
			`/v1/messages/${body.id}`,
		);
		expect(detail.body).toMatchObject({ type: 'vocalis.unknown', event: 'brand.new' });
	});

	it.each([
		['an unknown vendor', { vendor: 'nobody', event: 'x', data: {} }, 'vendor'],
		['no event', { vendor: 'vocalis', data: {} }, 'event'],
		['an event with a space', { vendor: 'vocalis', event: 'a b', data: {} }, 'event'],
		['data that is a list', { vendor: 'vocalis', event: 'x', data: [] }, 'data'],
		['no data', { vendor: 'vocalis', event: 'x' }, 'data'],
	])('refuses %s and names the field', async (_name, body, path) => {
		const answer = await service.call<Problem>('POST', '/v1/messages', body);
		expect({ status: answer.status, path: answer.body.errors?.[0]?.path }).toEqual({
			status: 400,
			path,
		});
	});

	it("refuses another vendor's source", async () => {
		const { body } = await service.call<{ id: string }>('POST', '/v1/sources', {
			vendor: 'dexem',
			name: 'Numbers',
		});
		const answer = await publish('vocalis', 'call.ended', {}, { source_id: body.id });
		expect(answer.status).toBe(400);
	});
});

describe('GET /v1/messages/{id}', () => {
	it('adds what became of it to the hook body', async () => {
		const { body: source } = await service.call<{ ingest_url: string }>('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'Detail',
		});
		const send = () =>
			fetch(source.ingest_url, { method: 'POST', body: '{"event":"call.ended","call_id":"d1"}' });
		const { id } = (await (await send()).json()) as { id: string };
		await send();
		await send();
		const { status, body } = await service.call<Record<string, unknown>>(
			'GET',
			`/v1/messages/${id}`,
		);
		expect(status).toBe(200);
		expect(Object.keys(body)).toEqual([
			...hookBodyKeys,
			'status',
			'duplicates',
			'marks',
			'origin',
			'receipt_id',
			'deliveries',
		]);
		expect(body).toMatchObject({
			status: 'accepted',
			duplicates: 2,
			origin: 'ingest',
			deliveries: [],
		});
	});

	it('knows no foreign message', async () => {
		const { body } = await publish('vocalis', 'call.ended', { call_id: 'iso' });
		const { apiKey } = await addTenant(service.context);
		const authorization = `Bearer ${apiKey}`;
		const get = await service.call('GET', `/v1/messages/${body.id}`, undefined, { authorization });
		expect(get.status).toBe(404);
		expect((await list('', { authorization })).body.data).toEqual([]);
		expect((await search({}, { authorization })).body.data).toEqual([]);
		const replay = await service.call('POST', `/v1/messages/${body.id}/replay`, undefined, {
			authorization,
		});
		expect(replay.status).toBe(404);
		const file = await service.call('GET', `/v1/messages/${body.id}/files/recording`, undefined, {
			authorization,
		});
		expect(file.status).toBe(404);
	});
});

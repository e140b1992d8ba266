import { type ReplayedRange, replayRange } from '../../../receiver-service/src/pipeline/replay.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';

type Counts = {
	readonly messages: number;
	readonly deliveries: number;
	readonly next_cursor: string | null;
	readonly has_more: boolean;
	readonly code?: string;
};
type Delivery = {
	readonly id: string;
	readonly message_id: string;
	readonly subscription_id: string;
	readonly status: string;
	readonly replay: boolean;
};
type Detail = Delivery & {
	readonly url: string;
	readonly request: { readonly headers: Record<string, string> | null; readonly body: string };
	readonly attempts: readonly Record<string, unknown>[];
};

let service: TestService;
let hook: Hook;
let answerOf: (nth: number) => number = () => 200;

const subscribe = async (
	path: string,
	types: readonly string[],
	more: Record<string, unknown> = {},
) => {
	const { body } = await service.call<{ id: string }>('POST', '/v1/subscriptions', {
		url: `${hook.url}/${path}`,
		event_types: types,
		platform: 'custom',
		...more,
	});
	return body.id;
};
const publish = async (event: string, data: Record<string, unknown> = {}) =>
	(await service.call<{ id: string }>('POST', '/v1/messages', { vendor: 'voicehire', event, data }))
		.body.id;
const hitsAt = (path: string) => hook.hits.filter((hit) => hit.path.endsWith(`/${path}`));
const until = async (done: () => boolean | Promise<boolean>) => {
	for (let tries = 0; !(await done()); tries += 1) {
		if (tries > 500) throw new Error('It did not come about.');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
};
const deliveriesOf = async (query: string) =>
	(await service.call<{ data: readonly Delivery[] }>('GET', `/v1/deliveries?${query}`)).body.data;
const ended = (query: string, count: number, status: string) =>
	until(async () => {
		const found = await deliveriesOf(query);
		return found.length === count && found.every((delivery) => delivery.status === status);
	});

beforeAll(async () => {
	hook = await startHook((_hit, nth) => answerOf(nth));
	service = await startTestService();
	await liftRateLimit(service.context);
});
beforeEach(() => {
	answerOf = () => 200;
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
});

describe('POST /v1/messages/{id}/replay', () => {
	it('delivers again to whoever matches, as a new delivery of the same message', async () => {
		const id = await subscribe('again', ['voicehire.candidate.added']);
		const messageId = await publish('candidate.added', { candidate_id: 'r1' });
		await until(() => hitsAt('again').length === 1);
		const { status, body } = await service.call('POST', `/v1/messages/${messageId}/replay`);
		expect({ status, body }).toEqual({ status: 202, body: { id: messageId, deliveries: 1 } });
		await until(() => hitsAt('again').length === 2);
		const [first, second] = hitsAt('again');
		expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
		expect(second?.headers['voicehooks-replay']).toMatch(/^dlv_/);
		expect(first?.headers['voicehooks-replay']).toBeUndefined();
		expect(JSON.parse(String(second?.body))).toEqual({
			...JSON.parse(String(first?.body)),
			replay: true,
		});
		const [newest, oldest] = await deliveriesOf(`message_id=${messageId}`);
		expect(newest).toMatchObject({ replay: true, id: second?.headers['voicehooks-replay'] });
		expect(oldest).toMatchObject({ replay: false, subscription_id: id });
	});

	it('reaches the one subscription it names, whether it matches or not', async () => {
		const id = await subscribe('named', ['dexem.cdr']);
		const messageId = await publish('candidate.sourced', {});
		const answer = await service.call('POST', `/v1/messages/${messageId}/replay`, {
			subscription_id: id,
		});
		expect(answer.body).toMatchObject({ deliveries: 1 });
		await until(() => hitsAt('named').length === 1);
	});

	it('holds what a paused subscription is to get', async () => {
		const id = await subscribe('paused', ['voicehire.campaign.created']);
		await service.call('POST', `/v1/subscriptions/${id}/pause`);
		const messageId = await publish('campaign.created', {});
		await service.call('POST', `/v1/messages/${messageId}/replay`);
		const found = await deliveriesOf(`subscription_id=${id}`);
		expect(found.map(({ status }) => status)).toEqual(['held', 'held']);
		await service.call('POST', `/v1/subscriptions/${id}/enable`);
		await until(() => hitsAt('paused').length === 2);
	});

	it('knows no foreign subscription', async () => {
		const { apiKey } = await addTenant(service.context);
		const foreign = await service.call<{ id: string }>(
			'POST',
			'/v1/subscriptions',
			{ url: `${hook.url}/foreign`, event_types: ['voicehire.*'], platform: 'custom' },
			{ authorization: `Bearer ${apiKey}` },
		);
		expect(foreign.status).toBe(201);
		const messageId = await publish('credits.low', {});
		const named = { subscription_id: foreign.body.id };
		expect((await service.call('POST', `/v1/messages/${messageId}/replay`, named)).status).toBe(
			404,
		);
		const range = { ...named, since: '2020-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z' };
		expect((await service.call('POST', '/v1/replays', range)).status).toBe(404);
		expect(hitsAt('foreign')).toHaveLength(0);
	});
});

describe('POST /v1/replays', () => {
	const range = { since: '2020-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z' };
	const replay = (body: Record<string, unknown>) =>
		service.call<Counts>('POST', '/v1/replays', { ...range, ...body });

	it('delivers every message of a range to one subscription that came later', async () => {
		const messages: string[] = [];
		for (let n = 0; n < 5; n += 1) messages.push(await publish('campaign.status_changed', { n }));
		const id = await subscribe('late', ['voicehire.campaign.status_changed']);
		const { status, body } = await replay({ subscription_id: id });
		expect({ status, body }).toEqual({
			status: 202,
			body: { messages: 5, deliveries: 5, next_cursor: null, has_more: false },
		});
		await until(() => hitsAt('late').length === 5);
		expect(new Set(hitsAt('late').map(({ headers }) => headers['webhook-id']))).toEqual(
			new Set(messages),
		);
	});

	it('takes only the types and the time it is told', async () => {
		const id = await subscribe('typed', [
			'voicehire.credits.depleted',
			'voicehire.candidate.interview.started',
		]);
		await publish('credits.depleted', {});
		const before = new Date(Date.now() + 1).toISOString();
		await new Promise((resolve) => setTimeout(resolve, 5));
		await publish('credits.depleted', {});
		await publish('candidate.interview.started', {});
		await ended(`subscription_id=${id}`, 3, 'succeeded');
		const counts = async (body: Record<string, unknown>) =>
			(await replay({ subscription_id: id, ...body })).body.deliveries;
		expect(await counts({ type: 'voicehire.credits.depleted', until: before })).toBe(1);
		expect(await counts({ type: ['voicehire.credits.depleted'], since: before })).toBe(1);
		expect(await counts({ type: 'voicehire.*', since: before })).toBe(2);
		expect(await counts({ type: 'dexem.*' })).toBe(0);
	});

	it('gives each delivery that failed to its own subscription again, once', async () => {
		answerOf = () => 500;
		const policy = { schedule_seconds: [], timeout_seconds: 5, disable_after: null };
		const id = await subscribe('failing', ['voicehire.candidate.interview.failed'], { policy });
		await publish('candidate.interview.failed', { n: 1 });
		await publish('candidate.interview.failed', { n: 2 });
		await ended(`subscription_id=${id}`, 2, 'dead_letter');
		answerOf = () => 200;
		expect((await replay({ subscription_id: id, status: 'succeeded' })).body.deliveries).toBe(0);
		const { body } = await replay({ subscription_id: id, status: ['dead_letter'] });
		expect(body).toMatchObject({ messages: 2, deliveries: 2 });
		await until(() => hitsAt('failing').length === 4);
		await until(
			async () => (await deliveriesOf(`subscription_id=${id}&status=succeeded`)).length === 2,
		);
		// A message that failed, and failed again when replayed, is still one.
		expect(
			(await replay({ subscription_id: id, status: ['dead_letter', 'succeeded'] })).body,
		).toMatchObject({
			messages: 2,
			deliveries: 2,
		});
	});

	it('does a large range in parts that miss nothing and repeat nothing', async () => {
		const types = ['voicehire.candidate.interview.started'];
		const messages: string[] = [];
		const since = Date.now();
		for (let n = 0; n < 7; n += 1)
			messages.push(await publish('candidate.interview.started', { n }));
		const id = await subscribe('parts', types);
		const { context } = service;
		const all = { subscriptionId: id, types, statuses: [], since, until: Date.now() + 60_000 };
		let after: string | null = null;
		let parts = 0;
		do {
			const orgId = defaultOrgId(context);
			const bounds = { batchSize: 2, maxRows: 4 };
			const done: ReplayedRange = await replayRange(context, orgId, { ...all, after }, bounds);
			after = done.next;
			parts += 1;
		} while (after !== null);
		expect(parts).toBe(2);
		await until(() => hitsAt('parts').length === 7);
		expect(
			hitsAt('parts')
				.map(({ headers }) => headers['webhook-id'])
				.sort(),
		).toEqual(messages);
	});

	it('never takes what it added itself for a part of the range', async () => {
		const id = await subscribe('added', ['voicehire.candidate.sourced']);
		for (let n = 0; n < 3; n += 1) await publish('candidate.sourced', { n });
		await ended(`subscription_id=${id}`, 3, 'succeeded');
		const orgId = defaultOrgId(service.context);
		const end = Date.now() + 1;
		await new Promise((resolve) => setTimeout(resolve, 5));
		const all = {
			subscriptionId: id,
			types: [],
			statuses: ['succeeded'] as const,
			since: 0,
			until: end,
		};
		const bounds = { batchSize: 1, maxRows: 2 };
		const first = await replayRange(service.context, orgId, { ...all, after: null }, bounds);
		await ended(`subscription_id=${id}`, 5, 'succeeded');
		const cursor = Buffer.from(`replay_dlv:${end}~${first.next}`).toString('base64url');
		const { body } = await replay({ subscription_id: id, status: 'succeeded', cursor });
		expect(body).toEqual({ messages: 1, deliveries: 1, next_cursor: null, has_more: false });
	});

	it('leaves tests out of a range', async () => {
		const { body: source } = await service.call<{ id: string }>('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'Tested',
		});
		await service.call('POST', `/v1/sources/${source.id}/test`, { event: 'emotion.spike' });
		const id = await subscribe('no-tests', ['vocalis.emotion.spike']);
		expect((await replay({ subscription_id: id })).body).toMatchObject({
			messages: 0,
			deliveries: 0,
		});
	});

	it.each([
		['no range', {}],
		['half a range', { since: range.since }],
		['a range that ends before it begins', { since: range.until, until: range.since }],
		['deliveries that are still on their way', { ...range, status: 'pending' }],
		['a cursor of another list', { ...range, cursor: Buffer.from('msg:1').toString('base64url') }],
		[
			'a cursor of the other kind of range',
			{ ...range, cursor: Buffer.from('replay_dlv:9~1').toString('base64url') },
		],
	])('refuses %s', async (_name, body) => {
		expect((await service.call('POST', '/v1/replays', body)).status).toBe(400);
	});
});

describe('deliveries', () => {
	it('show the exact bytes and headers sent, custom values redacted, and each attempt', async () => {
		answerOf = () => 500;
		const id = await subscribe('shown', ['voicehire.candidate.interview.completed'], {
			headers: { 'x-make-apikey': 'very-secret' },
			policy: { schedule_seconds: [], timeout_seconds: 5, disable_after: null },
		});
		await publish('candidate.interview.completed', { candidate_id: 'é' });
		await ended(`subscription_id=${id}`, 1, 'dead_letter');
		const [delivery] = await deliveriesOf(`subscription_id=${id}`);
		const { body, status } = await service.call<Detail>('GET', `/v1/deliveries/${delivery?.id}`);
		const [hit] = hitsAt('shown');
		expect(status).toBe(200);
		expect(body.url).toBe(`${hook.url}/shown`);
		expect(body.request.body).toBe(String(hit?.body));
		expect(hit?.headers['x-make-apikey']).toBe('very-secret');
		expect(JSON.stringify(body)).not.toContain('very-secret');
		expect(body.request.headers).toMatchObject({
			'webhook-id': hit?.headers['webhook-id'],
			'webhook-signature': hit?.headers['webhook-signature'],
		});
		expect(body.attempts).toEqual([
			{
				at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
				status: 500,
				duration_ms: expect.any(Number),
				response_excerpt: null,
				error: expect.anything(),
				error_text: { en: 'HTTP 500', fr: 'HTTP 500' },
				outcome: 'http_error',
			},
		]);
	});

	it("show the hook's URL in full to its maker and to admins only", async () => {
		const [delivery] = await deliveriesOf('limit=1');
		const orgId = defaultOrgId(service.context);
		const key = await addKey(service.context, orgId, ['read']);
		const authorization = `Bearer ${key}`;
		const path = `/v1/deliveries/${delivery?.id}`;
		const { body } = await service.call<Detail>('GET', path, undefined, { authorization });
		expect(body.url).not.toContain('/hook/');
		expect((await service.call<Detail>('GET', path)).body.url).toContain('/hook/');
	});

	it('are delivered again to the same subscription', async () => {
		const id = await subscribe('one', ['voicehire.candidate.interview.completed.extended']);
		await publish('candidate.interview.completed.extended', {});
		await ended(`subscription_id=${id}`, 1, 'succeeded');
		const [delivery] = await deliveriesOf(`subscription_id=${id}`);
		const { status, body } = await service.call<{ id: string }>(
			'POST',
			`/v1/deliveries/${delivery?.id}/replay`,
		);
		expect(status).toBe(202);
		await until(() => hitsAt('one').length === 2);
		expect(hitsAt('one')[1]?.headers['voicehooks-replay']).toBe(body.id);
		await ended(`subscription_id=${id}`, 2, 'succeeded');
		const detail = await service.call<Detail>('GET', `/v1/deliveries/${body.id}`);
		expect(detail.body.request.body).toBe(String(hitsAt('one')[1]?.body));
	});

	it('cannot be delivered again once the subscription is gone', async () => {
		const id = await subscribe('gone', ['voicehire.candidate.added']);
		await publish('candidate.added', {});
		await ended(`subscription_id=${id}`, 1, 'succeeded');
		const [delivery] = await deliveriesOf(`subscription_id=${id}`);
		await service.call('DELETE', `/v1/subscriptions/${id}`);
		const { status, body } = await service.call('POST', `/v1/deliveries/${delivery?.id}/replay`);
		expect({ status, code: body.code }).toEqual({ status: 409, code: 'subscription_gone' });
		const detail = await service.call<Detail>('GET', `/v1/deliveries/${delivery?.id}`);
		expect({ status: detail.status, url: detail.body.url }).toEqual({ status: 200, url: null });
	});

	it('are nobody else’s', async () => {
		const [delivery] = await deliveriesOf('limit=1');
		const { apiKey } = await addTenant(service.context);
		const headers = { authorization: `Bearer ${apiKey}` };
		const get = (path: string) =>
			service.call<{ data: unknown[] }>('GET', path, undefined, headers);
		expect((await get(`/v1/deliveries/${delivery?.id}`)).status).toBe(404);
		expect((await get('/v1/deliveries')).body.data).toEqual([]);
		expect((await get(`/v1/deliveries?message_id=${delivery?.message_id}`)).body.data).toEqual([]);
		const replay = await service.call(
			'POST',
			`/v1/deliveries/${delivery?.id}/replay`,
			undefined,
			headers,
		);
		expect(replay.status).toBe(404);
	});
});

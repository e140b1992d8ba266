import type { AnswerBody } from '../../support/client.ts';
import { type SubscriptionBench, startSubscriptionBench } from '../../support/subscriptions.ts';

let bench: SubscriptionBench;
/** Statuses of hook URLs by path; 200 for all others. */
const failing = new Map<string, number>();
beforeAll(async () => {
	bench = await startSubscriptionBench(({ path }) => failing.get(path) ?? 200);
});
afterAll(() => bench.stop());

const act = (id: string, action: string, body?: object) =>
	bench.service.call<AnswerBody>('POST', `/v1/subscriptions/${id}/${action}`, body);
const eventually = async (check: () => Promise<boolean>): Promise<void> => {
	for (let tries = 0; tries < 400; tries += 1) {
		if (await check()) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	throw new Error('It never came to that.');
};
const reached = (id: string, status: string, count: number) =>
	eventually(async () => (await bench.countOf(id, status)) === count);
const quiet = (schedule_seconds: readonly number[] = []) => ({
	policy: { schedule_seconds, timeout_seconds: 5, disable_after: null },
});

describe('a subscription that begins paused', () => {
	it('holds what comes from its first moment, and delivers it once it is enabled', async () => {
		const { body, status } = await bench.subscribe({ enabled: false });
		expect([status, body.status]).toEqual([201, 'paused']);
		expect((await bench.show(body.id)).status).toBe('paused');
		await bench.publish();
		expect(await bench.countOf(body.id, 'held')).toBe(1);
		expect((await act(body.id, 'enable')).body).toMatchObject({ status: 'active', released: 1 });
		await reached(body.id, 'succeeded', 1);
	});

	it('holds the backlog of the one before it at the same URL', async () => {
		const url = bench.freshUrl();
		const before = (await bench.subscribe({ url })).body;
		await act(before.id, 'pause');
		await bench.publish();
		await bench.service.call('DELETE', `/v1/subscriptions/${before.id}`);
		const heir = (await bench.subscribe({ url, enabled: false })).body;
		expect(await bench.countOf(heir.id, 'held')).toBe(1);
		await act(heir.id, 'enable');
		await reached(heir.id, 'succeeded', 1);
	});

	it('is what posting it again says, and stays as it is where that says nothing', async () => {
		const url = bench.freshUrl();
		const statusOf = async (more: object) => {
			const { body, status } = await bench.subscribe({ url, ...more });
			return [status, body.status, (await bench.show(body.id)).status];
		};
		expect(await statusOf({ enabled: true })).toEqual([201, 'active', 'active']);
		expect(await statusOf({ enabled: false })).toEqual([200, 'paused', 'paused']);
		expect(await statusOf({})).toEqual([200, 'paused', 'paused']);
		expect(await statusOf({ enabled: true })).toEqual([200, 'active', 'active']);
	});

	it('is none that listens for a test event', async () => {
		const { body, status } = await bench.subscribe({ enabled: false, mode: 'test' });
		expect([status, body.errors[0].path]).toEqual([400, 'enabled']);
	});
});

describe('pause and enable', () => {
	it('hold deliveries and release them', async () => {
		const { id } = (await bench.subscribe()).body;
		expect((await act(id, 'pause')).body.status).toBe('paused');
		expect((await act(id, 'pause')).status).toBe(200);
		await bench.publish();
		expect(await bench.countOf(id, 'held')).toBe(1);
		const { status, body } = await act(id, 'enable');
		expect(status).toBe(200);
		expect(body).toMatchObject({ id, status: 'active', released: 1, canceled: 0, replayed: 0 });
		await reached(id, 'succeeded', 1);
	});

	it('cancel what was held when replay_missed is false', async () => {
		const { id } = (await bench.subscribe()).body;
		await act(id, 'pause');
		await bench.publish();
		const { body } = await act(id, 'enable', { replay_missed: false });
		expect(body).toMatchObject({ released: 0, canceled: 1, replayed: 0 });
		expect(await bench.countOf(id, 'canceled')).toBe(1);
	});

	it('deliver dead letters again when replay_missed is true', async () => {
		const url = bench.freshUrl();
		const path = new URL(url).pathname;
		const { id } = (await bench.subscribe({ url, ...quiet() })).body;
		failing.set(path, 500);
		await bench.publish();
		await reached(id, 'dead_letter', 1);
		await act(id, 'pause');
		await bench.publish();
		failing.delete(path);
		await bench.clock.advance(1_000);
		const { body } = await act(id, 'enable', { replay_missed: true });
		expect(body).toMatchObject({ released: 1, replayed: 1 });
		await reached(id, 'succeeded', 2);
		const hits = bench.hook.hits.filter((hit) => hit.path === path);
		expect(hits.some(({ headers }) => headers['voicehooks-replay'] !== undefined)).toBe(true);
		expect(body).toMatchObject({ consecutive_failures: 0, failing_since: null, last_error: null });
	});

	it('without a word leave dead letters as they are', async () => {
		const url = bench.freshUrl();
		const { id } = (await bench.subscribe({ url, ...quiet() })).body;
		failing.set(new URL(url).pathname, 500);
		await bench.publish();
		await reached(id, 'dead_letter', 1);
		failing.delete(new URL(url).pathname);
		expect((await act(id, 'enable')).body).toMatchObject({ released: 0, replayed: 0 });
		expect(await bench.countOf(id, 'dead_letter')).toBe(1);
	});

	it('410 disables with reason gone, which pausing does not hide and enabling mends', async () => {
		const url = bench.freshUrl();
		const { id } = (await bench.subscribe({ url, platform: 'n8n' })).body;
		failing.set(new URL(url).pathname, 410);
		await bench.publish();
		await eventually(async () => (await bench.show(id)).status === 'disabled');
		expect(await bench.show(id)).toMatchObject({
			disabled_reason: 'gone',
			last_error: 'HTTP 410: the hook is gone',
			last_error_text: {
				en: 'HTTP 410: the hook is gone',
				fr: 'HTTP 410 : le hook n’existe plus',
			},
		});
		const paused = await act(id, 'pause');
		expect([paused.status, paused.body.code]).toEqual([409, 'subscription_disabled']);
		failing.delete(new URL(url).pathname);
		expect((await act(id, 'enable')).body).toMatchObject({
			status: 'active',
			disabled_reason: null,
		});
	});

	it('whoever enables what a revoked key made is its maker', async () => {
		const { call, context, url } = bench.service;
		const key = (await call<AnswerBody>('POST', '/v1/keys', { name: 'x' })).body;
		const made = await fetch(`${url}/v1/subscriptions`, {
			method: 'POST',
			headers: { authorization: `Bearer ${key.api_key}`, 'content-type': 'application/json' },
			body: JSON.stringify({
				url: bench.freshUrl(),
				platform: 'custom',
				event_types: ['vocalis.*'],
				signing: 'derived',
			}),
		});
		const { id } = (await made.json()) as { readonly id: string };
		await call<AnswerBody>('DELETE', `/v1/keys/${key.id}`);
		expect((await bench.show(id)).disabled_reason).toBe('key_revoked');
		expect((await act(id, 'enable')).body.status).toBe('active');
		const maker = context.directory.subscription(id)?.keyId ?? '';
		expect(context.directory.key(maker)?.revokedAt).toBeNull();
	});
});

describe('DELETE', () => {
	const remove = (id: string) =>
		bench.service.call<AnswerBody>('DELETE', `/v1/subscriptions/${id}`);

	it('is 204, also when it is gone already or never was', async () => {
		const { id } = (await bench.subscribe()).body;
		expect((await remove(id)).status).toBe(204);
		expect((await remove(id)).status).toBe(204);
		expect((await remove('sub_never')).status).toBe(204);
		expect((await bench.service.call<AnswerBody>('GET', `/v1/subscriptions/${id}`)).status).toBe(
			404,
		);
	});

	const backlog = async (platform: string) => {
		const url = bench.freshUrl();
		const { id } = (await bench.subscribe({ url, platform })).body;
		await act(id, 'pause');
		await bench.publish();
		await remove(id);
		return { url, id };
	};

	it('hands what was not delivered to the next subscription of the URL', async () => {
		const { url } = await backlog('n8n');
		const heir = (await bench.subscribe({ url, platform: 'n8n' })).body;
		await reached(heir.id, 'succeeded', 1);
	});

	it('hands over only what the heir asks for', async () => {
		const { url } = await backlog('n8n');
		const heir = (await bench.subscribe({ url, platform: 'n8n', event_types: ['dexem.*'] })).body;
		expect(await bench.countOf(heir.id, 'pending')).toBe(0);
		expect(await bench.countOf(heir.id, 'succeeded')).toBe(0);
	});

	it('hands nothing to a test, nor to another URL, nor after ten minutes', async () => {
		const { url } = await backlog('n8n');
		const testing = (await bench.subscribe({ url, platform: 'n8n', mode: 'test', ttl_seconds: 1 }))
			.body;
		const elsewhere = (await bench.subscribe({ platform: 'n8n' })).body;
		await remove(testing.id);
		await bench.clock.advance(10 * 60_000);
		const late = (await bench.subscribe({ url, platform: 'n8n' })).body;
		for (const { id } of [testing, elsewhere, late]) {
			expect(await bench.countOf(id, 'succeeded')).toBe(0);
			expect(await bench.countOf(id, 'pending')).toBe(0);
		}
	});

	it('never calls the hook', async () => {
		const from = bench.hook.hits.length;
		const { id } = (await bench.subscribe({ platform: 'zapier' })).body;
		await remove(id);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(bench.hook.hits.slice(from).filter(({ method }) => method === 'DELETE')).toEqual([]);
	});
});

describe('PATCH', () => {
	const change = (id: string, body: object) =>
		bench.service.call<AnswerBody>('PATCH', `/v1/subscriptions/${id}`, body);

	it('changes what is given and nothing else', async () => {
		const { secret: _secret, ...before } = (
			await bench.subscribe({ name: 'a', filter: { agent_id: ['x'] }, headers: { 'x-a': '1' } })
		).body;
		await bench.clock.advance(5);
		const { status, body } = await change(before.id, {
			name: 'b',
			event_types: ['vocalis.call.ended'],
		});
		expect(status).toBe(200);
		expect(body).toEqual({
			...before,
			name: 'b',
			event_types: ['vocalis.call.ended'],
			updated_at: expect.not.stringMatching(before.updated_at),
		});
		const cleared = (await change(before.id, { name: null, filter: {}, headers: null })).body;
		expect(cleared).toMatchObject({ name: null, filter: {}, header_names: [] });
	});

	it('drops the headers with the host, and keeps them with the path', async () => {
		const url = bench.freshUrl();
		const { id } = (await bench.subscribe({ url, headers: { 'x-a': '1' } })).body;
		expect((await change(id, { url: `${url}/moved` })).body.header_names).toEqual(['x-a']);
		const port = Number(new URL(url).port) === 65_002 ? 65_003 : 65_002;
		const elsewhere = `http://127.0.0.1:${port}/hook`;
		expect((await change(id, { url: elsewhere })).body.header_names).toEqual([]);
		const given = (await change(id, { url, headers: { 'x-b': '2' } })).body;
		expect(given.header_names).toEqual(['x-b']);
	});

	it.each([
		['an unsafe URL', { url: 'http://example.com/' }, 'url_not_https'],
		['no events', { event_types: [] }, 'validation_failed'],
		['another platform', { platform: 'n8n' }, 'validation_failed'],
		['a secret', { secret: 'x' }, 'validation_failed'],
		[
			'a filter not mapped',
			{ event_types: ['dexem.*'], filter: { user: ['x'] } },
			'filter_not_mapped',
		],
	])('refuses %s', async (_what, body, code) => {
		const { id } = (await bench.subscribe()).body;
		expect((await change(id, body)).body.code).toBe(code);
	});

	it('refuses to become another subscription that is there', async () => {
		const [one, two] = [bench.freshUrl(), bench.freshUrl()];
		await bench.subscribe({ url: one, platform: 'n8n' });
		const { id } = (await bench.subscribe({ url: two, platform: 'n8n' })).body;
		const { status, body } = await change(id, { url: one });
		expect([status, body.code]).toEqual([409, 'subscription_exists']);
		expect((await bench.show(id)).url).toBe(two);
	});

	it('refuses a format that its platform or its secret cannot have', async () => {
		const n8n = (await bench.subscribe({ platform: 'n8n' })).body;
		expect((await change(n8n.id, { format: 'vendor' })).body.errors[0].path).toBe('format');
		const plain = (await bench.subscribe({ format: 'vendor', secret: 'sixteen-visible!' })).body;
		expect((await change(plain.id, { format: 'message' })).body.errors[0].path).toBe('format');
		await act(plain.id, 'rotate-secret', {
			secret: `whsec_${Buffer.alloc(24).toString('base64')}`,
		});
		expect((await change(plain.id, { format: 'message' })).status).toBe(200);
	});
});

describe('rotate-secret', () => {
	it('answers the new secret, and both sign for 24 hours', async () => {
		const url = bench.freshUrl();
		const { id, secret } = (await bench.subscribe({ url })).body;
		const rotated = (await act(id, 'rotate-secret')).body;
		expect(rotated.secret).toMatch(/^whsec_/);
		expect(rotated.secret).not.toBe(secret);
		const signatures = async () => {
			const from = bench.hook.hits.length;
			await bench.publish();
			const of = () =>
				bench.hook.hits.slice(from).find(({ path }) => path === new URL(url).pathname);
			await eventually(async () => of() !== undefined);
			return String(of()?.headers['webhook-signature']).split(' ').length;
		};
		expect(await signatures()).toBe(2);
		await bench.clock.advance(24 * 3_600_000);
		expect(await signatures()).toBe(1);
	});

	it('takes one of one’s own, of its form', async () => {
		const { id } = (await bench.subscribe()).body;
		const own = `whsec_${Buffer.alloc(40, 3).toString('base64')}`;
		expect((await act(id, 'rotate-secret', { secret: own })).body.secret).toBe(own);
		expect((await act(id, 'rotate-secret', { secret: 'short' })).body.errors[0].path).toBe(
			'secret',
		);
	});
});

describe('test', () => {
	const hitAt = async (url: string) => {
		const of = () => bench.hook.hits.find(({ path }) => path === new URL(url).pathname);
		await eventually(async () => of() !== undefined);
		return JSON.parse(of()?.body.toString() ?? '');
	};

	it('sends the sample of the event, marked as a test, to this hook alone', async () => {
		await bench.subscribe();
		const url = bench.freshUrl();
		const { id } = (await bench.subscribe({ url })).body;
		const { status, body } = await act(id, 'test', { event: 'call.ended', prefer: 'sample' });
		expect([status, body]).toEqual([
			202,
			{
				id: expect.stringMatching(/^msg_/),
				type: 'vocalis.call.ended',
				deliveries: 1,
				used: 'sample',
			},
		]);
		expect(await hitAt(url)).toMatchObject({ id: body.id, test: true, type: 'vocalis.call.ended' });
	});

	it('sends the last real event that it would get, where there is one', async () => {
		const url = bench.freshUrl();
		const agent = `a_${Math.random()}`;
		await bench.publish({ agent_id: agent, result: 'mine' });
		await bench.publish({ agent_id: 'another' });
		const { id } = (await bench.subscribe({ url, filter: { agent_id: [agent] } })).body;
		const { body } = await act(id, 'test');
		expect(body).toMatchObject({ used: 'latest', deliveries: 1 });
		expect(await hitAt(url)).toMatchObject({
			test: true,
			data: { agent_id: agent, result: 'mine' },
		});
	});

	it('falls back to the sample', async () => {
		const { id } = (await bench.subscribe({ event_types: ['voicehire.credits.low'] })).body;
		expect((await act(id, 'test')).body).toMatchObject({
			used: 'sample',
			type: 'voicehire.credits.low',
		});
	});

	it('refuses an event that it does not ask for, and a hook that is not active', async () => {
		const { id } = (await bench.subscribe({ event_types: ['vocalis.call.ended'] })).body;
		expect((await act(id, 'test', { event: 'call.started' })).body.errors[0].path).toBe('event');
		await act(id, 'pause');
		expect((await act(id, 'test')).body.code).toBe('subscription_not_active');
	});
});

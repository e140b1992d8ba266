import { createHmac } from 'node:crypto';
import { type AnswerBody, type Client, clientOf } from '../../support/client.ts';
import type { Hit } from '../../support/hooks.ts';
import { type SubscriptionBench, startSubscriptionBench } from '../../support/subscriptions.ts';
import { addKey, addTenant, defaultOrgId } from '../../support/tenants.ts';

let bench: SubscriptionBench;
beforeAll(async () => {
	bench = await startSubscriptionBench();
});
afterAll(() => bench.stop());

const body = (more: object) => ({ platform: 'custom', event_types: ['vocalis.*'], ...more });
const post = (more: object, client: Client = bench.service.call) =>
	client('POST', '/v1/subscriptions', body(more));
const colleague = async (): Promise<Client> => {
	const { context, url } = bench.service;
	return clientOf(url, await addKey(context, defaultOrgId(context), ['read', 'subscribe']));
};
const nextHit = async (url: string, from: number): Promise<Hit> => {
	const path = new URL(url).pathname;
	for (;;) {
		const hit = bench.hook.hits.slice(from).find((candidate) => candidate.path === path);
		if (hit !== undefined) return hit;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
};
const signatureOf = (secret: string, hit: Hit): string => {
	const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
	const content = `${hit.headers['webhook-id']}.${hit.headers['webhook-timestamp']}.${hit.body}`;
	return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
};

describe('the same hook URL posted again', () => {
	it.each(['zapier', 'n8n', 'make'])(
		'is updated for %s, whatever else differs',
		async (platform) => {
			const url = bench.freshUrl();
			const first = await post({ url, platform });
			const again = await post({
				url,
				platform,
				event_types: ['inboundflow.*'],
				name: 'new',
				filter: { urgency: ['high'] },
			});
			expect([first.status, again.status]).toEqual([201, 200]);
			expect(again.body).toMatchObject({
				id: first.body.id,
				secret: first.body.secret,
				event_types: ['inboundflow.*'],
				name: 'new',
				filter: { urgency: ['high'] },
			});
			expect(again.body.created_at).toBe(first.body.created_at);
		},
	);

	it('is the same for custom only with the same types, source and filter', async () => {
		const url = bench.freshUrl();
		const filter = { agent_id: ['a', 'b'], min_duration_seconds: 5 };
		const event_types = ['vocalis.call.ended', 'vocalis.call.started'];
		const first = await post({ url, event_types, filter });
		const same = await post({
			url: `${url}#fragment`,
			event_types: [...event_types].reverse(),
			filter: { min_duration_seconds: 5, agent_id: ['b', 'a', 'b'] },
		});
		expect([same.status, same.body.id]).toEqual([200, first.body.id]);
		for (const other of [
			{ url, event_types: ['vocalis.call.ended'], filter },
			{ url, event_types, filter: {} },
			{ url, event_types, filter: { ...filter, min_duration_seconds: 6 } },
		]) {
			const { status, body: made } = await post(other);
			expect(status).toBe(201);
			expect(made.id).not.toBe(first.body.id);
		}
	});

	it('is another one for another platform of custom kind and in another organisation', async () => {
		const url = bench.freshUrl();
		const first = await post({ url, platform: 'n8n' });
		expect((await post({ url })).status).toBe(201);
		const { apiKey } = await addTenant(bench.service.context);
		const theirs = await post({ url, platform: 'n8n' }, clientOf(bench.service.url, apiKey));
		expect(theirs.status).toBe(201);
		expect(theirs.body.secret).not.toBe(first.body.secret);
	});

	it('is one even when posted ten times at once', async () => {
		const url = bench.freshUrl();
		const answers = await Promise.all(
			Array.from({ length: 10 }, () => post({ url, platform: 'n8n' })),
		);
		expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
		expect(new Set(answers.map((answer) => answer.body.secret)).size).toBe(1);
		expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
	});

	it('comes back into service when it was disabled, but stays paused', async () => {
		const url = bench.freshUrl();
		const { id } = (await post({ url, platform: 'n8n' })).body;
		await bench.service.call<AnswerBody>('POST', `/v1/subscriptions/${id}/pause`);
		expect((await post({ url, platform: 'n8n' })).body.status).toBe('paused');
		const { context } = bench.service;
		const subscription = context.directory.subscription(id);
		if (subscription === undefined) throw new Error('It is gone.');
		await context.store.setSubscriptionStatus(subscription.orgId, id, {
			status: 'disabled',
			disabledReason: 'gone',
			at: context.clock.now(),
			held: 'keep',
			health: null,
		});
		context.directory.putSubscription({
			...subscription,
			status: 'disabled',
			disabledReason: 'gone',
		});
		expect((await post({ url, platform: 'n8n' })).body).toMatchObject({
			status: 'active',
			disabled_reason: null,
		});
	});

	it('changes its secret when another one is given, and the old one signs too', async () => {
		const url = bench.freshUrl();
		const first = await post({ url, platform: 'make' });
		const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
		expect((await post({ url, platform: 'make', secret })).body.secret).toBe(secret);
		const from = bench.hook.hits.length;
		await bench.publish();
		const hit = await nextHit(url, from);
		expect(hit.headers['webhook-signature']).toBe(
			[signatureOf(secret, hit), signatureOf(first.body.secret, hit)].join(' '),
		);
	});
});

describe('another key of the organisation', () => {
	it('takes over with a rotated secret, and the old one signs too for 24 hours', async () => {
		const url = bench.freshUrl();
		const first = await post({ url, platform: 'n8n' });
		const other = await colleague();
		const taken = await post({ url, platform: 'n8n' }, other);
		expect([taken.status, taken.body.id]).toEqual([200, first.body.id]);
		expect(taken.body.secret).not.toBe(first.body.secret);
		expect(taken.body.url).toBe(url);
		const signaturesNow = async () => {
			const from = bench.hook.hits.length;
			await bench.publish();
			const hit = await nextHit(url, from);
			return { hit, sent: String(hit.headers['webhook-signature']).split(' ') };
		};
		const both = await signaturesNow();
		expect(both.sent).toEqual([
			signatureOf(taken.body.secret, both.hit),
			signatureOf(first.body.secret, both.hit),
		]);
		await bench.clock.advance(24 * 3_600_000);
		const one = await signaturesNow();
		expect(one.sent).toEqual([signatureOf(taken.body.secret, one.hit)]);
		expect((await post({ url, platform: 'n8n' }, other)).body.secret).toBe(taken.body.secret);
	});

	it('that replaced the first one is the same maker', async () => {
		const { context, url: serviceUrl, call } = bench.service;
		const made = (await call<AnswerBody>('POST', '/v1/keys', { name: 'old' })).body;
		const old = clientOf(serviceUrl, made.api_key);
		const url = bench.freshUrl();
		const first = await post({ url, platform: 'n8n' }, old);
		const next = (await call<AnswerBody>('POST', `/v1/keys/${made.id}/rotate`)).body;
		const successor = clientOf(serviceUrl, next.api_key);
		expect((await post({ url, platform: 'n8n' }, successor)).body.secret).toBe(first.body.secret);
		expect((await post({ url, platform: 'n8n' }, old)).body.secret).toBe(first.body.secret);
		expect(context.directory.subscription(first.body.id)?.keyId).toBe(next.id);
	});
});

describe('derived signing', () => {
	it('never has a secret to show or to rotate', async () => {
		const url = bench.freshUrl();
		const made = await post({ url, platform: 'make', signing: 'derived' });
		expect(made.status).toBe(201);
		expect(made.body).not.toHaveProperty('secret');
		const { status, body: problem } = await bench.service.call<AnswerBody>(
			'POST',
			`/v1/subscriptions/${made.body.id}/rotate-secret`,
		);
		expect([status, problem.code]).toEqual([409, 'signing_derived']);
		expect((await post({ url, platform: 'make', signing: 'derived' })).body).not.toHaveProperty(
			'secret',
		);
	});

	it('can be left for a secret and taken up again', async () => {
		const url = bench.freshUrl();
		const { id } = (await post({ url, platform: 'make', signing: 'derived' })).body;
		const left = (await post({ url, platform: 'make' })).body;
		expect(left).toMatchObject({ id, signing: 'secret', secret: expect.stringMatching(/^whsec_/) });
		expect((await post({ url, platform: 'make', signing: 'derived' })).body).not.toHaveProperty(
			'secret',
		);
	});
});

describe('a test subscription', () => {
	it('has its time, two minutes unless said otherwise, and gets nothing after it', async () => {
		const { body: made } = await bench.subscribe({
			platform: 'n8n',
			mode: 'test',
			ttl_seconds: 60,
		});
		expect(Date.parse(made.expires_at)).toBe(bench.clock.now() + 60_000);
		const byDefault = (await bench.subscribe({ platform: 'n8n', mode: 'test' })).body;
		expect(Date.parse(byDefault.expires_at)).toBe(bench.clock.now() + 120_000);
		const before = await bench.publish();
		await bench.clock.advance(60_000);
		expect(await bench.publish()).toBe(before - 1);
	});
});

import { vendorById, vendors } from '@voicehooks/core';
import type { AnswerBody } from '../../support/client.ts';
import { addKey, defaultOrgId } from '../../support/tenants.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';
import { type AppEngine, createAppEngine } from '../support/app-engine.ts';
import type { Arrived, GatewayHook, GatewayState } from '../support/gateway.ts';
import { componentsOf } from '../support/make-app.ts';
import { asReceived, hookBodyOf, type MakeBench, startMakeBench } from '../support/make-bench.ts';
import { until } from '../support/until.ts';

let bench: MakeBench;
let engine: AppEngine;
let clock: VirtualClock;
beforeAll(async () => {
	clock = createVirtualClock(Date.now());
	bench = await startMakeBench({ clock });
	engine = createAppEngine({ baseUrl: bench.service.url, apiKey: bench.service.apiKey }, clock.now);
});
afterAll(() => bench.stop());

const show = async (id: unknown): Promise<{ readonly status: number; readonly body: AnswerBody }> =>
	bench.service.call<AnswerBody>('GET', `/v1/subscriptions/${id}`);

/** Time goes on meanwhile: deliveries to one hook are paced. */
const arrivals = async (hook: GatewayHook, count: number): Promise<readonly Arrived[]> => {
	for (let turn = 0; hook.arrived.length < count && turn < 1_000; turn += 1) {
		await clock.advance(100);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	return hook.waitFor(count);
};

const inboundflow = vendorById('inboundflow');
const [call] = inboundflow?.events ?? [];
const playCall = async (change?: (body: Record<string, unknown>) => void): Promise<string> => {
	if (inboundflow === undefined || call === undefined) throw new Error('no such event');
	return bench.play(inboundflow, call, change);
};

describe.each(componentsOf('webhook').map(({ id, label }) => ({ id, label })))(
	'$id',
	({ id, label }) => {
		it('subscribes when it is made, and unsubscribes when it is deleted', async () => {
			const hook = bench.gateway.createHook();
			const attached = await engine.attach(id, hook.url);
			expect(attached.stored).toEqual({
				id: expect.stringMatching(/^sub_/),
				secret: expect.stringMatching(/^whsec_/),
			});
			expect((await show(attached.stored.id)).body).toMatchObject({
				url: hook.url,
				platform: 'make',
				status: 'active',
				name: `Make: ${label}`,
			});
			await engine.detach(attached);
			expect((await show(attached.stored.id)).status).toBe(404);
		});

		it('can be deleted twice, and when nothing was stored', async () => {
			const attached = await engine.attach(id, bench.gateway.createHook().url);
			await engine.detach(attached);
			await engine.detach(attached);
			const before = engine.log.length;
			await engine.detach({ ...attached, stored: {} });
			expect(engine.log.length).toBe(before);
		});

		it('made again for the same URL stays one subscription, with the same secret', async () => {
			const hook = bench.gateway.createHook();
			const first = await engine.attach(id, hook.url);
			const again = await engine.attach(id, hook.url);
			expect(again.stored).toEqual(first.stored);
			await engine.detach(first);
		});
	},
);

it('each vendor has a webhook for everything it sends', async () => {
	for (const vendor of vendors) {
		const attached = await engine.attach(`${vendor.id}-events`, bench.gateway.createHook().url);
		const { body } = await bench.service.call<{ readonly event_types: readonly string[] }>(
			'GET',
			`/v1/subscriptions/${attached.stored.id}`,
		);
		expect(body.event_types).toEqual([`${vendor.id}.*`]);
		await engine.detach(attached);
	}
});

it('subscribes to what the user chose, and to something else after an edit', async () => {
	const hook = bench.gateway.createHook();
	const source_id = inboundflow === undefined ? '' : bench.sourceOf(inboundflow).id;
	const chosen = {
		event_types: ['inboundflow.call.completed'],
		source_id,
		urgency: ['high', 'medium'],
		min_duration_seconds: 30,
	};
	const attached = await engine.attach('inboundflow-events', hook.url, chosen);
	expect((await show(attached.stored.id)).body).toMatchObject({
		event_types: ['inboundflow.call.completed'],
		source_id,
		filter: { urgency: ['high', 'medium'], min_duration_seconds: 30 },
	});
	const edited = await engine.update(attached, { event_types: ['inboundflow.lead.created'] });
	expect(edited.stored).toEqual(attached.stored);
	expect((await show(attached.stored.id)).body).toMatchObject({
		event_types: ['inboundflow.lead.created'],
		source_id: null,
		filter: {},
	});
	await engine.detach(edited);
});

it('an event that the filter leaves out does not reach Make', async () => {
	const hook = bench.gateway.createHook();
	const attached = await engine.attach('inboundflow-events', hook.url, {
		min_duration_seconds: 50,
	});
	await playCall((body) => Object.assign(body.data as object, { duration_seconds: 49 }));
	const id = await playCall((body) => Object.assign(body.data as object, { duration_seconds: 50 }));
	const [arrived, ...others] = await arrivals(hook, 1);
	expect(others).toEqual([]);
	expect(arrived === undefined ? null : hookBodyOf(arrived).id).toBe(id);
	await engine.detach(attached);
});

it('what a vendor sends twice reaches Make once', async () => {
	const hook = bench.gateway.createHook();
	const attached = await engine.attach('inboundflow-events', hook.url);
	const twice = { delivery_id: crypto.randomUUID() };
	const first = await playCall((body) => Object.assign(body, twice));
	const second = await playCall((body) => Object.assign(body, twice));
	expect(second).toBe(first);
	const last = await playCall();
	const arrived = await arrivals(hook, 2);
	expect(arrived.map((one) => hookBodyOf(one).id).toSorted()).toEqual([first, last].toSorted());
	await engine.detach(attached);
});

it('a key that may not subscribe makes no webhook, and says which scope it lacks', async () => {
	const { context } = bench.service;
	const apiKey = await addKey(context, defaultOrgId(context), ['read']);
	const reader = createAppEngine({ baseUrl: bench.service.url, apiKey });
	await expect(
		reader.attach('vocalis-events', bench.gateway.createHook().url),
	).rejects.toMatchObject({
		type: 'InvalidConfigurationError',
		message: expect.stringMatching(/^\[403\] .*subscribe/),
	});
});

it('neither the secret nor the URL of a webhook stands in the log', async () => {
	const hook = bench.gateway.createHook();
	const { log, attach, detach } = createAppEngine({
		baseUrl: bench.service.url,
		apiKey: bench.service.apiKey,
	});
	const attached = await attach('vocalis-events', hook.url);
	await detach(attached);
	const text = JSON.stringify(log);
	expect(log).toHaveLength(2);
	expect(text).not.toContain(String(attached.stored.secret));
	expect(text).not.toContain(hook.url);
	expect(text).not.toContain(bench.service.apiKey);
});

describe('as Make answers, so the service goes on', () => {
	type Delivery = { readonly status: string };
	const deliveryOf = async (subscriptionId: unknown): Promise<Delivery> => {
		const path = `/v1/deliveries?subscription_id=${subscriptionId}`;
		const { body } = await bench.service.call<{ readonly data: readonly Delivery[] }>('GET', path);
		const [delivery] = body.data;
		if (delivery === undefined) throw new Error('no delivery');
		return delivery;
	};
	const settled = (subscriptionId: unknown, status: string): Promise<true> =>
		until(async () => ((await deliveryOf(subscriptionId)).status === status ? true : undefined));

	it('“Accepted” counts as delivered, also while the scenario is off', async () => {
		const hook = bench.gateway.createHook();
		const attached = await engine.attach('inboundflow-events', hook.url);
		await playCall();
		await arrivals(hook, 1);
		await settled(attached.stored.id, 'succeeded');
		expect(hook.queue).toHaveLength(1);
		await engine.detach(attached);
	});

	it.each<readonly [GatewayState, number]>([
		['full', 400],
		['throttled', 429],
	])('%s (%i) is tried again with a fresh signature, and then makes a bundle', async (state) => {
		const hook = bench.gateway.createHook();
		const attached = await engine.attach('inboundflow-events', hook.url);
		hook.become(state);
		await playCall();
		await arrivals(hook, 1);
		hook.become('open');
		const taken = await until(async () => {
			await clock.advance(60_000);
			return hook.queue[0];
		});
		const [refused] = hook.arrived;
		if (refused === undefined) throw new Error('Nothing was refused.');
		expect(taken.body).toEqual(refused.body);
		const time = (one: typeof taken) => Number(one.headers['webhook-timestamp']);
		expect(time(taken)).toBeGreaterThan(time(refused));
		const then = createAppEngine({ baseUrl: '', apiKey: '' }, () => time(taken) * 1_000);
		expect(then.receive(attached, asReceived(taken)).bundles).toHaveLength(1);
		await engine.detach(attached);
	});

	it('a 400 of another kind is final, and does not disable the subscription', async () => {
		const hook = bench.gateway.createHook();
		const attached = await engine.attach('inboundflow-events', hook.url);
		hook.become('mismatch');
		await playCall();
		await settled(attached.stored.id, 'dead_letter');
		expect((await show(attached.stored.id)).body.status).toBe('active');
		await engine.detach(attached);
	});

	it('410 disables the subscription, and making the webhook again enables it', async () => {
		const hook = bench.gateway.createHook();
		const attached = await engine.attach('inboundflow-events', hook.url);
		hook.become('gone');
		await playCall();
		await arrivals(hook, 1);
		await until(async () =>
			(await show(attached.stored.id)).body.status === 'disabled' ? true : undefined,
		);
		expect((await show(attached.stored.id)).body).toMatchObject({
			status: 'disabled',
			disabled_reason: 'gone',
		});
		hook.become('open');
		const again = await engine.attach('inboundflow-events', hook.url);
		expect((await show(again.stored.id)).body.status).toBe('active');
		await engine.detach(again);
	});
});

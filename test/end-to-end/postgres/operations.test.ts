import { setTimeout as wait } from 'node:timers/promises';
import { type EventStream, listenTo } from '../../support/event-stream.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { eventually } from './eventually.ts';
import { masterKey } from './master-key.ts';

/** What replicas count, show and tell together. */
describeWithPostgres('what two replicas tell', () => {
	let cluster: Cluster;
	let one: TestService;
	let other: TestService;
	beforeAll(async () => {
		cluster = await startCluster();
		const environment = {
			DATABASE_URL: await cluster.newDatabase(),
			VOICEHOOKS_MASTER_KEY: masterKey,
		};
		one = await startTestService(environment);
		other = await startTestService(environment);
		await liftRateLimit(one.context);
	});
	afterAll(async () => {
		await Promise.all([one.stop(), other.stop()]);
		await cluster.destroy();
	});

	let count = 0;
	const publish = (service: TestService) => {
		count += 1;
		const data = { call_id: `c_${count}` };
		return service.call('POST', '/v1/messages', { vendor: 'vocalis', event: 'call.ended', data });
	};
	const listen = (service: TestService): Promise<EventStream> =>
		listenTo(`${service.url}/v1/live`, { authorization: `Bearer ${service.apiKey}` });

	it('reaches who watches, whichever replica it happens on', async () => {
		const stream = await listen(one);
		const events = () =>
			stream.activities().reduce((total, activity) => total + activity.events, 0);
		await eventually(() => stream.text().includes(': listening'));
		// The other hears that somebody watches here.
		await wait(500);
		await publish(other);
		await publish(one);
		await publish(other);
		await eventually(() => events() === 3);
		await wait(2_500);
		expect(events()).toBe(3);
		stream.close();
	});

	it('adds up', async () => {
		type Totals = { readonly totals: { readonly events: number } };
		const totalOf = async (service: TestService) =>
			(await service.call<Totals>('GET', '/v1/statistics')).body.totals.events;
		await totalOf(other);
		const before = await totalOf(one);
		for (let time = 0; time < 5; time += 1) await Promise.all([publish(one), publish(other)]);
		// Each writes what it counted when it is asked.
		await totalOf(other);
		expect(await totalOf(one)).toBe(before + 10);
	});

	it('has one backlog, counted by one of them', async () => {
		const held: Hook = await startHook();
		const { body } = await one.call<{ id: string }>('POST', '/v1/subscriptions', {
			url: held.url,
			platform: 'custom',
			event_types: ['vocalis.*'],
		});
		await one.call('POST', `/v1/subscriptions/${body.id}/pause`);
		await Promise.all([publish(one), publish(other), publish(other)]);
		const { store, backlog } = one.context;
		const [counted, now] = await Promise.all([
			store.countBacklog(),
			backlog.now(defaultOrgId(one.context), body.id),
		]);
		expect(counted.subscriptions).toEqual([expect.objectContaining({ held: 3, pending: 0 })]);
		expect(now.held).toBe(3);
		type Shown = { readonly data: readonly { readonly backlog: { held: number } | null }[] };
		for (const replica of [one, other]) {
			const path = `/v1/statistics?subscription_id=${body.id}`;
			const points = (await replica.call<Shown>('GET', path)).body.data;
			expect(points.at(-1)?.backlog).toMatchObject({ held: 3 });
		}
		await one.call('DELETE', `/v1/subscriptions/${body.id}`);
		await held.stop();
	});

	it('warns once, though both see what is wrong', async () => {
		const ops: Hook = await startHook();
		const gone: Hook = await startHook(() => 410);
		const alert = { channel: 'webhook', target: ops.url, events: ['subscription_disabled'] };
		expect((await one.call('POST', '/v1/alerts', alert)).status).toBe(201);
		await one.call('POST', '/v1/subscriptions', {
			url: gone.url,
			platform: 'custom',
			event_types: ['vocalis.*'],
		});
		await publish(other);
		await eventually(() => ops.hits.length > 0, 20_000);
		await wait(11_000);
		expect(ops.hits).toHaveLength(1);
		type Events = { readonly data: readonly unknown[] };
		expect((await other.call<Events>('GET', '/v1/alert-events')).body.data).toHaveLength(1);
		await Promise.all([ops.stop(), gone.stop()]);
	});
});

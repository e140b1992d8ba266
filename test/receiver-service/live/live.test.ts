import { clientOf } from '../../support/client.ts';
import { type EventStream, listenTo } from '../../support/event-stream.ts';
import { startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addMember, signIn } from '../../support/sign-in.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

describe('the live stream', () => {
	let clock: VirtualClock;
	let service: TestService;
	let open: EventStream[];

	beforeEach(async () => {
		clock = createVirtualClock(Date.now());
		service = await startTestService({}, { clock });
		await liftRateLimit(service.context);
		open = [];
	});
	afterEach(async () => {
		for (const stream of open) stream.close();
		await service.stop();
	});

	const listen = async (apiKey = service.apiKey, more: Record<string, string> = {}) => {
		const authorization = `Bearer ${apiKey}`;
		const stream = await listenTo(`${service.url}/v1/live`, { authorization, ...more });
		open.push(stream);
		return stream;
	};
	let count = 0;
	const publish = async (apiKey = service.apiKey) => {
		count += 1;
		const data = { call_id: `c_${count}` };
		const body = { vendor: 'vocalis', event: 'call.ended', data };
		return (await clientOf(service.url, apiKey)('POST', '/v1/messages', body)).status;
	};
	const eventually = async (isSo: () => boolean) => {
		for (let tries = 0; tries < 1_000 && !isSo(); tries += 1) {
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		expect(isSo()).toBe(true);
	};
	/** The clock goes on a second at a time until it is so, or for a minute; the machine may be slower. */
	const until = async (isSo: () => boolean) => {
		for (let second = 0; second < 60 && !isSo(); second += 1) {
			await clock.advance(1_000);
			await new Promise((resolve) => setTimeout(resolve, 15));
		}
		await eventually(isSo);
	};

	it('tells what happened in one frame, however much it was', async () => {
		const stream = await listen();
		expect(stream.status).toBe(200);
		expect(stream.contentType).toMatch(/^text\/event-stream/);
		await eventually(() => stream.text().includes(': listening'));
		for (let time = 0; time < 5; time += 1) await publish();
		expect(stream.activities()).toEqual([]);
		await until(() => stream.activities().length > 0);
		expect(stream.activities()).toEqual([
			{
				at: expect.any(String),
				events: 5,
				deliveries: { succeeded: 0, failed: 0, dead_letter: 0 },
				sources: [],
				subscriptions: [],
			},
		]);
	});

	it('names the sources and subscriptions with news', async () => {
		const hook = await startHook((_, nth) => (nth === 1 ? 500 : 200));
		const source = await service.call<{ id: string; ingest_url: string }>('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'Sales',
		});
		const made = await service.call<{ id: string }>('POST', '/v1/subscriptions', {
			url: hook.url,
			platform: 'custom',
			event_types: ['vocalis.*'],
			policy: { schedule_seconds: [], timeout_seconds: 5, disable_after: null },
		});
		const stream = await listen();
		for (const call of ['c_a', 'c_b']) {
			await fetch(source.body.ingest_url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ event: 'call.ended', call_id: call }),
			});
		}
		await hook.waitFor(2);
		const sum = (
			pick: (
				one: EventStream['activities'] extends () => readonly (infer One)[] ? One : never,
			) => number,
		) => stream.activities().reduce((total, one) => total + pick(one), 0);
		await until(() => sum(({ deliveries }) => deliveries.succeeded) === 1);
		expect(sum(({ events }) => events)).toBe(2);
		expect(sum(({ deliveries }) => deliveries.failed)).toBe(1);
		expect(sum(({ deliveries }) => deliveries.dead_letter)).toBe(1);
		expect(new Set(stream.activities().flatMap(({ sources }) => sources))).toEqual(
			new Set([source.body.id]),
		);
		expect(new Set(stream.activities().flatMap((one) => one.subscriptions))).toEqual(
			new Set([made.body.id]),
		);
		await hook.stop();
	});

	it('says now and then that it is there, and nothing else where nothing happens', async () => {
		const stream = await listen();
		await eventually(() => stream.text().includes(': listening'));
		await until(() => stream.text().includes(': still here'));
		expect(stream.activities()).toEqual([]);
	});

	it('tells an organisation nothing of another', async () => {
		const { apiKey } = await addTenant(service.context);
		const [own, theirs] = [await listen(), await listen(apiKey)];
		await publish(apiKey);
		await until(() => theirs.activities().length > 0);
		expect(own.activities()).toEqual([]);
	});

	it('ends when the key is revoked', async () => {
		const orgId = defaultOrgId(service.context);
		const apiKey = await addKey(service.context, orgId, ['read']);
		const stream = await listen(apiKey);
		await eventually(() => stream.text().includes(': listening'));
		const key = service.context.directory.keysOf(orgId).find(({ name }) => name === 'test');
		await service.call('DELETE', `/v1/keys/${key?.id}`);
		await until(() => stream.ended());
		expect((await listen(apiKey)).status).toBe(401);
	});

	it('ends when its member signs out, and is there for whoever may only look', async () => {
		const tab = await signIn(service, await addMember(service.context, 'viewer'));
		const stream = await listenTo(`${service.url}/v1/live`, { cookie: tab.cookie });
		open.push(stream);
		await eventually(() => stream.text().includes(': listening'));
		await publish();
		await until(() => stream.activities().length > 0);
		expect((await tab.ask('DELETE', '/v1/session')).status).toBe(204);
		await until(() => stream.ended());
	});

	it('ends when the service stops, which does not wait for it', async () => {
		const real = await startTestService();
		const stream = await listenTo(`${real.url}/v1/live`, {
			authorization: `Bearer ${real.apiKey}`,
		});
		await eventually(() => stream.text().includes(': listening'));
		const startedAt = performance.now();
		await real.stop();
		expect(performance.now() - startedAt).toBeLessThan(4_000);
		await eventually(() => stream.ended());
	});

	it('takes so many listeners of an organisation and no more, until one leaves', async () => {
		for (let number = 0; number < 20; number += 1) expect((await listen()).status).toBe(200);
		const client = clientOf(service.url, service.apiKey);
		const refused = await client('GET', '/v1/live', undefined, { 'accept-language': 'fr' });
		expect(refused.status).toBe(429);
		expect(refused.headers.get('retry-after')).toBe('5');
		expect(refused.body).toMatchObject({
			code: 'too_many_listeners',
			title: 'Trop d’écoutes simultanées',
		});
		const { apiKey } = await addTenant(service.context);
		expect((await listen(apiKey)).status).toBe(200);
		open[0]?.close();
		let status = 429;
		for (let tries = 0; tries < 100 && status === 429; tries += 1) {
			await new Promise((resolve) => setTimeout(resolve, 10));
			status = (await listen()).status;
		}
		expect(status).toBe(200);
	});

	it('is for whoever may read', async () => {
		const orgId = defaultOrgId(service.context);
		const apiKey = await addKey(service.context, orgId, ['publish']);
		expect((await listen(apiKey)).status).toBe(403);
	});

	it('answers HEAD at once', async () => {
		const response = await fetch(`${service.url}/v1/live`, {
			method: 'HEAD',
			headers: { authorization: `Bearer ${service.apiKey}` },
		});
		expect(response.status).toBe(200);
		for (let number = 0; number < 20; number += 1) expect((await listen()).status).toBe(200);
	});
});

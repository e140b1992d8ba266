import { vendors } from '@voicehooks/core';
import { type Hook, startHook } from '../../support/hooks.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { newSecret } from '../../support/secret.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { freshBody, signedRequest } from '../../support/vendor-request.ts';
import { eventually } from './eventually.ts';
import { masterKey } from './master-key.ts';

type Id = { readonly id: string };
type List<Item> = { readonly data: readonly Item[]; readonly has_more: boolean };

describeWithPostgres('the service on Postgres', () => {
	let cluster: Cluster;
	let service: TestService;
	let hook: Hook;
	beforeAll(async () => {
		cluster = await startCluster();
		service = await startTestService({
			DATABASE_URL: await cluster.newDatabase(),
			VOICEHOOKS_MASTER_KEY: masterKey,
		});
		hook = await startHook();
	});
	afterAll(async () => {
		await hook.stop();
		await service.stop();
		await cluster.destroy();
	});

	it.each(
		vendors.flatMap((vendor) => vendor.events.map((event) => [vendor.id, event.name] as const)),
	)('takes %s %s in and delivers it', async (vendorId, name) => {
		const vendor = vendors.find(({ id }) => id === vendorId);
		const event = vendor?.events.find((one) => one.name === name);
		if (vendor === undefined || event === undefined) throw new Error('not declared');
		const secret = newSecret();
		const source = await service.call<{ ingest_url: string; ingest_urls?: Record<string, string> }>(
			'POST',
			'/v1/sources',
			{
				vendor: vendorId,
				name,
				...(vendor.secret === 'none' ? {} : { signing_secret: secret }),
			},
		);
		const subscription = await service.call<Id>('POST', '/v1/subscriptions', {
			url: `${hook.url}/${vendorId}/${name}`,
			platform: 'custom',
			event_types: [`${vendorId}.${name}`],
		});
		expect(subscription.status).toBe(201);
		const url = source.body.ingest_urls?.[name] ?? source.body.ingest_url;
		const text = JSON.stringify(freshBody(vendor, event));
		const { headers, body } = signedRequest(vendor, name, text, secret);
		const received = await fetch(url, { method: 'POST', headers, body });
		const { id } = (await received.json()) as Id;
		expect(received.status).toBe(200);
		await eventually(() => hook.hits.some((hit) => hit.headers['webhook-id'] === id));
		const again = await fetch(url, { method: 'POST', headers, body });
		expect(await again.json()).toEqual({ received: true, id, duplicate: true });
	});

	it('shows deliveries with their attempts, and replays', async () => {
		const [delivery] = (
			await service.call<List<Id & { message_id: string }>>('GET', '/v1/deliveries')
		).body.data;
		if (delivery === undefined) throw new Error('no delivery');
		await eventually(async () => {
			const { body } = await service.call<{ status: string; attempts: readonly unknown[] }>(
				'GET',
				`/v1/deliveries/${delivery.id}`,
			);
			return body.status === 'succeeded' && body.attempts.length === 1;
		});
		const before = hook.hits.length;
		const replay = await service.call('POST', `/v1/messages/${delivery.message_id}/replay`, {});
		expect(replay.status).toBe(202);
		await eventually(() =>
			hook.hits.slice(before).some(({ headers }) => headers['webhook-id'] === delivery.message_id),
		);
	});

	it('lists what came, page by page in commit order', async () => {
		const seen: string[] = [];
		for (let cursor = ''; ; ) {
			const path = `/v1/messages?order=asc&limit=7${cursor}`;
			const { body } = await service.call<List<Id> & { next_cursor: string | null }>('GET', path);
			seen.push(...body.data.map(({ id }) => id));
			if (!body.has_more) break;
			cursor = `&cursor=${body.next_cursor ?? ''}`;
		}
		const all = await service.call<List<Id>>('GET', '/v1/messages?limit=100');
		expect(seen).toEqual(all.body.data.map(({ id }) => id).toReversed());
		expect(seen.length).toBe(vendors.flatMap(({ events }) => events).length);
	});

	it('limits the API of an organisation', async () => {
		const answers = await Promise.all(
			Array.from({ length: 100 }, () => service.call('GET', '/v1/me')),
		);
		const refused = answers.filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(0);
		expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		expect((await service.call('GET', '/v1/me')).status).toBe(200);
	});

	it('has everything again after a restart', async () => {
		const before = await service.call<List<Id>>('GET', '/v1/subscriptions?limit=100');
		service = await service.restart();
		const after = await service.call<List<Id>>('GET', '/v1/subscriptions?limit=100');
		expect(after.body.data).toEqual(before.body.data);
	});
});

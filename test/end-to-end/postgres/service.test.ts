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
	let databaseUrl: string;
	let service: TestService;
	let hook: Hook;
	beforeAll(async () => {
		cluster = await startCluster();
		databaseUrl = await cluster.newDatabase();
		service = await startTestService({
			DATABASE_URL: databaseUrl,
			VOICEHOOKS_MASTER_KEY: masterKey,
		});
		hook = await startHook();
	});
	afterAll(async () => {
		await hook.stop();
		await service.stop();
		await cluster.destroy();
	});

	/** A source with a subscription to one of its events; answers how to send it one. */
	const connect = async (vendorId: string, name: string) => {
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
		const url = source.body.ingest_urls?.[name] ?? source.body.ingest_url;
		const make = () =>
			signedRequest(vendor, name, JSON.stringify(freshBody(vendor, event)), secret);
		const send = async (request: ReturnType<typeof make>) => {
			const { headers, body } = request;
			const received = await fetch(url, { method: 'POST', headers, body });
			return { status: received.status, body: (await received.json()) as Id };
		};
		return { subscription, make, send };
	};
	const isDelivered = (id: string): boolean =>
		hook.hits.some((hit) => hit.headers['webhook-id'] === id);

	it.each(
		vendors.flatMap((vendor) => vendor.events.map((event) => [vendor.id, event.name] as const)),
	)('takes %s %s in and delivers it', async (vendorId, name) => {
		const { subscription, make, send } = await connect(vendorId, name);
		expect(subscription.status).toBe(201);
		const request = make();
		const { status, body } = await send(request);
		expect(status).toBe(200);
		await eventually(() => isDelivered(body.id));
		const again = await send(request);
		expect(again.body).toEqual({ received: true, id: body.id, duplicate: true });
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

	it('needs no row of a delivery on its way to a hook that keeps up', async () => {
		const [vendor] = vendors;
		const [event] = vendor?.events ?? [];
		const { make, send } = await connect(vendor?.id ?? '', event?.name ?? '');
		const isOwed = async (): Promise<boolean> => {
			const { status, body } = await send(make());
			expect(status).toBe(200);
			await eventually(() => isDelivered(body.id));
			const counted = await cluster.query(databaseUrl, 'SELECT count(*)::int AS n FROM noted');
			await cluster.query(databaseUrl, 'DELETE FROM noted');
			return counted.rows[0]?.n === 0;
		};
		await cluster.query(
			databaseUrl,
			`CREATE TABLE noted (id text);
			CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
				'BEGIN INSERT INTO noted VALUES (NEW.id); RETURN NEW; END';
			CREATE TRIGGER note BEFORE INSERT ON deliveries FOR EACH ROW EXECUTE FUNCTION note()`,
		);
		// The target is this replica's after the first, and what duplicates came is forgotten after twenty.
		await eventually(isOwed, 30_000);
		await cluster.query(databaseUrl, 'DROP TRIGGER note ON deliveries');
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

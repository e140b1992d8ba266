import { setTimeout as wait } from 'node:timers/promises';
import { vendorById } from '@voicehooks/core';
import { type Hook, startHook } from '../../support/hooks.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { type RunningProcess, startProcess } from '../../support/process.ts';
import { newSecret } from '../../support/secret.ts';
import { testApiKey } from '../../support/service.ts';
import { freshBody, signedRequest } from '../../support/vendor-request.ts';
import { eventually } from './eventually.ts';
import { masterKey } from './master-key.ts';

const senders = 12;
/** A replica's lease is over by then, and what it had is taken. */
const recoveredWithinMs = 60_000;
const leaseMs = 10_000;

const vendor = vendorById('inboundflow');
const [eventType] = vendor?.events ?? [];
if (vendor === undefined || eventType === undefined) throw new Error('InboundFlow is declared');
const secret = newSecret();

type Id = { readonly id: string };

const call = async <Answer>(
	url: string,
	method: string,
	path: string,
	body?: unknown,
): Promise<{ readonly status: number; readonly body: Answer }> => {
	const response = await fetch(`${url}${path}`, {
		method,
		headers: { authorization: `Bearer ${testApiKey}`, 'content-type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Answer };
};

/** Sends one event; its id once it got its 200, null where it did not. */
const send = async (url: string): Promise<string | null> => {
	const text = JSON.stringify(freshBody(vendor, eventType));
	const { headers, body } = signedRequest(vendor, eventType.name, text, secret);
	try {
		const response = await fetch(url, { method: 'POST', headers, body });
		const answer = (await response.json()) as Id;
		return response.status === 200 ? answer.id : null;
	} catch {
		return null;
	}
};

/** Sends to the replicas in turn until it is told to stop; keeps what was acknowledged. */
const load = (urls: readonly string[]) => {
	const acknowledged = new Set<string>();
	let stopped = false;
	const one = async (first: number): Promise<void> => {
		for (let turn = first; !stopped; turn += 1) {
			const id = await send(urls[turn % urls.length] ?? '');
			if (id === null) await wait(20);
			else acknowledged.add(id);
		}
	};
	const all = Promise.all(Array.from({ length: senders }, (_, first) => one(first)));
	return {
		acknowledged,
		stop: async () => {
			stopped = true;
			await all;
		},
	};
};

const idsAt = (hook: Hook) => hook.hits.map(({ headers }) => String(headers['webhook-id']));

describeWithPostgres('replicas as processes', () => {
	let cluster: Cluster;
	let environment: Record<string, string>;
	let running: RunningProcess[] = [];
	let hooks: readonly Hook[] = [];
	let loads: ReturnType<typeof load>[] = [];
	const loadOn = (urls: readonly string[]) => {
		const traffic = load(urls);
		loads.push(traffic);
		return traffic;
	};
	beforeAll(async () => {
		cluster = await startCluster();
	});
	afterAll(() => cluster.destroy());
	beforeEach(async () => {
		environment = {
			PORT: '0',
			DATABASE_URL: await cluster.newDatabase(),
			VOICEHOOKS_MASTER_KEY: masterKey,
			VOICEHOOKS_API_KEY: testApiKey,
			VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
			LOG_LEVEL: 'warn',
		};
	});
	afterEach(async () => {
		for (const { child, end } of running) if (child.exitCode === null) await end('SIGKILL');
		running = [];
		await Promise.all(loads.map(({ stop }) => stop()));
		loads = [];
		await Promise.all(hooks.map((hook) => hook.stop()));
		hooks = [];
	});

	const start = async (members: Record<string, string> = {}): Promise<RunningProcess> => {
		const replica = await startProcess({ ...environment, ...members });
		running.push(replica);
		return replica;
	};
	/** A source and hooks for everything that comes to it; the path of its ingest URL. */
	const prepare = async (url: string, count = 3): Promise<string> => {
		const source = await call<{ ingest_url: string }>(url, 'POST', '/v1/sources', {
			vendor: vendor.id,
			name: 'Replicas',
			signing_secret: secret,
		});
		if (hooks.length === 0)
			hooks = await Promise.all(Array.from({ length: count }, () => startHook()));
		for (const hook of hooks) {
			const body = { url: hook.url, platform: 'custom', event_types: [`${vendor.id}.*`] };
			expect((await call(url, 'POST', '/v1/subscriptions', body)).status).toBe(201);
		}
		return new URL(source.body.ingest_url).pathname;
	};
	const missing = (acknowledged: ReadonlySet<string>): number =>
		hooks
			.map((hook) => new Set(idsAt(hook)))
			.reduce((sum, got) => sum + [...acknowledged].filter((id) => !got.has(id)).length, 0);
	const repeated = (): number =>
		hooks.reduce((sum, hook) => sum + idsAt(hook).length - new Set(idsAt(hook)).size, 0);

	it('deliver everything they acknowledged although one of three is killed', async () => {
		const replicas = await Promise.all([start(), start(), start()]);
		const [survivor] = replicas;
		const path = await prepare(survivor?.url ?? '');
		const traffic = loadOn(replicas.map(({ url }) => `${url}${path}`));
		await eventually(() => traffic.acknowledged.size > 150);
		await replicas[2]?.end('SIGKILL');
		await eventually(() => traffic.acknowledged.size > 400);
		await traffic.stop();
		await eventually(() => missing(traffic.acknowledged) === 0, recoveredWithinMs);
		// At most what was in flight at the kill, or done and not yet written down.
		expect(repeated()).toBeLessThan(traffic.acknowledged.size * hooks.length * 0.2);
	});

	it('share busy targets with one that joins later, and deliver everything once', async () => {
		const first = await start();
		const path = await prepare(first.url, 10);
		const traffic = loadOn([`${first.url}${path}`]);
		await eventually(() => traffic.acknowledged.size > 50);
		const second = await start();
		const more = loadOn([`${second.url}${path}`]);
		const targetsOfEach = async () => {
			const counted = await cluster.query(
				environment.DATABASE_URL ?? '',
				'SELECT count(*)::int AS n FROM targets GROUP BY owner ORDER BY n',
			);
			return counted.rows.map(({ n }) => n);
		};
		await eventually(async () => (await targetsOfEach()).length === 2, leaseMs * 6);
		const soFar = traffic.acknowledged.size;
		await eventually(() => traffic.acknowledged.size > soFar + 50);
		await Promise.all([traffic.stop(), more.stop()]);
		const acknowledged = new Set([...traffic.acknowledged, ...more.acknowledged]);
		await eventually(() => missing(acknowledged) === 0);
		expect(repeated()).toBe(0);
	});

	it('split the work by role', async () => {
		const api = await start({ VOICEHOOKS_ROLE: 'api' });
		const path = await prepare(api.url, 1);
		const early = await send(`${api.url}${path}`);
		await wait(300);
		expect(hooks[0]?.hits).toEqual([]);
		const deliver = await start({ VOICEHOOKS_ROLE: 'deliver' });
		await eventually(() => missing(new Set([String(early)])) === 0);
		expect(await send(`${deliver.url}${path}`)).toBeNull();
		expect((await call(deliver.url, 'GET', '/v1/me')).status).toBe(404);
		expect((await call(deliver.url, 'GET', '/readyz')).status).toBe(200);
		const sent = await Promise.all(Array.from({ length: 20 }, () => send(`${api.url}${path}`)));
		await eventually(() => missing(new Set(sent.map(String))) === 0);
		expect(repeated()).toBe(0);
	});

	it('cannot settle what another took over, nor act on it, when paused past the lease', async () => {
		let answers = 0;
		let release = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		// The first request hangs until the sleeper is awake; the second is answered at once.
		hooks = [
			await startHook(async () => {
				answers += 1;
				if (answers > 1) return 200;
				await held;
				return 410;
			}),
		];
		const sleeper = await start();
		const path = await prepare(sleeper.url);
		const id = await send(`${sleeper.url}${path}`);
		await eventually(() => answers === 1);
		sleeper.child.kill('SIGSTOP');
		const other = await start();
		await eventually(() => answers === 2, leaseMs * 3);
		type Deliveries = { readonly data: readonly (Id & { readonly status: string })[] };
		const deliveries = async () =>
			(await call<Deliveries>(other.url, 'GET', `/v1/deliveries?message_id=${id}`)).body.data;
		await eventually(async () => (await deliveries())[0]?.status === 'succeeded');

		sleeper.child.kill('SIGCONT');
		release();
		await eventually(() => sleeper.output().includes('delivery.lease_lost'));
		// Nor disable the subscription by the 410 that it got.
		await eventually(() => sleeper.output().includes('subscription.unchanged'));
		type Statuses = { readonly data: readonly { readonly status: string }[] };
		for (const { url } of [other, sleeper]) {
			await eventually(
				async () =>
					(await call<Statuses>(url, 'GET', '/v1/subscriptions')).body.data[0]?.status === 'active',
			);
		}
		const [delivery] = await deliveries();
		const detail = await call<{ status: string; attempts: readonly { status: number }[] }>(
			other.url,
			'GET',
			`/v1/deliveries/${delivery?.id}`,
		);
		expect(detail.body.status).toBe('succeeded');
		expect(detail.body.attempts.map(({ status }) => status)).toEqual([200]);

		// Awake again it takes part as before.
		const next = await send(`${sleeper.url}${path}`);
		await eventually(() => missing(new Set([String(next)])) === 0);
	});

	it('lose nothing when the database is killed, and recover without a hand', async () => {
		const replicas = await Promise.all([start(), start()]);
		const path = await prepare(replicas[0]?.url ?? '');
		const traffic = loadOn(replicas.map(({ url }) => `${url}${path}`));
		for (let round = 0; round < 3; round += 1) {
			const soFar = traffic.acknowledged.size;
			await eventually(() => traffic.acknowledged.size > soFar + 50);
			await cluster.kill();
			await wait(500);
			expect((await call(replicas[0]?.url ?? '', 'GET', '/readyz')).status).toBe(503);
			await cluster.start();
			const before = traffic.acknowledged.size;
			await eventually(() => traffic.acknowledged.size > before + 20);
		}
		await traffic.stop();
		await eventually(() => missing(traffic.acknowledged) === 0, recoveredWithinMs);
		for (const { child, url } of replicas) {
			expect(child.exitCode).toBeNull();
			expect((await call(url, 'GET', '/readyz')).status).toBe(200);
		}
	});

	it('stop cleanly, and what they had is taken up at once', async () => {
		const first = await start();
		const second = await start();
		const path = await prepare(first.url, 1);
		const traffic = loadOn([`${first.url}${path}`, `${second.url}${path}`]);
		await eventually(() => traffic.acknowledged.size > 50);
		const { code, milliseconds } = await first.end('SIGTERM');
		expect(code).toBe(0);
		expect(milliseconds).toBeLessThan(10_000);
		await traffic.stop();
		await eventually(() => missing(traffic.acknowledged) === 0, leaseMs / 2);
		expect(repeated()).toBe(0);
	});
});

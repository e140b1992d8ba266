import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Hook, startHook } from '../../support/hooks.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addMember, askBare, linkToken, signIn } from '../../support/sign-in.ts';
import { eventually } from './eventually.ts';
import { masterKey } from './master-key.ts';

type Id = { readonly id: string };

/** Two replicas in one process: what one is told, the other must know. */
describeWithPostgres('two replicas', () => {
	let cluster: Cluster;
	let environment: Readonly<Record<string, string>>;
	let one: TestService;
	let other: TestService;
	let hook: Hook;
	let status = 200;
	beforeAll(async () => {
		cluster = await startCluster();
		environment = {
			DATABASE_URL: await cluster.newDatabase(),
			VOICEHOOKS_MASTER_KEY: masterKey,
		};
		// Both find an empty database at the same time.
		[one, other] = await Promise.all([
			startTestService(environment),
			startTestService(environment),
		]);
	});
	beforeEach(async () => {
		status = 200;
		hook = await startHook(() => status);
	});
	afterEach(() => hook.stop());
	afterAll(async () => {
		await Promise.all([one.stop(), other.stop()]);
		await cluster.destroy();
	});

	const subscribe = async (members: object = {}): Promise<string> => {
		const { body } = await one.call<Id>('POST', '/v1/subscriptions', {
			url: hook.url,
			platform: 'custom',
			event_types: ['vocalis.call.ended'],
			...members,
		});
		return body.id;
	};
	const publish = async (service: TestService): Promise<string> => {
		const answer = await service.call<Id>('POST', '/v1/messages', {
			vendor: 'vocalis',
			event: 'call.ended',
			data: { call_id: 'c' },
		});
		expect(answer.status).toBe(202);
		return answer.body.id;
	};
	const waitASecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));

	it('make one organisation between them', async () => {
		const ids = await Promise.all(
			[one, other].map(
				async (service) =>
					(await service.call<{ organisation: Id }>('GET', '/v1/me')).body.organisation,
			),
		);
		expect(ids[0]).toEqual(ids[1]);
		expect(one.context.directory.organisations()).toHaveLength(1);
		expect(
			one.context.directory.sourcesOf(one.context.directory.organisations()[0]?.id ?? ''),
		).toHaveLength(4);
	});

	it('deliver an event that the other took in, also right after the subscription', async () => {
		const id = await subscribe();
		const sent = [await publish(other), await publish(one), await publish(other)];
		await eventually(() => hook.hits.length >= sent.length);
		expect(hook.hits.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(
			sent.toSorted(),
		);
		expect((await other.call('DELETE', `/v1/subscriptions/${id}`)).status).toBe(204);
		expect((await one.call('GET', `/v1/subscriptions/${id}`)).status).toBe(404);
	});

	it('refuse a key that was revoked at the other', async () => {
		const made = await one.call<Id & { api_key: string }>('POST', '/v1/keys', {
			name: 'Soon gone',
			scopes: ['read'],
		});
		const authorization = { authorization: `Bearer ${made.body.api_key}` };
		expect((await other.call('GET', '/v1/me', undefined, authorization)).status).toBe(200);
		expect((await one.call('DELETE', `/v1/keys/${made.body.id}`)).status).toBe(204);
		expect((await other.call('GET', '/v1/me', undefined, authorization)).status).toBe(401);
	});

	it('refuse a session at once that was ended at the other, and a member who was removed', async () => {
		const member = await addMember(one.context, 'owner');
		const tab = await signIn(one, member);
		const there = (cookie: string) => askBare(`${other.url}/v1/me`, 'GET', { cookie });
		expect((await there(tab.cookie)).status).toBe(200);
		expect((await tab.ask('DELETE', '/v1/session')).status).toBe(204);
		expect((await there(tab.cookie)).status).toBe(401);
		const again = await signIn(other, member);
		expect((await there(again.cookie)).status).toBe(200);
		await one.call('PATCH', `/v1/members/${member.id}`, { role: 'viewer' });
		expect((await there(again.cookie)).body.scopes).toEqual(['read']);
		expect((await one.call('DELETE', `/v1/members/${member.id}`)).status).toBe(204);
		expect((await there(again.cookie)).status).toBe(401);
	});

	it('let a link be used once between them, and keep one owner between them', async () => {
		const token = await linkToken(one.context, await addMember(one.context, 'viewer'));
		const json = { 'content-type': 'application/json' };
		const answers = await Promise.all(
			[one, other, one, other].map(({ url }) =>
				askBare(`${url}/v1/session`, 'POST', json, JSON.stringify({ token })),
			),
		);
		expect(answers.filter(({ status: code }) => code === 200)).toHaveLength(1);
		const list = async () =>
			(await one.call<{ data: { id: string; role: string }[] }>('GET', '/v1/members')).body.data;
		const [owner, ...more] = (await list()).filter(({ role }) => role === 'owner');
		expect(more).toEqual([]);
		const second = await addMember(other.context, 'owner');
		const ends = await Promise.all([
			one.call('DELETE', `/v1/members/${owner?.id}`),
			other.call('DELETE', `/v1/members/${second.id}`),
		]);
		expect(ends.map(({ status: code }) => code).toSorted()).toEqual([204, 409]);
		expect((await list()).filter(({ role }) => role === 'owner')).toHaveLength(1);
	});

	it('take a link that the command made beside them', async () => {
		const { stdout } = await promisify(execFile)(
			process.execPath,
			[join(__dirname, '../../../receiver-service/src/sign-in.ts')],
			{ env: { PATH: process.env.PATH, ...environment, PUBLIC_URL: other.url } },
		);
		const token = /#([\w-]{43})/.exec(stdout)?.[1] ?? '';
		const json = { 'content-type': 'application/json' };
		const begun = await askBare(`${other.url}/v1/session`, 'POST', json, JSON.stringify({ token }));
		expect([begun.status, begun.body.member.role]).toEqual([200, 'owner']);
	});

	it('share the limit of an organisation', async () => {
		await waitASecond();
		const started = performance.now();
		const answers = await Promise.all(
			Array.from({ length: 200 }, (_, index) =>
				(index % 2 === 0 ? one : other).call('GET', '/v1/me'),
			),
		);
		const seconds = (performance.now() - started) / 1_000;
		const passed = answers.filter(({ status: code }) => code === 200).length;
		expect(passed).toBeGreaterThan(30);
		expect(passed).toBeLessThanOrEqual(60 + Math.ceil(seconds * 60));
		await waitASecond();
	});

	it('keep the pace of a target between them', async () => {
		const id = await subscribe({ rate_limit_per_second: 10 });
		const sent: string[] = [];
		for (let count = 0; count < 10; count += 1) sent.push(await publish(one), await publish(other));
		const ended = async () =>
			(
				await one.call<{ data: Id[] }>(
					'GET',
					`/v1/deliveries?subscription_id=${id}&status=succeeded&limit=100`,
				)
			).body.data;
		await eventually(async () => (await ended()).length >= sent.length);
		// When the attempts began: a hook in the same process sees them when it has a turn.
		const times = await Promise.all(
			(await ended()).map(async (delivery) => {
				const { body } = await one.call<{ attempts: { at: string }[] }>(
					'GET',
					`/v1/deliveries/${delivery.id}`,
				);
				return Date.parse(body.attempts[0]?.at ?? '');
			}),
		);
		expect(times).toHaveLength(sent.length);
		const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
		// The first may go at once; timers and clocks are a little off.
		expect(seconds).toBeGreaterThan(((sent.length - 1) / 10) * 0.9);
		await one.call('DELETE', `/v1/subscriptions/${id}`);
	});

	it('know what the other learned of a target when it stops', async () => {
		status = 500;
		const id = await subscribe({
			policy: { schedule_seconds: [3_600], timeout_seconds: 5, disable_after: 4 },
		});
		const leaving = await startTestService(environment);
		const failAt = async (service: TestService, count: number) => {
			await publish(service);
			await eventually(() => hook.hits.length === count);
		};
		await failAt(leaving, 1);
		await failAt(leaving, 2);
		await failAt(leaving, 3);
		await leaving.stop();
		const stateOf = async () =>
			(await one.call<{ status: string }>('GET', `/v1/subscriptions/${id}`)).body.status;
		expect(await stateOf()).toBe('active');
		await failAt(other, 4);
		await eventually(async () => (await stateOf()) === 'disabled');
		await one.call('DELETE', `/v1/subscriptions/${id}`);
	});

	it('count failures of a subscription together, and see it enabled by either', async () => {
		status = 500;
		const id = await subscribe({
			policy: { schedule_seconds: [3_600], timeout_seconds: 5, disable_after: 6 },
		});
		for (let count = 0; count < 6; count += 1) {
			await publish(count % 2 === 0 ? one : other);
			await eventually(() => hook.hits.length === count + 1);
		}
		const stateAt = async (service: TestService) =>
			(await service.call<{ status: string }>('GET', `/v1/subscriptions/${id}`)).body.status;
		await eventually(async () => (await stateAt(one)) === 'disabled');
		await eventually(async () => (await stateAt(other)) === 'disabled');
		status = 200;
		await other.call('POST', `/v1/subscriptions/${id}/enable`, {});
		expect(await stateAt(one)).toBe('active');
		await eventually(() => hook.hits.length === 12);
		await eventually(async () => {
			const { body } = await one.call<{ deliveries_count: number }>(
				'GET',
				`/v1/subscriptions/${id}`,
			);
			return body.deliveries_count >= 6;
		});
		await other.call('DELETE', `/v1/subscriptions/${id}`);
	});
});

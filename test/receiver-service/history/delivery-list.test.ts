import { type Client, clientOf } from '../../support/client.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';

type Listed = {
	readonly id: string;
	readonly message_id: string;
	readonly type: string;
	readonly subscription_id: string;
	readonly subscription_name: string | null;
	readonly status: string;
	readonly replay: boolean;
	readonly attempts_count: number;
	readonly last_attempt_at: string | null;
	readonly last_status: number | null;
	readonly last_error: string | null;
	readonly created_at: string;
};

describe('the list of deliveries, for people', () => {
	let service: TestService;
	let admin: Client;
	let hook: Hook;
	let status: number;

	beforeAll(async () => {
		service = await startTestService();
		await liftRateLimit(service.context);
		admin = clientOf(service.url, service.apiKey);
		hook = await startHook(() => status);
	});
	afterAll(async () => {
		await service.stop();
		await hook.stop();
	});
	let path = 0;
	beforeEach(() => {
		status = 200;
		path += 1;
	});

	const subscribe = async (more: object = {}) =>
		(
			await admin('POST', '/v1/subscriptions', {
				url: `${hook.url}/${path}`,
				platform: 'custom',
				name: `Hook ${path}`,
				event_types: ['vocalis.call.ended'],
				policy: { schedule_seconds: [], timeout_seconds: 5, disable_after: null },
				...more,
			})
		).body.id;
	let count = 0;
	const publish = async () => {
		count += 1;
		const data = { call_id: `c_${count}` };
		const event = { vendor: 'vocalis', event: 'call.ended', data };
		return (await admin('POST', '/v1/messages', event)).body.id;
	};
	const list = async (query: string): Promise<readonly Listed[]> =>
		(await admin('GET', `/v1/deliveries?${query}`)).body.data as unknown as readonly Listed[];
	const settled = async (query: string, isSo: (all: readonly Listed[]) => boolean) => {
		for (let tries = 0; tries < 500; tries += 1) {
			const found = await list(query);
			if (isSo(found)) return found;
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		throw new Error('The deliveries did not get there.');
	};
	const ended = (all: readonly Listed[]) =>
		all.length > 0 && all.every((one) => one.status !== 'pending');

	it('says to which hook by name, how often it was tried, when last and with what', async () => {
		const subscription = await subscribe();
		status = 500;
		await publish();
		const [shown] = await settled(`subscription_id=${subscription}`, ended);
		expect(shown).toMatchObject({
			type: 'vocalis.call.ended',
			subscription_id: subscription,
			subscription_name: `Hook ${path}`,
			status: 'dead_letter',
			attempts_count: 1,
			last_status: 500,
			last_error: 'HTTP 500',
		});
		expect(Date.parse(shown?.last_attempt_at ?? '')).toBeGreaterThanOrEqual(
			Date.parse(shown?.created_at ?? ''),
		);
		const { body } = await admin('GET', `/v1/deliveries/${shown?.id}`);
		expect(body).toMatchObject({
			subscription_name: `Hook ${path}`,
			last_attempt_at: shown?.last_attempt_at,
		});
		await admin('DELETE', `/v1/subscriptions/${subscription}`);
		expect((await list(`id=${shown?.id}`))[0]?.subscription_name).toBeNull();
	});

	it('finds one by its id, and those of a message by that', async () => {
		const [one, two] = [await subscribe(), await subscribe({ url: `${hook.url}/${path}/b` })];
		const message = await publish();
		const both = await settled(`id=${message}`, (all) => all.length === 2 && ended(all));
		expect(new Set(both.map((each) => each.subscription_id))).toEqual(new Set([one, two]));
		expect(await list(`id=${both[0]?.id}`)).toEqual([both[0]]);
		expect(await list(`id=${both[0]?.id}&status=dead_letter`)).toEqual([]);
		expect(await list(`id=${both[0]?.id}&message_id=${message}`)).toEqual([both[0]]);
		expect(await list('id=dlv_00000000000000000000000000')).toEqual([]);
		expect(await list('id=msg_00000000000000000000000000')).toEqual([]);
		expect(await list('id=anything')).toEqual([]);
		const { apiKey } = await addTenant(service.context);
		const neighbour = clientOf(service.url, apiKey);
		for (const id of [both[0]?.id, message]) {
			expect((await neighbour('GET', `/v1/deliveries?id=${id}`)).body.data).toEqual([]);
		}
	});

	it('takes several statuses and types at once, and a time', async () => {
		const subscription = await subscribe();
		await publish();
		const [done] = await settled(`subscription_id=${subscription}`, ended);
		status = 500;
		await publish();
		const own = `subscription_id=${subscription}`;
		const all = await settled(own, (found) => found.length === 2 && ended(found));
		const dead = all.find((one) => one.status === 'dead_letter');
		expect(await list(`${own}&status=succeeded&status=dead_letter`)).toEqual(all);
		expect(await list(`${own}&status=dead_letter&status=held`)).toEqual([dead]);
		expect(await list(`${own}&type=vocalis.*&type=dexem.cdr`)).toEqual(all);
		expect(await list(`${own}&type=dexem.*`)).toEqual([]);
		expect(await list(`${own}&since=${dead?.created_at}`)).toEqual([dead]);
		expect(await list(`${own}&until=${dead?.created_at}&status=succeeded`)).toEqual([done]);
	});

	describe('replaying those chosen', () => {
		it('delivers each again to its own hook, once, and leaves out what cannot be', async () => {
			const subscription = await subscribe();
			status = 500;
			const messages = [await publish(), await publish()];
			const own = `subscription_id=${subscription}`;
			const dead = await settled(own, (all) => all.length === 2 && ended(all));
			const gone = await subscribe({ url: `${hook.url}/${path}/gone` });
			await publish();
			const [orphan] = await settled(`subscription_id=${gone}`, ended);
			await admin('DELETE', `/v1/subscriptions/${gone}`);
			status = 200;
			const chosen = [...dead, orphan, dead[0]].map((one) => one?.id);
			const { status: code, body } = await admin('POST', '/v1/replays', { delivery_ids: chosen });
			expect(code).toBe(202);
			expect(body).toEqual({ messages: 2, deliveries: 2, next_cursor: null, has_more: false });
			const replayed = (await settled(own, (all) => all.length >= 4 && ended(all))).filter(
				(one) => one.replay,
			);
			expect(replayed.map((one) => one.message_id).toSorted()).toEqual(messages.toSorted());
			expect(replayed.every((one) => one.status === 'succeeded')).toBe(true);
			expect(new Set(replayed.map((one) => one.subscription_id))).toEqual(new Set([subscription]));
		});

		it('knows no delivery of another organisation, and then replays none', async () => {
			const subscription = await subscribe();
			await publish();
			const [one] = await settled(`subscription_id=${subscription}`, ended);
			const { apiKey } = await addTenant(service.context);
			const neighbour = clientOf(service.url, apiKey);
			const refused = await neighbour('POST', '/v1/replays', { delivery_ids: [one?.id] });
			expect(refused.status).toBe(404);
			const mixed = [one?.id, 'dlv_00000000000000000000000000'];
			expect((await admin('POST', '/v1/replays', { delivery_ids: mixed })).status).toBe(404);
			expect(await list(`subscription_id=${subscription}`)).toHaveLength(1);
		});

		it('needs the right to change, and one kind of choice', async () => {
			const orgId = defaultOrgId(service.context);
			const reader = clientOf(service.url, await addKey(service.context, orgId, ['read']));
			const ids = ['dlv_00000000000000000000000000'];
			expect((await reader('POST', '/v1/replays', { delivery_ids: ids })).status).toBe(403);
			const range = { since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' };
			for (const [body, field] of [
				[{ delivery_ids: ids, ...range }, 'since'],
				[{ delivery_ids: ids, status: ['dead_letter'] }, 'status'],
				[{ delivery_ids: [] }, 'delivery_ids'],
				[{ delivery_ids: Array(101).fill(ids[0]) }, 'delivery_ids'],
				[{ until: range.until }, 'since'],
				[{ since: range.since }, 'until'],
				[{}, 'since'],
			] as const) {
				const [english, french] = await Promise.all(
					['en', 'fr'].map((language) =>
						admin('POST', '/v1/replays', body, { 'accept-language': language }),
					),
				);
				expect(english).toMatchObject({ status: 400, body: { errors: [{ path: field }] } });
				expect(french?.body.errors[0].message).not.toBe(english?.body.errors[0].message);
			}
		});
	});
});

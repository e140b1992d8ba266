import { type Client, clientOf } from '../../support/client.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { addKey, addTenant, defaultOrgId, liftRateLimit } from '../../support/tenants.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 22, 10, 30, 30);

type Point = Readonly<Record<string, number>> & {
	readonly at: string;
	readonly backlog: Readonly<Record<string, number | null>> | null;
};
type Shown = {
	readonly step: string;
	readonly data: readonly Point[];
	readonly totals: Readonly<Record<string, number | null>>;
	readonly backlog: Readonly<Record<string, number | string | null>>;
};

describe('statistics', () => {
	let clock: VirtualClock;
	let service: TestService;
	let hook: Hook;
	let status: number;
	let ingestUrl: string;
	let subscriptionId: string;
	let count = 0;

	beforeEach(async () => {
		clock = createVirtualClock(start);
		service = await startTestService({}, { clock });
		await liftRateLimit(service.context);
		status = 200;
		hook = await startHook(() => status);
		const made = await service.call<{ ingest_url: string }>('POST', '/v1/sources', {
			vendor: 'inboundflow',
			name: 'Front desk',
			signing_secret: 'a-secret-of-sixteen-or-more',
		});
		ingestUrl = made.body.ingest_url;
		const { body } = await service.call<{ id: string }>('POST', '/v1/subscriptions', {
			url: hook.url,
			platform: 'custom',
			event_types: ['vocalis.*'],
			policy: { schedule_seconds: [], timeout_seconds: 5, disable_after: null },
		});
		subscriptionId = body.id;
	});
	afterEach(async () => {
		await service.stop();
		await hook.stop();
	});

	const publish = async () => {
		count += 1;
		const data = { call_id: `c_${count}` };
		const before = hook.hits.length;
		await service.call('POST', '/v1/messages', { vendor: 'vocalis', event: 'call.ended', data });
		await hook.waitFor(before + 1);
	};
	/** Attempts are counted when they end: what the hook answered is read a little later. */
	const eventually = async <Found>(
		ask: () => Promise<Found>,
		isThere: (found: Found) => boolean,
	) => {
		for (let tries = 0; ; tries += 1) {
			const found = await ask();
			if (isThere(found) || tries > 200) return found;
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
	};
	const show = async (query = '') =>
		(await service.call<Shown>('GET', `/v1/statistics${query}`)).body;
	const shownAttempts = (attempts: number, query = '') =>
		eventually(
			() => show(query),
			({ totals }) => totals.attempts === attempts,
		);

	it('counts events, refusals, attempts and what became of them', async () => {
		await publish();
		status = 500;
		await publish();
		await fetch(ingestUrl, { method: 'POST', body: '{"event":"call.completed"}' });
		const { data, totals, step } = await shownAttempts(2);
		expect(step).toBe('minute');
		expect(data).toHaveLength(60);
		expect(data.at(-1)).toMatchObject({ at: '2026-11-22T10:30:00.000Z', events: 2, rejected: 1 });
		expect(data[0]).toMatchObject({ at: '2026-11-22T09:31:00.000Z', events: 0, p95_ms: null });
		expect(totals).toMatchObject({
			events: 2,
			duplicates: 0,
			rejected: 1,
			quarantined: 0,
			attempts: 2,
			succeeded: 1,
			failed: 1,
			dead_letters: 1,
			success_rate: 0.5,
		});
		expect(totals.p50_ms).toBeGreaterThan(0);
	});

	it('counts a duplicate as no event', async () => {
		const made = await service.call<{ ingest_url: string }>('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'Unsigned',
		});
		const before = hook.hits.length;
		for (let time = 0; time < 3; time += 1) {
			await fetch(made.body.ingest_url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: '{"event":"call.ended","call_id":"c_once"}',
			});
		}
		await hook.waitFor(before + 1);
		const { totals } = await shownAttempts(1);
		expect(totals).toMatchObject({ events: 1, duplicates: 2 });
	});

	it('shows steps of any size, over a restart', async () => {
		await publish();
		await shownAttempts(1);
		await clock.advance(2 * hour);
		await publish();
		await shownAttempts(2, '?step=hour');
		service = await service.restart({ clock });
		const hours = await show(`?step=hour&since=2026-11-22T10:00:00Z&until=2026-11-22T13:00:00Z`);
		expect(hours.data.map(({ at, events }) => [at, events])).toEqual([
			['2026-11-22T10:00:00.000Z', 1],
			['2026-11-22T11:00:00.000Z', 0],
			['2026-11-22T12:00:00.000Z', 1],
		]);
		const days = await show('?step=day&since=2026-11-21T12:00:00Z&until=2026-11-23T00:00:00Z');
		expect(days.data.map(({ at, events }) => [at, events])).toEqual([
			['2026-11-21T00:00:00.000Z', 0],
			['2026-11-22T00:00:00.000Z', 2],
		]);
		expect(days.totals).toMatchObject({ events: 2, attempts: 2, success_rate: 1 });
	});

	it('says what waits and since when, and what was given up', async () => {
		status = 500;
		await publish();
		await shownAttempts(1);
		await service.call('POST', `/v1/subscriptions/${subscriptionId}/pause`);
		const data = { call_id: 'c_held' };
		await service.call('POST', '/v1/messages', { vendor: 'vocalis', event: 'call.ended', data });
		expect((await show()).backlog).toEqual({
			pending: 0,
			held: 1,
			dead_letter: 1,
			oldest_pending_at: null,
		});
	});

	it('shows what waited over time, over a restart', async () => {
		await service.call('POST', `/v1/subscriptions/${subscriptionId}/pause`);
		const data = { call_id: 'c_held' };
		await service.call('POST', '/v1/messages', { vendor: 'vocalis', event: 'call.ended', data });
		const held = { pending: 0, held: 1, dead_letter: 0, oldest_pending_ms: null };
		const empty = { ...held, held: 0 };
		const waited = async (query = '') =>
			(await show(query)).data.map(({ at, backlog }) => [at.slice(11, 16), backlog] as const);
		const before = await waited();
		expect(before.at(-1)).toEqual(['10:30', held]);
		expect(before.slice(0, -1).every(([, backlog]) => backlog === null)).toBe(true);
		const counted = (isThere: (at: number) => boolean) =>
			eventually(
				async () => {
					await clock.advance(1_000);
					return service.context.store.lastBacklogCount();
				},
				(count) => count !== null && isThere(count.at) && count.read !== null,
			);
		const last = await counted((at) => at > start);
		expect(last?.read).toBe(1);
		await service.call('DELETE', `/v1/subscriptions/${subscriptionId}`);
		// What a deleted one had is held ten minutes.
		await eventually(
			async () => {
				await clock.advance(minute);
				return (await show()).backlog;
			},
			(backlog) => backlog.held === 0,
		);
		const eleven = Date.UTC(2026, 10, 22, 11);
		await clock.advance(eleven - clock.now());
		await counted((at) => at >= eleven);
		service = await service.restart({ clock });
		const minutes = await waited('?since=2026-11-22T10:29:00Z&until=2026-11-22T11:00:00Z');
		expect(minutes[0]).toEqual(['10:29', null]);
		expect(new Map(minutes).get(new Date(last?.at ?? 0).toISOString().slice(11, 16))).toEqual(held);
		const hours = await waited('?step=hour&since=2026-11-22T10:00:00Z&until=2026-11-22T12:00:00Z');
		expect(hours).toEqual([
			['10:00', held],
			['11:00', empty],
		]);
	});

	it('shows one subscription apart', async () => {
		await publish();
		status = 500;
		await publish();
		const other = await service.call<{ id: string }>('POST', '/v1/subscriptions', {
			url: `${hook.url}other`,
			platform: 'custom',
			event_types: ['dexem.*'],
		});
		await shownAttempts(2);
		const ofOne = (id: string, more = '') => show(`?subscription_id=${id}${more}`);
		const nothing = { attempts: 0, success_rate: null, p50_ms: null };
		for (const step of ['', '&step=hour', '&step=day']) {
			const { data, totals, backlog } = await ofOne(subscriptionId, step);
			expect(totals).toMatchObject({ events: 0, attempts: 2, succeeded: 1, failed: 1 });
			expect(totals).toMatchObject({ success_rate: 0.5, p95_ms: expect.any(Number) });
			expect(backlog).toMatchObject({ pending: 0, dead_letter: 1 });
			expect(data.at(-1)).toMatchObject({ failed: 1, backlog: { dead_letter: 1, held: 0 } });
			expect((await ofOne(other.body.id, step)).totals).toMatchObject(nothing);
		}
		expect((await ofOne(other.body.id)).backlog).toMatchObject({ dead_letter: 0 });
		const neighbour = clientOf(service.url, (await addTenant(service.context)).apiKey);
		const foreign = await neighbour('GET', `/v1/statistics?subscription_id=${subscriptionId}`);
		expect(foreign.body).toMatchObject({ totals: nothing, backlog: { dead_letter: 0 } });
		const unknown = await ofOne('sub_unknown');
		expect(unknown).toMatchObject({ totals: nothing, backlog: { dead_letter: 0 } });
	});

	it('shows how each subscription fares', async () => {
		await publish();
		await publish();
		status = 500;
		await publish();
		type Each = { data: readonly Readonly<Record<string, unknown>>[] };
		const { data } = await eventually(
			async () => (await service.call<Each>('GET', '/v1/statistics/subscriptions')).body,
			(found) => found.data[0]?.failed === 1,
		);
		expect(data).toEqual([
			{
				subscription_id: subscriptionId,
				succeeded: 2,
				failed: 1,
				dead_letters: 1,
				success_rate: 2 / 3,
				p50_ms: expect.any(Number),
				p95_ms: expect.any(Number),
			},
		]);
	});

	it('shows an organisation its own only', async () => {
		await publish();
		await shownAttempts(1);
		const neighbour: Client = clientOf(service.url, (await addTenant(service.context)).apiKey);
		const { body } = await neighbour('GET', '/v1/statistics');
		expect(body).toMatchObject({ totals: { events: 0, attempts: 0, success_rate: null } });
		expect((await neighbour('GET', '/v1/statistics/subscriptions')).body.data).toEqual([]);
	});

	it('is for whoever may read', async () => {
		const orgId = defaultOrgId(service.context);
		const reader = clientOf(service.url, await addKey(service.context, orgId, ['read']));
		const writer = clientOf(service.url, await addKey(service.context, orgId, ['publish']));
		for (const path of ['/v1/statistics', '/v1/statistics/subscriptions']) {
			expect((await reader('GET', path)).status).toBe(200);
			expect((await writer('GET', path)).body.code).toBe('scope_missing');
			expect((await clientOf(service.url, null)('GET', path)).status).toBe(401);
		}
	});

	it.each([
		['?since=2020-01-01T00:00:00Z', 'since', /1500/],
		['?since=2026-11-22T10:00:00Z&until=2026-11-22T10:00:00Z', 'until', /since/],
		['?step=week', 'step', /./],
		['?since=yesterday', 'since', /./],
		[
			'?subscription_id=sub_1&since=2026-11-20T10:00:00Z&until=2026-11-20T11:00:00Z',
			'since',
			/deux jours/,
		],
	])('refuses %s in the reader’s language', async (query, path, text) => {
		const client = clientOf(service.url, service.apiKey);
		const [english, french] = await Promise.all(
			['en', 'fr'].map((language) =>
				client('GET', `/v1/statistics${query}`, undefined, { 'accept-language': language }),
			),
		);
		expect(english?.status).toBe(400);
		expect(english?.body.errors[0]).toMatchObject({ path });
		expect(french?.body.errors[0].message).toMatch(text);
		expect(french?.body.errors[0].message).not.toBe(english?.body.errors[0].message);
	});

	it('takes as many points as it says', async () => {
		const until = new Date(start).toISOString();
		const since = new Date(start - 1_499 * minute).toISOString();
		expect((await show(`?since=${since}&until=${until}`)).data).toHaveLength(1_500);
	});
});

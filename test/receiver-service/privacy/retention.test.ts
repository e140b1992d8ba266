import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { retentionLimits } from '../../../receiver-service/src/pipeline/retention.ts';
import type { Clock } from '../../../receiver-service/src/ports.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { newSecret } from '../../support/secret.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * The machine's clock, moved ahead at will: timers that fall due by it run at once, so that an hour
 * passes in a moment while sockets and files keep their own time.
 */
const createMovableClock = () => {
	let aheadMs = 0;
	const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
	const clock: Clock = {
		now: () => Date.now() + aheadMs,
		after: (milliseconds, run) => {
			const entry = { at: clock.now() + milliseconds, run };
			waiting.add(entry);
			const timer = setTimeout(() => {
				if (waiting.delete(entry)) run();
			}, milliseconds);
			timer.unref();
			return () => {
				clearTimeout(timer);
				waiting.delete(entry);
			};
		},
	};
	const move = async (milliseconds: number) => {
		aheadMs += milliseconds;
		for (let round = 0; round < 50; round += 1) {
			for (const entry of [...waiting].filter(({ at }) => at <= clock.now())) {
				if (waiting.delete(entry)) entry.run();
			}
			await new Promise((resolve) => setTimeout(resolve, 4));
		}
	};
	return { clock, move };
};

let service: TestService;
let hook: Hook;
const { clock, move } = createMovableClock();

const status = async (path: string) => (await service.call('GET', path)).status;
const publish = async (data: Record<string, unknown> = {}) =>
	(
		await service.call<{ id: string }>('POST', '/v1/messages', {
			vendor: 'vocalis',
			event: 'call.ended',
			data,
		})
	).body.id;
const count = async (path: string) =>
	(await service.call<{ data: readonly unknown[] }>('GET', path)).body.data.length;

beforeAll(async () => {
	hook = await startHook();
	service = await startTestService({ VOICEHOOKS_RETENTION_DAYS: '10' }, { clock });
	await liftRateLimit(service.context);
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
});

it('forgets each kind of thing at its own age', async () => {
	const source = await service.call<{ ingest_url: string }>('POST', '/v1/sources', {
		vendor: 'vocalis',
		name: 'Old',
		signing_secret: newSecret(),
	});
	await fetch(source.body.ingest_url, { method: 'POST', body: '{"event":"call.ended"}' });
	const sandbox = await service.call<{ url: string }>('GET', '/v1/sandbox');
	await fetch(sandbox.body.url, { method: 'POST', body: 'x' });
	const old = await publish({ call_id: 'old' });
	expect(await count('/v1/receipts?outcome=rejected')).toBe(1);
	expect(await count('/v1/sandbox/requests')).toBe(1);

	await move(25 * hourMs);
	expect(await count('/v1/sandbox/requests')).toBe(0);
	expect(await count('/v1/receipts?outcome=rejected')).toBe(1);
	expect(await status(`/v1/messages/${old}`)).toBe(200);

	await move(6 * dayMs);
	expect(await count('/v1/receipts?outcome=rejected')).toBe(0);
	const young = await publish({ call_id: 'young' });
	expect(await status(`/v1/messages/${old}`)).toBe(200);

	await move(4 * dayMs);
	expect(await status(`/v1/messages/${old}`)).toBe(404);
	expect(await status(`/v1/messages/${young}`)).toBe(200);
});

it('keeps the key of a forgotten event, so that it stays a duplicate', async () => {
	const source = await service.call<{ ingest_url: string }>('POST', '/v1/sources', {
		vendor: 'vocalis',
		name: 'Unsigned',
	});
	const send = async () => {
		const body = '{"event":"call.ended","call_id":"kept-key"}';
		const response = await fetch(source.body.ingest_url, { method: 'POST', body });
		return (await response.json()) as { id: string; duplicate?: boolean };
	};
	const { id } = await send();
	await move(11 * dayMs);
	expect(await status(`/v1/messages/${id}`)).toBe(404);
	expect(await send()).toEqual({ received: true, id, duplicate: true });
});

it('never forgets a message that is still to be delivered', async () => {
	const subscribed = await service.call<{ id: string }>('POST', '/v1/subscriptions', {
		url: `${hook.url}/held`,
		event_types: ['vocalis.call.ended'],
		platform: 'custom',
	});
	await service.call('POST', `/v1/subscriptions/${subscribed.body.id}/pause`);
	const id = await publish({ call_id: 'held' });
	await move(12 * dayMs);
	expect(await status(`/v1/messages/${id}`)).toBe(200);
	await service.call('POST', `/v1/subscriptions/${subscribed.body.id}/enable`);
	await hook.waitFor(1);
	const succeeded = `/v1/deliveries?message_id=${id}&status=succeeded`;
	const settled = () => service.call<{ data: unknown[] }>('GET', succeeded);
	while ((await settled()).body.data.length === 0) await new Promise(setImmediate);
	await move(2 * hourMs);
	expect(await status(`/v1/messages/${id}`)).toBe(404);
	await service.call('DELETE', `/v1/subscriptions/${subscribed.body.id}`);
});

it('removes a test subscription when its time is over', async () => {
	const subscribed = await service.call<{ id: string }>('POST', '/v1/subscriptions', {
		url: `${hook.url}/test`,
		event_types: ['vocalis.*'],
		platform: 'n8n',
		mode: 'test',
		ttl_seconds: 120,
	});
	const path = `/v1/subscriptions/${subscribed.body.id}`;
	await move(minuteMs);
	expect(await status(path)).toBe(200);
	await move(2 * minuteMs);
	expect(await status(path)).toBe(404);
});

it('cancels a backlog that nobody took over within ten minutes', async () => {
	const subscribed = await service.call<{ id: string }>('POST', '/v1/subscriptions', {
		url: `${hook.url}/left`,
		event_types: ['vocalis.call.ended'],
		platform: 'custom',
	});
	await service.call('POST', `/v1/subscriptions/${subscribed.body.id}/pause`);
	await publish({ call_id: randomUUID() });
	await service.call('DELETE', `/v1/subscriptions/${subscribed.body.id}`);
	const backlog = `/v1/deliveries?subscription_id=${subscribed.body.id}`;
	expect(await count(`${backlog}&status=held`)).toBe(1);
	await move(11 * minuteMs);
	expect(await count(`${backlog}&status=canceled`)).toBe(1);
});

it('never sets a limit in the future, and keeps deduplication keys longest', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 4e12 }),
			fc.integer({ min: 1, max: 390 }),
			fc.option(fc.integer({ min: 1, max: 4_000 })),
			(now, days, own) => {
				const limits = retentionLimits(now, days, [{ id: 'org_1', retentionDays: own }]);
				// A link that ends now has ended.
				const { messagesBeforeByOrganisation, signInLinksBefore, ...all } = limits;
				expect(signInLinksBefore).toBe(now);
				for (const before of Object.values(all)) expect(before).toBeLessThan(now);
				// An organisation keeps less than the service does, never more.
				const shorter = own !== null && own < days ? { org_1: now - own * dayMs } : {};
				expect(messagesBeforeByOrganisation).toEqual(shorter);
				expect(limits.deduplicationBefore).toBeLessThan(limits.messagesBefore);
				expect(now - limits.deduplicationBefore).toBeGreaterThanOrEqual(400 * dayMs);
			},
		),
	);
});

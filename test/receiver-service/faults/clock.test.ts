import type { AnswerBody } from '../../support/client.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

type DeliveryList = { readonly data: readonly { status: string; attempt_count: number }[] };

const hourMs = 3_600_000;

/** The machine's clock as an administrator sets it: timers go on as they were (CLOCK_MONOTONIC). */
let stepMs = 0;
const clock = {
	now: () => Date.now() + stepMs,
	after: (milliseconds: number, run: () => void) => {
		const timer = setTimeout(run, milliseconds);
		return () => clearTimeout(timer);
	},
};

let service: TestService;
let hook: Hook;
let answers: number | Promise<number> = 200;
beforeAll(async () => {
	hook = await startHook(() => answers);
	service = await startTestService({}, { clock });
	await liftRateLimit(service.context);
	await service.call('POST', '/v1/subscriptions', {
		url: hook.url,
		platform: 'custom',
		event_types: ['vocalis.*'],
		policy: { schedule_seconds: Array(20).fill(2), timeout_seconds: 5, disable_after: null },
	});
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
});

const publish = async (): Promise<string> => {
	const data = { call_id: `c_${Math.random()}` };
	const event = { vendor: 'vocalis', event: 'call.ended', data };
	const { status, body } = await service.call<AnswerBody>('POST', '/v1/messages', event);
	expect(status).toBe(202);
	return body.id;
};
const received = async (id: string): Promise<void> => {
	const isThere = () => hook.hits.some(({ headers }) => headers['webhook-id'] === id);
	while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 10));
};
/** Resolves once the message's delivery has come so far, on disk. */
const delivered = async (id: string, status: string, attempts: number): Promise<void> => {
	const path = `/v1/deliveries?message_id=${id}`;
	for (;;) {
		const { body } = await service.call<DeliveryList>('GET', path);
		const [delivery] = body.data;
		if (delivery?.status === status && delivery.attempt_count === attempts) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
};
const listed = async (): Promise<readonly string[]> => {
	const { body } = await service.call<AnswerBody>('GET', '/v1/messages?order=asc&limit=100');
	return body.data.map(({ id }) => id);
};

describe.each([
	['forward by a day', 24 * hourMs],
	['back by an hour', -hourMs],
	['back before the service was ever started', -365 * 24 * hourMs],
	['forward again', 0],
])('a clock that steps %s', (_what, step) => {
	it('delays no new event, and repeats no id', async () => {
		const before = await listed();
		stepMs = step;
		const ids: string[] = [];
		for (let nth = 0; nth < 5; nth += 1) ids.push(await publish());
		for (const id of ids) await received(id);
		// In the order of the commits, whatever the clock said.
		expect(await listed()).toEqual([...before, ...ids]);
		expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
	});
});

it('a retry comes no later for a clock that steps over its time', async () => {
	answers = 500;
	stepMs = 0;
	const id = await publish();
	await delivered(id, 'pending', 1);
	answers = 200;
	stepMs = hourMs;
	const hits = hook.hits.length;
	await hook.waitFor(hits + 1, 60_000);
	expect(hook.hits.at(-1)?.headers['webhook-id']).toBe(id);
}, 90_000);

it('an attempt during which the clock steps over the whole schedule is followed by another', async () => {
	stepMs = 0;
	let answer = (_status: number) => {};
	answers = new Promise((resolve) => {
		answer = resolve;
	});
	const id = await publish();
	await received(id);
	stepMs = 24 * hourMs;
	answers = 200;
	answer(500);
	const hits = hook.hits.length;
	await hook.waitFor(hits + 1, 60_000);
	expect(hook.hits.at(-1)?.headers['webhook-id']).toBe(id);
	await delivered(id, 'succeeded', 2);
}, 90_000);

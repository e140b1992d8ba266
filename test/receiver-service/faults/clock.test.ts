import type { AnswerBody } from '../../support/client.ts';
import { type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { liftRateLimit } from '../../support/tenants.ts';

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
let answers = 200;
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
const received = (id: string, status = 200): Promise<void> =>
	(async () => {
		const isThere = () => hook.hits.some(({ headers }) => headers['webhook-id'] === id);
		while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 10));
		expect(status).toBe(answers);
	})();
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

it('a retry is made at once when the clock steps over its time', async () => {
	answers = 500;
	stepMs = 0;
	const id = await publish();
	await received(id, 500);
	answers = 200;
	stepMs = hourMs;
	const hits = hook.hits.length;
	await hook.waitFor(hits + 1, 60_000);
	expect(hook.hits.at(-1)?.headers['webhook-id']).toBe(id);
}, 90_000);

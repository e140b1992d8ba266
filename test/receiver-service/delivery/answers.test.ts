import { createDeliveryRig, quiet } from '../../support/delivery-rig.ts';

const hourMs = 60 * 60 * 1_000;

describe('Retry-After', () => {
	it.each([429, 503, 500])('waits at least as long as a %i asks', async (status) => {
		const rig = await createDeliveryRig((_request, nth) =>
			nth === 1 ? { status, headers: { 'retry-after': '90' } } : 200,
		);
		const subscription = rig.addSubscription();
		rig.deliver(subscription);
		await rig.clock.advance(hourMs);
		expect(rig.secondsOf(subscription.url)).toEqual([0, 90]);
	});

	it('reads an HTTP date', async () => {
		const rig = await createDeliveryRig(({ at }, nth) =>
			nth === 1
				? { status: 503, headers: { 'retry-after': new Date(at + 120_000).toUTCString() } }
				: 200,
		);
		const subscription = rig.addSubscription();
		rig.deliver(subscription);
		await rig.clock.advance(hourMs);
		expect(rig.secondsOf(subscription.url)).toEqual([0, 120]);
	});

	it('waits a day at most', async () => {
		const rig = await createDeliveryRig((_request, nth) =>
			nth === 1 ? { status: 429, headers: { 'retry-after': '99999999' } } : 200,
		);
		const subscription = rig.addSubscription();
		rig.deliver(subscription);
		await rig.clock.advance(72 * hourMs);
		expect(rig.secondsOf(subscription.url)).toEqual([0, 24 * 3_600]);
	});

	it('slows everything that goes to the target, not only what was refused', async () => {
		const rig = await createDeliveryRig((_request, nth) =>
			nth === 1 ? { status: 429, headers: { 'retry-after': '60' } } : 200,
		);
		const subscription = rig.addSubscription();
		rig.deliver(subscription);
		await quiet();
		rig.deliver(subscription);
		rig.deliver(subscription);
		await rig.clock.advance(hourMs);
		expect(rig.secondsOf(subscription.url)).toEqual([0, 60, 60, 60]);
	});

	it('slows a target that answers 429 without saying for how long', async () => {
		const rig = await createDeliveryRig((_request, nth) => (nth === 1 ? 429 : 200));
		const subscription = rig.addSubscription();
		rig.deliver(subscription);
		await quiet();
		rig.deliver(subscription);
		await rig.clock.advance(hourMs);
		expect(rig.secondsOf(subscription.url)).toEqual([0, 5, 5]);
	});

	it('doubles the pause when the target refuses again, whatever was in flight together', async () => {
		const rig = await createDeliveryRig(({ at }) => ({ status: 429, takesMs: at % 2 }));
		const subscription = rig.addSubscription({ platform: 'n8n' });
		for (let nth = 0; nth < 4; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(6_000);
		rig.deliver(subscription);
		await rig.clock.advance(20_000);
		expect([...new Set(rig.secondsOf(subscription.url))]).toEqual([0, 5, 15]);
	});

	it('leaves what waits for a pausing target to its rows, where it may end meanwhile', async () => {
		const rig = await createDeliveryRig((_request, nth) => (nth === 1 ? 429 : 200));
		const subscription = rig.addSubscription({ rateLimitPerSecond: 1 });
		const ids = [1, 2, 3].map(() => rig.deliver(subscription));
		await quiet();
		await rig.store.settle({
			deliveryId: ids[1] ?? '',
			orgId: subscription.orgId,
			subscriptionId: subscription.id,
			status: 'canceled',
			dueAt: null,
			attempt: null,
			attemptCount: 0,
			health: rig.directory.health(subscription.id),
		});
		await rig.clock.advance(20_000);
		const statuses = ids.map((id) => rig.store.row(id).delivery.status);
		expect(statuses).toEqual(['succeeded', 'canceled', 'succeeded']);
		expect(rig.sent).toHaveLength(3);
	});
});

describe('Make', () => {
	it('gets a delivery again after 400 "Queue is full"', async () => {
		const rig = await createDeliveryRig((_request, nth) =>
			nth === 1 ? { status: 400, body: 'Queue is full.' } : 200,
		);
		const id = rig.deliver(rig.addSubscription({ platform: 'make' }));
		await rig.clock.advance(hourMs);
		expect(rig.store.row(id).attempts.map(({ outcome }) => outcome)).toEqual([
			'queue_full',
			'success',
		]);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});

	it('never gets again what it refused with any other 400', async () => {
		const rig = await createDeliveryRig(() => ({ status: 400, body: 'Scenario error' }));
		const id = rig.deliver(rig.addSubscription({ platform: 'make' }));
		await rig.clock.advance(96 * hourMs);
		expect(rig.sent).toHaveLength(1);
		expect(rig.store.row(id).delivery.status).toBe('dead_letter');
	});

	it('alone is judged so: a 400 of another platform is retried', async () => {
		const rig = await createDeliveryRig((_request, nth) => (nth === 1 ? 400 : 200));
		const id = rig.deliver(rig.addSubscription({ platform: 'n8n' }));
		await rig.clock.advance(hourMs);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});
});

describe('410', () => {
	it('deletes a Zapier subscription, and Zapier is not told what it said itself', async () => {
		const rig = await createDeliveryRig(() => 410);
		const subscription = rig.addSubscription({ platform: 'zapier' });
		const id = rig.deliver(subscription);
		await quiet();
		expect(rig.directory.subscription(subscription.id)).toBeUndefined();
		expect(rig.store.row(id).delivery.status).toBe('held');
		expect(rig.sent.map(({ method }) => method)).toEqual(['POST']);
	});

	it.each(['n8n', 'make', 'custom'] as const)(
		'disables a subscription of %s as gone',
		async (platform) => {
			const rig = await createDeliveryRig(() => 410);
			const subscription = rig.addSubscription({ platform });
			const id = rig.deliver(subscription);
			await rig.clock.advance(72 * hourMs);
			expect(rig.sent).toHaveLength(1);
			expect(rig.store.row(id).delivery.status).toBe('held');
			expect(rig.directory.subscription(subscription.id)).toMatchObject({
				status: 'disabled',
				disabledReason: 'gone',
			});
		},
	);

	it('is not said by 404, which n8n answers while it starts', async () => {
		const rig = await createDeliveryRig((_request, nth) => (nth === 1 ? 404 : 200));
		const subscription = rig.addSubscription({ platform: 'n8n' });
		const id = rig.deliver(subscription);
		await rig.clock.advance(hourMs);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
		expect(rig.directory.subscription(subscription.id)?.status).toBe('active');
	});
});

describe('a subscription disabled for failing', () => {
	const disable = async (platform: 'zapier' | 'custom', answer: (nth: number) => number) => {
		const policy = { schedule_seconds: [1], timeout_seconds: 5, disable_after: 3 };
		let posts = 0;
		const rig = await createDeliveryRig(({ method }) => {
			if (method !== 'POST') return 200;
			posts += 1;
			return answer(posts);
		});
		const subscription = rig.addSubscription({ platform, policy });
		const ids = [1, 2, 3, 4, 5].map(() => rig.deliver(subscription));
		// Zapier's pace spreads the five over 160 ms.
		await rig.clock.advance(200);
		const probes = () =>
			rig
				.secondsOf(subscription.url)
				.filter((seconds) => seconds > 1)
				.map((seconds) => seconds / 3_600);
		return {
			rig,
			subscription,
			ids,
			probes,
			status: () => rig.directory.subscription(subscription.id)?.status,
		};
	};

	it('is probed after an hour, then after twice as long each time, at most a day', async () => {
		const { rig, probes, status } = await disable('custom', () => 500);
		expect(status()).toBe('disabled');
		await rig.clock.advance(100 * hourMs);
		expect(probes().map(Math.floor)).toEqual([1, 3, 7, 15, 31, 55, 79]);
		expect(status()).toBe('disabled');
		expect(rig.store.rows().map(({ delivery }) => delivery.status)).toEqual(Array(5).fill('held'));
	});

	it('is enabled by a probe that succeeds, and what was held is delivered', async () => {
		const { rig, ids, status } = await disable('custom', (nth) => (nth <= 6 ? 500 : 200));
		await rig.clock.advance(10 * hourMs);
		expect(status()).toBe('active');
		for (const id of ids) expect(rig.store.row(id).delivery.status).toBe('succeeded');
		expect(rig.directory.health(rig.store.row(ids[0] ?? '').delivery.subscriptionId)).toMatchObject(
			{
				consecutiveFailures: 0,
				failingSince: null,
				nextProbeAt: null,
			},
		);
	});

	it('tells Zapier by DELETE on the target URL, without custom headers', async () => {
		const { rig, subscription } = await disable('zapier', () => 500);
		const deletes = rig.sent.filter(({ method }) => method === 'DELETE');
		expect(deletes).toHaveLength(1);
		expect(deletes[0]).toMatchObject({ url: subscription.url, body: null });
		expect(Object.keys(deletes[0]?.headers ?? {})).toEqual(['user-agent']);
	});
});

describe('what an attempt says of its subscription', () => {
	it.each([
		['zapier', 410, 'delete'],
		['custom', 410, 'disable_gone'],
		['zapier', 500, 'disable_failing'],
	] as const)(
		'is told nobody where another replica decides by now: %s, %s',
		async (platform, status, consequence) => {
			const rig = await createDeliveryRig(() => status);
			const policy = { schedule_seconds: [1], timeout_seconds: 5, disable_after: 1 };
			rig.store.loseTargets();
			rig.deliver(rig.addSubscription({ platform, policy }));
			await quiet();
			expect(rig.sent.map(({ method }) => method)).toEqual(['POST']);
			expect(rig.store.audit).toEqual([]);
			const lines = rig.lines.filter(({ event }) => event.startsWith('subscription.'));
			expect(lines).toEqual([
				{ event: 'subscription.unchanged', data: expect.objectContaining({ consequence }) },
			]);
		},
	);
});

describe('what is kept of an attempt', () => {
	it('is the status, an excerpt and the headers, with custom values redacted', async () => {
		const rig = await createDeliveryRig(() => ({ status: 500, body: `boom${'x'.repeat(5_000)}` }));
		const headers = JSON.stringify({ 'X-Make-ApiKey': 'the-key' });
		const subscription = rig.addSubscription({
			headers: headers as never,
			headerNames: ['X-Make-ApiKey'],
		});
		const id = rig.deliver(subscription);
		await quiet();
		const [attempt] = rig.store.row(id).attempts;
		expect(rig.sent[0]?.headers['x-make-apikey']).toBe('the-key');
		expect(attempt?.requestHeaders['x-make-apikey']).toBe('[redacted]');
		expect(attempt?.requestHeaders['webhook-signature']).toBe(
			rig.sent[0]?.headers['webhook-signature'],
		);
		expect(attempt).toMatchObject({ status: 500, outcome: 'http_error', error: 'HTTP 500' });
		expect(attempt?.responseExcerpt).toHaveLength(1_024);
		expect(JSON.stringify([rig.lines, rig.store.settlements])).not.toContain('the-key');
	});

	it('shows nothing of a failure that came from a private address', async () => {
		const rig = await createDeliveryRig((_request, nth) => ({
			status: nth === 1 ? 500 : 200,
			body: 'inside',
			privateAddress: true,
		}));
		const id = rig.deliver(rig.addSubscription());
		await rig.clock.advance(60_000);
		expect(rig.store.row(id).attempts.map(({ responseExcerpt }) => responseExcerpt)).toEqual([
			null,
			'inside',
		]);
	});

	it('is logged in one line per attempt, without the URL', async () => {
		const rig = await createDeliveryRig(() => 200);
		const subscription = rig.addSubscription({ target: 'https://hooks.example/secret-path' });
		rig.deliver(subscription);
		await quiet();
		const lines = rig.lines.filter(({ event }) => event === 'delivery.attempt');
		expect(lines).toHaveLength(1);
		expect(lines[0]?.data).toMatchObject({
			attempt: 1,
			outcome: 'success',
			status: 200,
			platform: 'custom',
		});
		expect(JSON.stringify(rig.lines)).not.toContain('secret-path');
	});
});

describe('the sandbox', () => {
	it('is handed its deliveries without the network', async () => {
		const rig = await createDeliveryRig();
		const id = rig.deliver(rig.addSubscription({ kind: 'sandbox', secrets: [] }));
		await quiet();
		expect(rig.sent.map(({ url }) => url)).toEqual(['sandbox:org_1']);
		expect(rig.sent[0]?.headers).not.toHaveProperty('webhook-signature');
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});
});

import { createDeliveryRig, quiet } from '../../support/delivery-rig.ts';

const minute = 60;
const hour = 60 * minute;
const dayMs = 24 * hour * 1_000;

describe('the Standard Webhooks policy', () => {
	it('tries ten times over 75 hours, then leaves the delivery in the dead letters', async () => {
		const rig = await createDeliveryRig(() => 500);
		const subscription = rig.addSubscription();
		const id = rig.deliver(subscription);
		await rig.clock.advance(5 * dayMs);
		const delays = [
			5,
			5 * minute,
			30 * minute,
			2 * hour,
			5 * hour,
			10 * hour,
			14 * hour,
			20 * hour,
			24 * hour,
		];
		const expected = [0];
		for (const delay of delays) expected.push((expected.at(-1) ?? 0) + delay);
		expect(rig.secondsOf(subscription.url)).toEqual(expected);
		expect(rig.store.row(id).delivery).toMatchObject({ status: 'dead_letter', attemptCount: 10 });
		expect(rig.directory.subscription(subscription.id)?.status).toBe('active');
	});

	it('sends the same id and body on every attempt', async () => {
		const rig = await createDeliveryRig((_request, nth) => (nth < 3 ? 503 : 204));
		const id = rig.deliver(rig.addSubscription());
		await rig.clock.advance(dayMs);
		expect(rig.sent).toHaveLength(3);
		expect(new Set(rig.sent.map(({ delivery }) => delivery)).size).toBe(1);
		expect(new Set(rig.sent.map(({ body }) => Buffer.from(body ?? '').toString())).size).toBe(1);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});

	it('disables only after five days of nothing but failures', async () => {
		const rig = await createDeliveryRig(() => 500);
		const subscription = rig.addSubscription();
		const status = () => rig.directory.subscription(subscription.id);
		rig.deliver(subscription);
		for (let elapsed = 0; elapsed < 10; elapsed += 1) {
			await rig.clock.advance(dayMs / 2);
			expect(status()?.status).toBe('active');
			rig.deliver(subscription);
		}
		await rig.clock.advance(6 * 60_000);
		expect(status()).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
		expect(rig.store.rows().every(({ delivery }) => delivery.status !== 'pending')).toBe(true);
	});
});

describe('the vendor policies', () => {
	it.each([0, 0.25, 0.5, 0.75, 0.999_999])(
		'makes the fifth and last attempt of VOCALIS 24 h after the first, whatever the jitter (%d)',
		async (fraction) => {
			const rig = await createDeliveryRig(() => 'hang', { fraction: () => fraction });
			const subscription = rig.addSubscription({ policy: 'vendor' });
			const id = rig.deliver(subscription, { vendor: 'vocalis' });
			await rig.clock.advance(3 * dayMs);
			const times = rig.secondsOf(subscription.url);
			expect(times).toHaveLength(5);
			expect(times[4]).toBe(24 * hour);
			expect(rig.sent.every(({ timeoutMs }) => timeoutMs === 10_000)).toBe(true);
			expect(rig.store.row(id).delivery.status).toBe('dead_letter');
		},
	);

	it('grows the delays of VOCALIS by one factor', async () => {
		const rig = await createDeliveryRig(() => 500);
		const subscription = rig.addSubscription({ policy: 'vendor' });
		rig.deliver(subscription, { vendor: 'vocalis' });
		await rig.clock.advance(2 * dayMs);
		const times = rig.secondsOf(subscription.url);
		const delays = times.slice(1).map((time, index) => time - (times[index] ?? 0));
		const factors = delays.slice(1).map((delay, index) => delay / (delays[index] ?? 1));
		for (const factor of factors) expect(factor).toBeCloseTo(7, 6);
	});

	it('retries three times for VoiceHire: after 30 s, 5 min and 50 min', async () => {
		const rig = await createDeliveryRig(() => 422);
		const subscription = rig.addSubscription({ policy: 'vendor' });
		const id = rig.deliver(subscription, { vendor: 'voicehire' });
		await rig.clock.advance(dayMs);
		expect(rig.secondsOf(subscription.url)).toEqual([0, 30, 330, 3_330]);
		expect(rig.sent[0]?.timeoutMs).toBe(5_000);
		expect(rig.store.row(id).delivery.status).toBe('dead_letter');
	});

	it('disables at the tenth failure in a row for InboundFlow and not at the ninth', async () => {
		const rig = await createDeliveryRig(() => 500);
		const subscription = rig.addSubscription({ policy: 'vendor' });
		const status = () => rig.directory.subscription(subscription.id)?.status;
		for (let nth = 1; nth <= 9; nth += 1) rig.deliver(subscription, { vendor: 'inboundflow' });
		await quiet();
		expect(rig.directory.health(subscription.id).consecutiveFailures).toBe(9);
		expect(status()).toBe('active');
		rig.deliver(subscription, { vendor: 'inboundflow' });
		await quiet();
		expect(status()).toBe('disabled');
		expect(rig.store.rows().map(({ delivery }) => delivery.status)).toEqual(Array(10).fill('held'));
	});

	it('counts anew for InboundFlow after a success', async () => {
		const rig = await createDeliveryRig((_request, nth) => (nth === 10 ? 200 : 500));
		const subscription = rig.addSubscription({ policy: 'vendor' });
		for (let nth = 1; nth <= 18; nth += 1) {
			rig.deliver(subscription, { vendor: 'inboundflow' });
			await quiet();
		}
		expect(rig.directory.health(subscription.id).consecutiveFailures).toBe(8);
		expect(rig.directory.subscription(subscription.id)?.status).toBe('active');
	});

	it('treats Dexem as the standard policy does', async () => {
		const rig = await createDeliveryRig(() => 500);
		const subscription = rig.addSubscription({ policy: 'vendor' });
		rig.deliver(subscription, { vendor: 'dexem' });
		await rig.clock.advance(4 * dayMs);
		expect(rig.secondsOf(subscription.url)).toHaveLength(10);
	});
});

describe('a policy of one’s own', () => {
	const policy = { schedule_seconds: [1, 1], timeout_seconds: 1, disable_after: 3 };

	it('follows the schedule even where the attempts take longer than its delays', async () => {
		const rig = await createDeliveryRig(() => 'hang');
		const subscription = rig.addSubscription({ policy });
		const id = rig.deliver(subscription);
		await rig.clock.advance(60_000);
		expect(rig.secondsOf(subscription.url)).toHaveLength(3);
		expect(rig.store.row(id).delivery.status).toBe('dead_letter');
	});

	it('disables after as many failures as it says', async () => {
		const rig = await createDeliveryRig(() => 500);
		const subscription = rig.addSubscription({ policy });
		rig.deliver(subscription);
		await rig.clock.advance(1_500);
		expect(rig.directory.subscription(subscription.id)?.status).toBe('active');
		await rig.clock.advance(60_000);
		expect(rig.directory.subscription(subscription.id)?.status).toBe('disabled');
	});

	it('holds what still waits when the subscription is disabled, in one write', async () => {
		const rig = await createDeliveryRig(() => 500);
		const subscription = rig.addSubscription({ platform: 'n8n', policy });
		for (let nth = 1; nth <= 9; nth += 1) rig.deliver(subscription);
		await quiet();
		const statuses = rig.store.rows().map(({ delivery }) => delivery.status);
		expect(statuses).toEqual(Array(9).fill('held'));
		expect(rig.store.settlements.filter(({ attempt }) => attempt === null)).toHaveLength(0);
	});

	it('makes one attempt for a listener for tests and never disables it', async () => {
		const rig = await createDeliveryRig(() => 410);
		const subscription = rig.addSubscription({ policy, mode: 'test', platform: 'n8n' });
		for (let nth = 0; nth < 5; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(dayMs);
		expect(rig.sent).toHaveLength(5);
		expect(rig.store.rows().every(({ delivery }) => delivery.status === 'dead_letter')).toBe(true);
		expect(rig.directory.subscription(subscription.id)?.status).toBe('active');
	});

	it('delivers nothing to a listener for tests whose time is over', async () => {
		const rig = await createDeliveryRig();
		const expiresAt = rig.clock.now() + 1_000;
		const subscription = rig.addSubscription({ mode: 'test', expiresAt });
		await rig.clock.advance(1_000);
		const id = rig.deliver(subscription);
		await rig.clock.advance(60_000);
		expect(rig.sent).toHaveLength(0);
		expect(rig.store.row(id).delivery.status).toBe('canceled');
	});
});

import { createDeliveryRig, type DeliveryRig, quiet } from '../../support/delivery-rig.ts';

const minuteMs = 60_000;

/** Deliveries are on disk as succeeded, and each was sent exactly once. */
const expectAllOnce = (rig: DeliveryRig, count: number) => {
	const statuses = new Set(rig.store.rows().map(({ delivery }) => delivery.status));
	expect([...statuses]).toEqual(['succeeded']);
	expect(rig.sent).toHaveLength(count);
	expect(new Set(rig.sent.map(({ delivery }) => delivery)).size).toBe(count);
};

describe('isolation', () => {
	it('delays nobody for a target that takes requests and never answers', async () => {
		const rig = await createDeliveryRig(({ url }) => (url.includes('black-hole') ? 'hang' : 200));
		const dead = rig.addSubscription({ target: 'https://black-hole.example/hook' });
		const alive = rig.addSubscription({ target: 'https://alive.example/hook' });
		for (let nth = 0; nth < 2_000; nth += 1) rig.deliver(dead);
		const ids = Array.from({ length: 50 }, () => rig.deliver(alive));
		await quiet();
		for (const id of ids) expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});

	it('leaves room for a healthy target beside a hundred dead ones', async () => {
		const rig = await createDeliveryRig(({ url }) => (url.includes('dead') ? 'hang' : 200));
		for (let nth = 0; nth < 100; nth += 1) {
			const dead = rig.addSubscription({ target: `https://dead-${nth}.example/` });
			for (let each = 0; each < 40; each += 1) rig.deliver(dead);
		}
		const alive = rig.addSubscription({ target: 'https://alive.example/' });
		const id = rig.deliver(alive);
		const startedAt = rig.clock.now();
		await rig.clock.advance(31_000);
		const sentAt = rig.sent.find(({ url }) => url === alive.url)?.at;
		expect(sentAt).toBe(startedAt);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});

	it('goes down to one attempt at a time at a target that only fails, and up again with it', async () => {
		let healthy = false;
		const rig = await createDeliveryRig(() => ({ status: healthy ? 200 : 500, takesMs: 100 }));
		const subscription = rig.addSubscription();
		for (let nth = 0; nth < 100; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(150);
		const before = rig.sent.length;
		await rig.clock.advance(1_000);
		expect(rig.sent.length - before).toBeLessThanOrEqual(11);
		healthy = true;
		await rig.clock.advance(10 * minuteMs);
		expect(rig.store.rows().every(({ delivery }) => delivery.status === 'succeeded')).toBe(true);
	});

	it('asks a target that only fails at most twenty times a second', async () => {
		const rig = await createDeliveryRig(() => ({ status: 500, takesMs: 1 }));
		const subscription = rig.addSubscription();
		for (let nth = 0; nth < 400; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(1_000);
		const before = rig.sent.length;
		await rig.clock.advance(3_000);
		expect(rig.sent.length - before).toBeGreaterThan(50);
		expect(rig.sent.length - before).toBeLessThanOrEqual(60);
	});
});

describe('pace', () => {
	it.each(['zapier', 'make'] as const)(
		'starts at most 25 a second at one hook of %s',
		async (platform) => {
			const rig = await createDeliveryRig();
			const subscription = rig.addSubscription({ platform });
			for (let nth = 0; nth < 100; nth += 1) rig.deliver(subscription);
			await rig.clock.advance(10_000);
			const times = rig.secondsOf(subscription.url).map((seconds) => Math.round(seconds * 1_000));
			expect(times).toHaveLength(100);
			for (const start of times) {
				expect(
					times.filter((time) => time >= start && time < start + 1_000).length,
				).toBeLessThanOrEqual(25);
			}
			expect(times.at(-1)).toBeLessThanOrEqual(4_100);
		},
	);

	it('follows the rate of the subscription where it has one', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription({ rateLimitPerSecond: 2 });
		for (let nth = 0; nth < 10; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(20_000);
		expect(rig.secondsOf(subscription.url)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
	});

	it('takes up a changed rate', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription({ rateLimitPerSecond: 1 });
		for (let nth = 0; nth < 10; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(1_000);
		const changed = { ...subscription, rateLimitPerSecond: 10 };
		rig.directory.putSubscription(changed);
		rig.store.putSubscription(changed);
		rig.dispatcher.changed(subscription.id);
		await rig.clock.advance(1_000);
		expectAllOnce(rig, 10);
	});

	it('lets no more through because the subscription changes all the time', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription({ rateLimitPerSecond: 2 });
		for (let nth = 0; nth < 10; nth += 1) rig.deliver(subscription);
		for (let change = 0; change < 50; change += 1) {
			rig.dispatcher.changed(subscription.id);
			await rig.clock.advance(100);
		}
		const times = rig.secondsOf(subscription.url);
		expect(times).toHaveLength(10);
		expect(times.at(-1)).toBeGreaterThanOrEqual(4.5);
	});

	it('lets no more through because the target was forgotten between two of its events', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription({ rateLimitPerSecond: 1 });
		// Idle lanes are forgotten every 30 s: the second event comes just after that.
		await rig.clock.advance(29_900);
		rig.deliver(subscription);
		await rig.clock.advance(200);
		rig.deliver(subscription);
		await rig.clock.advance(5_000);
		expect(rig.secondsOf(subscription.url)).toEqual([0, 1]);
	});

	it.each([
		['n8n', 4],
		['zapier', 8],
		['make', 8],
		['custom', 64],
	] as const)('has at most so many in flight at one target: %s %i', async (platform, most) => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 2_000 }));
		const subscription = rig.addSubscription({ platform });
		for (let nth = 0; nth < 80; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(5 * minuteMs);
		expectAllOnce(rig, 80);
		expect(rig.mostOpen(subscription.url)).toBe(most);
	});

	it('has at most a thousand in flight altogether, and gets through', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 1_000 }));
		for (let target = 0; target < 60; target += 1) {
			const subscription = rig.addSubscription();
			for (let nth = 0; nth < 40; nth += 1) rig.deliver(subscription);
		}
		let most = 0;
		for (let second = 0; second < 20; second += 1) {
			most = Math.max(most, rig.dispatcher.inFlight());
			await rig.clock.advance(500);
		}
		expect(most).toBeGreaterThan(400);
		expect(most).toBeLessThanOrEqual(1_000);
		expectAllOnce(rig, 2_400);
	});
});

describe('rows', () => {
	it('take what memory does not hold, and give it back without loss or repetition', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 10 }));
		const subscription = rig.addSubscription();
		for (let nth = 0; nth < 3_000; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(minuteMs);
		expectAllOnce(rig, 3_000);
	});

	it('keep their order: the oldest due goes first', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 10 }));
		const subscription = rig.addSubscription({ platform: 'n8n' });
		for (let nth = 0; nth < 1_500; nth += 1) rig.deliver(subscription);
		await rig.clock.advance(minuteMs);
		const order = rig.sent.map(({ delivery }) => delivery);
		expect(order).toEqual([...order].sort());
	});

	it('keep their order when more comes while they wait', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 10 }));
		const subscription = rig.addSubscription({ platform: 'n8n' });
		for (let nth = 0; nth < 1_500; nth += 1) rig.deliver(subscription);
		for (let round = 0; round < 20; round += 1) {
			await rig.clock.advance(200);
			rig.deliver(subscription);
		}
		await rig.clock.advance(minuteMs);
		const order = rig.sent.map(({ delivery }) => delivery);
		expect(order).toEqual([...order].sort());
		expectAllOnce(rig, 1_520);
	});

	it('that were read while their attempt was under way are not attempted again', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 1_000 }));
		const subscription = rig.addSubscription();
		rig.deliver(subscription);
		await quiet();
		const release = rig.store.holdClaims();
		rig.dispatcher.wake(subscription.targetId);
		await rig.clock.advance(2_000);
		release();
		await rig.clock.advance(minuteMs);
		expectAllOnce(rig, 1);
	});

	it('are taken up by a start after a crash', async () => {
		const rig = await createDeliveryRig(() => 200, { start: false });
		const subscription = rig.addSubscription();
		for (let nth = 0; nth < 40; nth += 1) rig.deliver(subscription);
		await quiet();
		expect(rig.sent).toHaveLength(0);
		await rig.another().start();
		await quiet();
		expectAllOnce(rig, 40);
	});

	it('that fall due later are attempted on time after a start', async () => {
		const rig = await createDeliveryRig(() => 200, { start: false });
		const subscription = rig.addSubscription();
		for (let nth = 0; nth < 20; nth += 1) {
			rig.deliver(subscription);
			await rig.clock.advance(1_000);
		}
		for (const { delivery } of rig.store.rows()) rig.store.delay(delivery.id, 60_000);
		await rig.another().start();
		await rig.clock.advance(2 * minuteMs);
		const times = rig.secondsOf(subscription.url);
		expect(times).toEqual(Array.from({ length: 20 }, (_item, nth) => nth));
	});

	it('that nobody announced are found by the sweep', async () => {
		const rig = await createDeliveryRig();
		const id = rig.deliver(rig.addSubscription(), { offered: false });
		await rig.clock.advance(31_000);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});

	it('that were announced are read at once', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription();
		const id = rig.deliver(subscription, { offered: false });
		rig.dispatcher.wake(subscription.targetId);
		await quiet();
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});

	it('are attempted on time after many retries of one target', async () => {
		const policy = { schedule_seconds: [60], timeout_seconds: 5, disable_after: null };
		const rig = await createDeliveryRig((_request, nth) => (nth <= 30 ? 500 : 200));
		const subscription = rig.addSubscription({ policy });
		for (let nth = 0; nth < 30; nth += 1) {
			rig.deliver(subscription);
			await rig.clock.advance(1_000);
		}
		await rig.clock.advance(minuteMs);
		const retries = rig.secondsOf(subscription.url).slice(30);
		expect(retries).toEqual(Array.from({ length: 30 }, (_item, nth) => 60 + nth));
	});

	it('that are offered twice are sent once', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 100 }));
		const subscription = rig.addSubscription();
		const id = rig.deliver(subscription);
		const { delivery, message } = rig.store.row(id);
		rig.dispatcher.offer([{ delivery, message }]);
		rig.dispatcher.wake(subscription.targetId);
		await rig.clock.advance(minuteMs);
		expectAllOnce(rig, 1);
	});
});

describe('a subscription that changes', () => {
	const rest = async (
		rig: DeliveryRig,
		id: string,
		status: 'paused' | 'active',
		held: 'release' | 'cancel' = 'release',
	) => {
		const subscription = rig.directory.subscription(id);
		if (subscription === undefined) throw new Error('It is gone.');
		await rig.store.setSubscriptionStatus(subscription.orgId, id, {
			status,
			disabledReason: null,
			at: rig.clock.now(),
			held,
			health: null,
		});
		rig.directory.putSubscription({ ...subscription, status });
		rig.dispatcher.changed(id);
	};

	it('gets nothing while it is paused, and everything once it is enabled', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 1_000 }));
		const { id } = rig.addSubscription({ platform: 'n8n' });
		const subscription = rig.directory.subscription(id);
		if (subscription === undefined) throw new Error('It is gone.');
		for (let nth = 0; nth < 12; nth += 1) rig.deliver(subscription);
		await rest(rig, id, 'paused');
		await rig.clock.advance(10 * minuteMs);
		expect(rig.sent).toHaveLength(4);
		await rest(rig, id, 'active');
		rig.dispatcher.wake(subscription.targetId);
		await rig.clock.advance(minuteMs);
		expectAllOnce(rig, 12);
	});

	it('holds a retry that was in flight when it was paused', async () => {
		const rig = await createDeliveryRig(() => ({ status: 500, takesMs: 1_000 }));
		const subscription = rig.addSubscription();
		const id = rig.deliver(subscription);
		await rest(rig, subscription.id, 'paused');
		await rig.clock.advance(10 * minuteMs);
		expect(rig.sent).toHaveLength(1);
		expect(rig.store.row(id).delivery.status).toBe('held');
	});

	it('gets nothing more once it is deleted', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 1_000 }));
		const subscription = rig.addSubscription({ platform: 'n8n' });
		for (let nth = 0; nth < 12; nth += 1) rig.deliver(subscription);
		await rig.store.deleteSubscription(subscription.orgId, subscription.id, 0, 0);
		rig.directory.removeSubscription(subscription.id);
		rig.dispatcher.changed(subscription.id);
		await rig.clock.advance(10 * minuteMs);
		expect(rig.sent).toHaveLength(4);
		const held = rig.store.rows().filter(({ delivery }) => delivery.status === 'held');
		expect(held).toHaveLength(8);
	});

	it('gets nothing that was canceled while its rows were being read', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription();
		const id = rig.deliver(subscription, { offered: false });
		const release = rig.store.holdClaims();
		rig.dispatcher.wake(subscription.targetId);
		await quiet();
		await rest(rig, subscription.id, 'paused');
		await rest(rig, subscription.id, 'active', 'cancel');
		release();
		await rig.clock.advance(minuteMs);
		expect(rig.sent).toHaveLength(0);
		expect(rig.store.row(id).delivery.status).toBe('canceled');
	});

	it('hands a delivery that was in flight to its successor once the attempt has failed', async () => {
		const rig = await createDeliveryRig((_request, nth) => ({
			status: nth === 1 ? 500 : 200,
			takesMs: 1_000,
		}));
		const old = rig.addSubscription({ target: 'https://same.example/' });
		const id = rig.deliver(old);
		await rig.store.deleteSubscription(old.orgId, old.id, 0, 0);
		rig.directory.removeSubscription(old.id);
		rig.dispatcher.changed(old.id);
		const heir = rig.addSubscription({ target: 'https://same.example/' });
		rig.store.handOver(id, heir.id);
		rig.dispatcher.wake(heir.targetId);
		await rig.clock.advance(5_000);
		expect(rig.sent).toHaveLength(2);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});
});

describe('rows of a busy target', () => {
	it('are looked at once a second and not all the time, and what comes meanwhile is sent at once', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 30 }));
		const subscription = rig.addSubscription();
		let answerClaims = rig.store.holdClaims();
		// Looks are at whole tenths of a second.
		await rig.clock.advance(3);
		rig.dispatcher.wake(subscription.targetId);
		for (let nth = 0; nth < 500; nth += 1) {
			await rig.clock.advance(10);
			rig.deliver(subscription);
			answerClaims();
			answerClaims = rig.store.holdClaims();
		}
		answerClaims();
		await rig.clock.advance(1_000);
		expect(rig.store.claims()).toBeLessThanOrEqual(8);
		expectAllOnce(rig, 500);
		expect(rig.sent.every(({ at }, nth) => at - (rig.sent[nth - 1]?.at ?? at) <= 10)).toBe(true);
	});
});

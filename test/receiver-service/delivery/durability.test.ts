import { createDeliveryRig, quiet } from '../../support/delivery-rig.ts';

describe('a database that is away', () => {
	it('gets every result once it is back, and nothing is sent again for that', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 1_000 }));
		const subscription = rig.addSubscription();
		const ids = Array.from({ length: 20 }, () => rig.deliver(subscription));
		await quiet();
		rig.store.setAway(true);
		await rig.clock.advance(120_000);
		expect(rig.sent).toHaveLength(20);
		expect(rig.store.settlements).toHaveLength(0);
		rig.store.setAway(false);
		await rig.clock.advance(60_000);
		expect(rig.sent).toHaveLength(20);
		for (const id of ids) expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});

	it('does not stop the retries that fell due meanwhile', async () => {
		const rig = await createDeliveryRig((_request, nth) => (nth === 1 ? 500 : 200));
		const id = rig.deliver(rig.addSubscription());
		await quiet();
		rig.store.setAway(true);
		await rig.clock.advance(300_000);
		expect(rig.sent).toHaveLength(1);
		rig.store.setAway(false);
		await rig.clock.advance(60_000);
		expect(rig.sent).toHaveLength(2);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});

	it('does not lose that a subscription was disabled', async () => {
		const rig = await createDeliveryRig(() => ({ status: 410, takesMs: 1_000 }));
		const subscription = rig.addSubscription();
		const id = rig.deliver(subscription);
		rig.store.setAway(true);
		await rig.clock.advance(30_000);
		rig.store.setAway(false);
		await rig.clock.advance(60_000);
		expect(rig.sent).toHaveLength(1);
		expect(rig.store.row(id).delivery.status).toBe('held');
	});
});

describe('a stop', () => {
	it('waits for what is in flight and leaves the rest in its rows', async () => {
		const rig = await createDeliveryRig(() => ({ status: 200, takesMs: 1_000 }));
		const subscription = rig.addSubscription({ platform: 'n8n' });
		for (let nth = 0; nth < 10; nth += 1) rig.deliver(subscription);
		let stopped = false;
		const stopping = rig.dispatcher.stop(5_000).then(() => {
			stopped = true;
		});
		await rig.clock.advance(900);
		expect(stopped).toBe(false);
		await rig.clock.advance(200);
		await stopping;
		const statuses = rig.store.rows().map(({ delivery }) => delivery.status);
		expect(statuses.filter((status) => status === 'succeeded')).toHaveLength(4);
		expect(statuses.filter((status) => status === 'pending')).toHaveLength(6);
		expect(rig.sent).toHaveLength(4);
		await rig.clock.advance(600_000);
		expect(rig.sent).toHaveLength(4);
		expect(rig.clock.timers()).toBe(0);
	});

	it('waits until what an attempt meant for its subscription is on disk too', async () => {
		const rig = await createDeliveryRig(() => ({ status: 410, takesMs: 1_000 }));
		const id = rig.deliver(rig.addSubscription());
		const stopping = rig.dispatcher.stop(60_000);
		await rig.clock.advance(1_100);
		await stopping;
		expect(rig.clock.now()).toBeLessThan(Date.UTC(2026, 0, 1) + 2_000);
		expect(rig.store.row(id).delivery.status).toBe('held');
	});

	it('ends at its deadline even when a target never answers', async () => {
		const rig = await createDeliveryRig(() => 'hang');
		const id = rig.deliver(rig.addSubscription());
		const stopping = rig.dispatcher.stop(5_000);
		await rig.clock.advance(5_000);
		await stopping;
		expect(rig.store.row(id).delivery.status).toBe('pending');
		await rig.clock.advance(60_000);
		expect(rig.store.row(id).delivery).toMatchObject({ status: 'pending', attemptCount: 0 });
	});

	it('is at once when nothing is in flight', async () => {
		const rig = await createDeliveryRig();
		await rig.dispatcher.stop(60_000);
		expect(rig.clock.timers()).toBe(0);
	});
});

describe('a fault of our own', () => {
	it('is a failed attempt like any other: logged, and retried', async () => {
		const rig = await createDeliveryRig();
		const broken = [{ value: 'not a secret' as never, expiresAt: null }];
		const subscription = rig.addSubscription({ secrets: broken });
		const id = rig.deliver(subscription);
		await quiet();
		expect(rig.store.row(id).delivery).toMatchObject({ status: 'pending', attemptCount: 1 });
		expect(rig.lines.some(({ event }) => event === 'delivery.fault')).toBe(true);
		const mended = rig.addSubscription();
		rig.directory.putSubscription({ ...subscription, secrets: mended.secrets });
		rig.dispatcher.changed(subscription.id);
		await rig.clock.advance(10_000);
		expect(rig.store.row(id).delivery.status).toBe('succeeded');
	});
});

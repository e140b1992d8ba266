import { createDeliveryRig } from '../../support/delivery-rig.ts';

const hourMs = 3_600_000;
const policy = { schedule_seconds: [600, 600], timeout_seconds: 5, disable_after: null };

/** A delivery that failed, due again in ten minutes, seven of which are left. */
const waiting = async (retries = 1) => {
	const rig = await createDeliveryRig((_request, nth) => (nth <= retries ? 500 : 200));
	const subscription = rig.addSubscription({ policy });
	const id = rig.deliver(subscription);
	await rig.clock.advance(180_000);
	return {
		rig,
		id,
		subscription,
		attempts: () => rig.sent.length,
		status: () => rig.store.row(id).delivery.status,
	};
};

describe('a retry that waits', () => {
	it.each([
		['an hour', hourMs],
		['a year', 365 * 24 * hourMs],
		['some seconds', 5_000],
	])('waits as long as it would have when the clock is set back by %s', async (_what, by) => {
		const { rig, attempts, status } = await waiting();
		rig.clock.step(-by);
		await rig.clock.advance(415_000);
		expect(attempts()).toBe(1);
		await rig.clock.advance(8_000);
		expect([attempts(), status()]).toEqual([2, 'succeeded']);
		expect(rig.lines.filter(({ event }) => event === 'clock.set_back')).toHaveLength(1);
	});

	it('is made at once when the clock steps over its time, and not again when it steps back', async () => {
		const { rig, attempts } = await waiting();
		rig.clock.step(hourMs);
		await rig.clock.advance(31_000);
		expect(attempts()).toBe(2);
		rig.clock.step(-hourMs);
		await rig.clock.advance(2 * hourMs);
		expect(attempts()).toBe(2);
	});

	it('waits as long as it would have when the clock goes back and forth', async () => {
		const { rig, attempts } = await waiting();
		rig.clock.step(-hourMs);
		await rig.clock.advance(60_000);
		rig.clock.step(-hourMs);
		await rig.clock.advance(350_000);
		expect(attempts()).toBe(1);
		await rig.clock.advance(20_000);
		expect(attempts()).toBe(2);
	});

	it('is brought forward once the database answers again', async () => {
		const { rig, attempts, status } = await waiting();
		rig.store.setAway(true);
		rig.clock.step(-hourMs);
		await rig.clock.advance(60_000);
		rig.store.setAway(false);
		await rig.clock.advance(350_000);
		expect(attempts()).toBe(1);
		await rig.clock.advance(20_000);
		expect([attempts(), status()]).toEqual([2, 'succeeded']);
	});

	it('is left alone by a clock that runs, though the process be late', async () => {
		const { rig, attempts } = await waiting();
		rig.clock.pass(60_000);
		await rig.clock.advance(355_000);
		expect(attempts()).toBe(1);
		expect(rig.lines.filter(({ event }) => event === 'clock.set_back')).toEqual([]);
	});
});

it('a pause that a target asked for lasts as long as it would have when the clock is set back', async () => {
	const rig = await createDeliveryRig((_request, nth) =>
		nth === 1 ? { status: 429, headers: { 'retry-after': '600' } } : 200,
	);
	const subscription = rig.addSubscription({ policy });
	rig.deliver(subscription);
	await rig.clock.advance(180_000);
	rig.clock.step(-hourMs);
	await rig.clock.advance(5_000);
	rig.deliver(subscription);
	await rig.clock.advance(405_000);
	expect(rig.sent).toHaveLength(1);
	await rig.clock.advance(180_000);
	expect(rig.sent).toHaveLength(3);
});

it('a probe comes as soon as it would have when the clock is set back', async () => {
	const rig = await createDeliveryRig(() => 500);
	const subscription = rig.addSubscription({ policy: { ...policy, disable_after: 1 } });
	rig.deliver(subscription);
	await rig.clock.advance(hourMs / 2);
	expect(rig.directory.subscription(subscription.id)?.status).toBe('disabled');
	rig.clock.step(-100 * hourMs);
	await rig.clock.advance(hourMs / 2 + 40_000);
	expect(rig.sent).toHaveLength(2);
});

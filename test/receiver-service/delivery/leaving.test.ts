import { createDeliveryRig, quiet } from '../../support/delivery-rig.ts';

describe('a target that is to be another replica’s', () => {
	const url = 'https://busy.example/hook';
	/** A target whose answers take a while, with so many deliveries on their way or waiting. */
	const rigWith = async (count: number, takesMs: number, status = 200) => {
		let fence: number | null = 7;
		const rig = await createDeliveryRig(() => ({ status, takesMs }), {
			fenceOf: () => fence,
		});
		const to = rig.addSubscription({ target: url });
		for (let nth = 0; nth < count; nth += 1) rig.deliver(to);
		await quiet();
		/** As the leases do it: first the fence is gone, then what is in memory. */
		const leave = (withinMs = 1_000) => {
			fence = null;
			let left: boolean | null = null;
			void rig.dispatcher.leave(to.targetId, withinMs).then((answer) => {
				left = answer;
			});
			return () => left;
		};
		const comeBack = (number: number) => {
			fence = number;
			rig.dispatcher.wake(to.targetId);
		};
		const pending = () =>
			rig.store.rows().filter(({ delivery }) => delivery.status === 'pending').length;
		return { ...rig, to, leave, comeBack, pending };
	};

	it('has left once what was in flight is on disk, and what waited is in rows', async () => {
		const { clock, sent, leave, pending } = await rigWith(100, 300);
		expect(sent).toHaveLength(64);
		const left = leave();
		await clock.advance(299);
		expect(left()).toBeNull();
		await clock.advance(1);
		expect(left()).toBe(true);
		expect(sent).toHaveLength(64);
		expect(pending()).toBe(36);
	});

	it('has left at once where all of it waits for the pace of the target, which the next owner keeps', async () => {
		const rig = await createDeliveryRig(() => 200, { fenceOf: () => 7 });
		const to = rig.addSubscription({ target: url, rateLimitPerSecond: 1 });
		for (let nth = 0; nth < 5; nth += 1) rig.deliver(to);
		const startedAt = rig.clock.now();
		await rig.clock.advance(500);
		let left: boolean | null = null;
		void rig.dispatcher.leave(to.targetId, 1_000).then((answer) => {
			left = answer;
		});
		await quiet();
		expect(left).toBe(true);
		expect(rig.sent).toHaveLength(1);
		expect([...rig.pauses]).toEqual([[to.targetId, startedAt + 1_000]]);
	});

	it('has left at once where nothing of it is in memory', async () => {
		const { leave, pauses } = await rigWith(0, 0);
		const left = leave();
		await quiet();
		expect(left()).toBe(true);
		expect(pauses.size).toBe(0);
	});

	it('has not left while something stays in flight for too long', async () => {
		const { clock, leave } = await rigWith(1, 5_000);
		const left = leave(1_000);
		await clock.advance(999);
		expect(left()).toBeNull();
		await clock.advance(1);
		expect(left()).toBe(false);
	});

	it('is not waited for any more: its retries are for whoever has it next', async () => {
		const { clock, dispatcher, to, leave } = await rigWith(1, 300, 500);
		const left = leave();
		await clock.advance(300);
		expect(left()).toBe(true);
		const onlyTheSweep = 1;
		expect(clock.timers()).toBe(onlyTheSweep);
		dispatcher.wake(to.targetId);
		await quiet();
		expect(clock.timers()).toBe(onlyTheSweep);
	});

	it('gets everything that is left, each once, when it comes back', async () => {
		const { clock, sent, leave, comeBack, pending } = await rigWith(100, 300);
		leave();
		await clock.advance(2_000);
		comeBack(9);
		await clock.advance(2_000);
		expect(pending()).toBe(0);
		expect(sent).toHaveLength(100);
		expect(new Set(sent.map(({ delivery }) => delivery)).size).toBe(100);
	});

	it('gets the rest when it stays, with what was in flight', async () => {
		const { clock, sent, leave, comeBack, pending } = await rigWith(100, 5_000);
		const left = leave(1_000);
		await clock.advance(1_000);
		expect(left()).toBe(false);
		comeBack(7);
		await clock.advance(15_000);
		expect(pending()).toBe(0);
		expect(sent).toHaveLength(100);
		expect(new Set(sent.map(({ delivery }) => delivery)).size).toBe(100);
	});
});

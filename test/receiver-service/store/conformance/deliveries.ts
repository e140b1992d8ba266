import type { DeliveryStatus } from '../../../../receiver-service/src/domain/types.ts';
import type { Settlement } from '../../../../receiver-service/src/ports.ts';
import {
	at,
	attempt,
	delivery,
	deliveryQuery,
	entry,
	failure,
	health,
	message,
	newHash,
	newId,
	page,
	settlement,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

/** Claiming, settling and listing deliveries. */
export const deliveriesConform = ({ store, reopen }: Subject): void => {
	const planned = async (members: Parameters<typeof delivery>[1] = {}) => {
		const to = subscription(newId('org'));
		await store().createSubscription(to);
		const event = message(to.orgId);
		const due = delivery(to, members);
		await store().accept(entry(event, [due]));
		const stateOf = async () => (await store().getDelivery(to.orgId, due.id))?.delivery;
		return { orgId: to.orgId, to, event, due, stateOf };
	};

	it('claims what is due of a target, oldest due first, with its message', async () => {
		const { orgId, to, event, due } = await planned();
		const later = delivery(to, { dueAt: at + 10 });
		const sooner = delivery(to, { dueAt: at - 10 });
		const elsewhere = delivery({ id: newId('sub'), targetId: newHash() });
		const rows = [later, sooner, elsewhere].map((row) => ({
			...row,
			orgId,
			messageId: event.id,
			createdAt: at,
		}));
		await store().addDeliveries(rows);
		await reopen();
		const ids = async (now: number, limit: number) =>
			(await store().claimDue(to.targetId, now, limit)).map((claimed) => claimed.delivery.id);
		expect(await ids(at, 9)).toEqual([sooner.id, due.id]);
		expect(await ids(at + 10, 9)).toEqual([sooner.id, due.id, later.id]);
		expect(await ids(at, 1)).toEqual([sooner.id]);
		expect(await ids(at - 11, 9)).toEqual([]);
		const others = await store().claimDue(to.targetId, at, 9, ({ id }) => id === sooner.id);
		expect(others.map((claimed) => claimed.delivery.id)).toContain(due.id);
		const [, claimed] = await store().claimDue(to.targetId, at, 9);
		// Where there are replicas, a claim also names its lease.
		expect({ ...claimed, fence: undefined }).toEqual({
			delivery: {
				id: due.id,
				orgId,
				messageId: event.id,
				subscriptionId: to.id,
				targetId: to.targetId,
				status: 'pending',
				replay: false,
				attemptCount: 0,
				createdAt: event.receivedAt,
				firstAttemptAt: null,
				dueAt: at,
				endedAt: null,
				lastStatusCode: null,
				lastError: null,
			},
			message: {
				id: event.id,
				orgId,
				vendor: event.vendor,
				event: event.event,
				type: event.type,
				test: false,
				raw: new Uint8Array(event.raw),
				contentType: event.contentType,
				body: new Uint8Array(event.body),
				receivedAt: event.receivedAt,
			},
		});
	});

	it('does not claim what was settled by a call submitted before', async () => {
		const { orgId, to, due } = await planned();
		const settled = store().settle(settlement(due, orgId));
		const claimed = store().claimDue(to.targetId, at, 9);
		await settled;
		expect(await claimed).toEqual([]);
	});

	it('names every target with pending deliveries and when its first is due', async () => {
		const { orgId, to, event, due } = await planned({ dueAt: at + 7 });
		const row = { ...delivery(to, { dueAt: at + 9 }), orgId, messageId: event.id, createdAt: at };
		await store().addDeliveries([row]);
		const first = async () =>
			(await store().pendingTargets()).filter(({ targetId }) => targetId === to.targetId);
		expect(await first()).toEqual([{ targetId: to.targetId, dueAt: at + 7 }]);
		await store().settle(settlement(due, orgId));
		expect(await first()).toEqual([{ targetId: to.targetId, dueAt: at + 9 }]);
		await store().settle(settlement(row, orgId));
		expect(await first()).toEqual([]);
	});

	it('brings forward what a target has to come, in steps, and nothing else', async () => {
		const { orgId, to, event, due } = await planned({ dueAt: at });
		const other = await planned({ dueAt: at + 50 });
		const later = [10, 20, 20, 30].map((ms) => ({
			...delivery(to, { dueAt: at + ms }),
			orgId,
			messageId: event.id,
			createdAt: at,
		}));
		await store().addDeliveries(later);
		const step = (after: number, limit: number) =>
			store().bringForward(to.targetId, after, 15, limit);
		expect(await step(at, 2)).toBe(at + 20);
		expect(await step(at + 20, 2)).toBe(at + 30);
		expect(await step(at + 30, 2)).toBeNull();
		const dueAt = async (id: string) =>
			((await store().getDelivery(orgId, id))?.delivery.dueAt ?? 0) - at;
		expect(await Promise.all([due, ...later].map(({ id }) => dueAt(id)))).toEqual([
			0, -5, 5, 5, 15,
		]);
		expect((await store().claimDue(to.targetId, at + 5, 9)).map((one) => one.delivery.id)).toEqual([
			later[0]?.id,
			due.id,
			...later.slice(1, 3).map(({ id }) => id),
		]);
		expect(await store().nextDue(other.to.targetId, at)).toBe(at + 50);
	});

	it('tells when the next of a target is due after a time', async () => {
		const { orgId, to, event, due } = await planned({ dueAt: at + 7 });
		const row = { ...delivery(to, { dueAt: at + 9 }), orgId, messageId: event.id, createdAt: at };
		await store().addDeliveries([row]);
		const next = (after: number) => store().nextDue(to.targetId, after);
		expect(await next(at)).toBe(at + 7);
		expect(await next(at + 7)).toBe(at + 9);
		await store().settle(settlement(due, orgId));
		expect(await next(at)).toBe(at + 9);
		expect(await next(at + 9)).toBeNull();
	});

	it('records attempts, failed and then successful', async () => {
		const { orgId, to, due, event } = await planned();
		const failed = failure(due, orgId, { health: health({ consecutiveFailures: 1 }) });
		await store().settle(failed);
		expect((await store().getDelivery(orgId, due.id))?.delivery).toMatchObject({
			status: 'pending',
			attemptCount: 1,
			firstAttemptAt: at + 1_000,
			dueAt: at + 5_000,
			endedAt: null,
			lastStatusCode: 500,
			lastError: 'HTTP 500',
		});
		const last = attempt({ at: at + 6_000, durationMs: 25, requestHeaders: { a: 'é' } });
		const success = { attempt: last, attemptCount: 2, health: health({ deliveriesCount: 1 }) };
		await store().settle(settlement(due, orgId, success));
		const found = await store().getDelivery(orgId, due.id);
		expect(found?.attempts).toEqual([failed.attempt, last]);
		expect(found?.message?.id).toBe(event.id);
		expect(found?.delivery).toMatchObject({
			status: 'succeeded',
			attemptCount: 2,
			firstAttemptAt: at + 1_000,
			dueAt: null,
			endedAt: at + 6_025,
			lastStatusCode: 200,
			lastError: null,
		});
		expect(await store().getSubscriptionHealth([to.id])).toEqual([
			{ subscriptionId: to.id, ...health({ deliveriesCount: 1 }) },
		]);
	});

	/** How the row comes to its state before the settlement of an attempt under way arrives. */
	const reach: Readonly<
		Record<
			DeliveryStatus,
			(orgId: string, due: { id: string; subscriptionId: string }) => Promise<unknown>
		>
	> = {
		pending: async () => {},
		held: (orgId, due) =>
			store().setSubscriptionStatus(orgId, due.subscriptionId, {
				status: 'paused',
				disabledReason: null,
				at,
				held: 'keep',
				health: null,
			}),
		succeeded: (orgId, due) => store().settle(settlement(due, orgId)),
		dead_letter: (orgId, due) =>
			store().settle(failure(due, orgId, { status: 'dead_letter', dueAt: null })),
		canceled: async (orgId, due) => {
			await reach.held(orgId, due);
			await store().setSubscriptionStatus(orgId, due.subscriptionId, {
				status: 'active',
				disabledReason: null,
				at,
				held: 'cancel',
				health: null,
			});
		},
	};

	it.each<[DeliveryStatus, DeliveryStatus, DeliveryStatus]>([
		['pending', 'pending', 'pending'],
		['pending', 'succeeded', 'succeeded'],
		['pending', 'dead_letter', 'dead_letter'],
		['pending', 'canceled', 'canceled'],
		// Its subscription is active again: nobody would release it.
		['pending', 'held', 'pending'],
		['held', 'pending', 'held'],
		['held', 'held', 'held'],
		['held', 'succeeded', 'succeeded'],
		['held', 'dead_letter', 'dead_letter'],
		['held', 'canceled', 'held'],
		['canceled', 'pending', 'canceled'],
		['canceled', 'held', 'canceled'],
		['canceled', 'dead_letter', 'canceled'],
		['canceled', 'succeeded', 'succeeded'],
		['dead_letter', 'pending', 'dead_letter'],
		['dead_letter', 'succeeded', 'succeeded'],
		['succeeded', 'pending', 'succeeded'],
		['succeeded', 'dead_letter', 'succeeded'],
	])('is %s, is settled as %s, ends %s', async (before, given, after) => {
		const { orgId, due, stateOf } = await planned();
		await reach[before](orgId, due);
		const open = given === 'pending' || given === 'held';
		const result: Partial<Settlement> = {
			status: given,
			dueAt: open ? at + 5_000 : null,
			attempt: attempt({ at: at + 9_000 }),
			attemptCount: 3,
		};
		await store().settle(settlement(due, orgId, result));
		const state = await stateOf();
		expect(state).toMatchObject({ status: after, attemptCount: 3 });
		const ended = after !== 'pending' && after !== 'held';
		expect(state?.endedAt === null).toBe(!ended);
		const { attempts } = (await store().getDelivery(orgId, due.id)) ?? {};
		expect(attempts?.map(({ id }) => id)).toContain(result.attempt?.id);
	});

	it('ends without an attempt where nothing was sent', async () => {
		const { orgId, due, stateOf } = await planned();
		await store().settle(
			settlement(due, orgId, { status: 'canceled', attempt: null, attemptCount: 0 }),
		);
		expect(await stateOf()).toMatchObject({ status: 'canceled', attemptCount: 0, endedAt: at });
	});

	it('settles nothing that was erased meanwhile', async () => {
		const ghost = delivery(subscription(newId('org')));
		const orgId = newId('org');
		await store().settle(settlement(ghost, orgId));
		await store().settle(failure(ghost, orgId));
		expect(await store().getDelivery(orgId, ghost.id)).toBeNull();
	});

	it('adds deliveries of a replay, not of a message that is gone', async () => {
		const { orgId, to, event } = await planned();
		const replay = {
			...delivery(to, { replay: true }),
			orgId,
			messageId: event.id,
			createdAt: at + 3,
		};
		const lost = { ...delivery(to), orgId, messageId: 'msg_gone', createdAt: at + 3 };
		await store().addDeliveries([replay, lost]);
		const found = await store().getDelivery(orgId, replay.id);
		expect(found?.delivery).toMatchObject({ replay: true, createdAt: at + 3 });
		expect(await store().getDelivery(orgId, lost.id)).toBeNull();
	});

	it('probes with the oldest held delivery', async () => {
		const { orgId, to, due, event } = await planned();
		expect(await store().claimProbe(to.id)).toBeNull();
		const second = { ...delivery(to), orgId, messageId: event.id, createdAt: at };
		await store().addDeliveries([second]);
		await reach.held(orgId, due);
		expect((await store().claimProbe(to.id))?.delivery.id).toBe(due.id);
	});

	it('lists by subscription, message, status and type, in pages', async () => {
		const { orgId, to, event, due } = await planned();
		const other = subscription(orgId);
		const second = { ...delivery(to), orgId, messageId: event.id, createdAt: at + 1 };
		const third = { ...delivery(other), orgId, messageId: event.id, createdAt: at + 2 };
		await store().addDeliveries([second, third]);
		await store().settle(failure(second, orgId, { status: 'dead_letter', dueAt: null }));
		const ids = async (
			query: Parameters<typeof deliveryQuery>[1],
			options: Parameters<typeof page>[0] = {},
		) => {
			const { items } = await store().listDeliveries(deliveryQuery(orgId, query), page(options));
			return items.map(({ id }) => id);
		};
		expect(await ids({})).toEqual([third.id, second.id, due.id]);
		expect(await ids({}, { order: 'asc', limit: 1, after: due.id })).toEqual([second.id]);
		expect(await ids({ subscriptionId: to.id })).toEqual([second.id, due.id]);
		expect(await ids({ messageId: event.id, statuses: ['pending'] })).toEqual([third.id, due.id]);
		expect(await ids({ statuses: ['dead_letter'] })).toEqual([second.id]);
		expect(await ids({ types: ['inboundflow.*'], subscriptionId: other.id })).toEqual([third.id]);
		expect(await ids({ types: ['vocalis.*'] })).toEqual([]);
		expect(await ids({ messageId: 'msg_none' })).toEqual([]);
		expect(await ids({}, { since: at + 1, until: at + 2 })).toEqual([second.id]);
		const { items, hasMore } = await store().listDeliveries(
			deliveryQuery(orgId),
			page({ limit: 2 }),
		);
		expect(hasMore).toBe(true);
		expect(items[0]).toMatchObject({ type: event.type, messageId: event.id });
	});

	it('lists several statuses as one list, in pages', async () => {
		const { orgId, to, event, due } = await planned();
		const others = await Promise.all(
			Array.from({ length: 9 }, async (_, index) => {
				const each = subscription(orgId);
				await store().createSubscription(each);
				return { ...delivery(each), orgId, messageId: event.id, createdAt: at + 1 + index };
			}),
		);
		await store().addDeliveries(others);
		const all = [due.id, ...others.map(({ id }) => id)].toSorted().toReversed();
		const [one, two, three, four, five] = others;
		if (!one || !two || !three || !four || !five) throw new Error('They were just made.');
		await store().settle(settlement(one, orgId));
		await store().settle(failure(two, orgId, { status: 'dead_letter', dueAt: null }));
		await reach.held(orgId, three);
		await reach.canceled(orgId, four);
		await store().settle(failure(five, orgId));
		const walk = async (query: Parameters<typeof deliveryQuery>[1], order: 'asc' | 'desc') => {
			const found: string[] = [];
			for (let after: string | null = null; ; after = found.at(-1) ?? null) {
				const { items, hasMore } = await store().listDeliveries(
					deliveryQuery(orgId, query),
					page({ limit: 2, after, order }),
				);
				found.push(...items.map(({ id }) => id));
				if (!hasMore) return found;
			}
		};
		const every = ['pending', 'held', 'succeeded', 'dead_letter', 'canceled'] as const;
		expect(await walk({ statuses: every }, 'desc')).toEqual(all);
		expect(await walk({ statuses: every }, 'asc')).toEqual(all.toReversed());
		expect(await walk({ statuses: every, types: [event.type] }, 'desc')).toEqual(all);
		expect(await walk({ statuses: every, types: ['vocalis.*'] }, 'desc')).toEqual([]);
		const ended = [one.id, two.id, four.id].toSorted();
		const statuses = ['canceled', 'dead_letter', 'succeeded'] as const;
		expect(await walk({ statuses }, 'asc')).toEqual(ended);
		expect(await walk({ statuses: ['held'] }, 'asc')).toEqual([three.id]);
		for (const status of every) {
			const own = await walk({ statuses: [status], subscriptionId: to.id }, 'asc');
			expect(own).toEqual(status === 'pending' ? [due.id] : []);
		}
		expect(await walk({ id: five.id }, 'asc')).toEqual([five.id]);
		expect(await walk({ id: five.id, statuses: ['held'] }, 'asc')).toEqual([]);
		expect(await walk({ id: 'dlv_none' }, 'asc')).toEqual([]);
		expect(await store().backlog(orgId)).toEqual({
			pending: 6,
			held: 1,
			deadLetter: 1,
			oldestPendingAt: event.receivedAt,
		});
	});

	it('shows when the latest attempt began', async () => {
		const { orgId, due } = await planned();
		const shown = async () =>
			(await store().listDeliveries(deliveryQuery(orgId), page())).items[0]?.lastAttemptAt;
		expect(await shown()).toBeNull();
		await store().settle(failure(due, orgId));
		expect(await shown()).toBe(at + 1_000);
		const last = attempt({ at: at + 6_000 });
		await store().settle(settlement(due, orgId, { attempt: last, attemptCount: 2 }));
		expect(await shown()).toBe(at + 6_000);
	});

	it('counts nothing where nothing waits', async () => {
		expect(await store().backlog(newId('org'))).toEqual({
			pending: 0,
			held: 0,
			deadLetter: 0,
			oldestPendingAt: null,
		});
	});

	it('counts what is open and says since when the oldest is overdue', async () => {
		const before = await store().statistics(at);
		const { orgId, due } = await planned({ dueAt: at - 86_400_000 });
		const after = await store().statistics(at);
		expect(after.pending).toBe(before.pending + 1);
		expect(after.oldestDueAt).toBe(at - 86_400_000);
		await reach.held(orgId, due);
		expect((await store().statistics(at)).held).toBe(before.held + 1);
		expect((await store().statistics(0)).oldestDueAt).toBeNull();
	});
};

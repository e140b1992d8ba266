import {
	at,
	delivery,
	entry,
	failure,
	message,
	newId,
	settlement,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

const until = at + 600_000;

/** The backlog of a deleted subscription waits for whoever takes its URL over. */
export const handoversConform = ({ store, reopen }: Subject): void => {
	const deletedWith = async (count: number) => {
		const old = subscription(newId('org'));
		await store().createSubscription(old);
		const messages = Array.from({ length: count }, () => message(old.orgId));
		const deliveries = messages.map(() => delivery(old));
		for (const [index, event] of messages.entries()) {
			await store().accept(entry(event, deliveries.slice(index, index + 1)));
		}
		await store().deleteSubscription(old.orgId, old.id, at, until);
		const heir = subscription(old.orgId, { urlHash: old.urlHash, identity: old.identity });
		await store().createSubscription(heir);
		const stateOf = async (index: number) =>
			(await store().getDelivery(old.orgId, deliveries[index]?.id ?? ''))?.delivery;
		return { old, heir, messages, deliveries, stateOf };
	};
	const asHeir = ({ id, targetId }: { readonly id: string; readonly targetId: string }) => ({
		subscriptionId: id,
		targetId,
		status: 'pending' as const,
	});

	it('lists the held backlog with what fan-out reads of its messages', async () => {
		const { old, messages, deliveries } = await deletedWith(2);
		await reopen();
		const listed = await store().listHandover(old.orgId, old.urlHash, at);
		expect(listed.map(({ deliveryId }) => deliveryId)).toEqual(deliveries.map(({ id }) => id));
		expect(listed[0]?.message).toEqual({
			id: messages[0]?.id,
			orgId: old.orgId,
			sourceId: null,
			vendor: 'inboundflow',
			event: 'call.completed',
			type: 'inboundflow.call.completed',
			test: false,
			filterFields: {},
		});
		expect(await store().listHandover(old.orgId, 'another url', at)).toEqual([]);
		expect(await store().listHandover(old.orgId, old.urlHash, until)).toEqual([]);
	});

	it('gives the heir what it wants and cancels the rest', async () => {
		const { old, heir, deliveries, stateOf } = await deletedWith(2);
		const wanted = deliveries.slice(0, 1).map(({ id }) => id);
		const taken = await store().takeOver(old.orgId, old.urlHash, wanted, asHeir(heir), at + 5);
		expect(taken).toBe(1);
		expect(await stateOf(0)).toMatchObject({
			subscriptionId: heir.id,
			targetId: heir.targetId,
			status: 'pending',
			dueAt: at + 5,
		});
		expect(await stateOf(1)).toMatchObject({ status: 'canceled', dueAt: null, endedAt: at + 5 });
		expect(await store().listHandover(old.orgId, old.urlHash, at)).toEqual([]);
		expect(
			(await store().claimDue(heir.targetId, at + 5, 9)).map((due) => due.delivery.id),
		).toEqual(wanted);
	});

	it('takes over nothing of another URL', async () => {
		const { old, heir, deliveries } = await deletedWith(1);
		const ids = deliveries.map(({ id }) => id);
		expect(await store().takeOver(old.orgId, 'another url', ids, asHeir(heir), at)).toBe(0);
		expect(await store().listHandover(old.orgId, old.urlHash, at)).toHaveLength(1);
	});

	it('cancels a backlog whose time is over, not before', async () => {
		const { stateOf } = await deletedWith(1);
		expect(await store().expireHandovers(until - 1)).toBe(0);
		expect(await stateOf(0)).toMatchObject({ status: 'held' });
		expect(await store().expireHandovers(until)).toBeGreaterThan(0);
		expect(await stateOf(0)).toMatchObject({ status: 'canceled', endedAt: until });
		expect(await store().expireHandovers(until)).toBe(0);
	});

	it('holds a delivery planned before the subscription was deleted', async () => {
		const { old } = await deletedWith(0);
		const late = delivery(old);
		await store().accept(entry(message(old.orgId), [late]));
		const listed = await store().listHandover(old.orgId, old.urlHash, at);
		expect(listed.map(({ deliveryId }) => deliveryId)).toEqual([late.id]);
	});

	it('keeps the new state when an attempt of the old subscription fails late', async () => {
		const { old, heir, deliveries, stateOf } = await deletedWith(1);
		const [taken] = deliveries;
		if (taken === undefined) throw new Error('no delivery');
		await store().takeOver(old.orgId, old.urlHash, [taken.id], asHeir(heir), at + 5);
		await store().settle(failure(taken, old.orgId, { status: 'dead_letter', dueAt: null }));
		expect(await stateOf(0)).toMatchObject({ status: 'pending', dueAt: at + 5 });
		await store().settle(settlement(taken, old.orgId, { attemptCount: 2 }));
		expect(await stateOf(0)).toMatchObject({ status: 'succeeded', subscriptionId: heir.id });
	});

	it('keeps a held one for the heir when the dispatcher drops it', async () => {
		const { old, deliveries, stateOf } = await deletedWith(1);
		const [dropped] = deliveries;
		if (dropped === undefined) throw new Error('no delivery');
		await store().settle(settlement(dropped, old.orgId, { status: 'canceled', attempt: null }));
		expect(await stateOf(0)).toMatchObject({ status: 'held' });
	});
};

import type { Subscription } from '../../../../receiver-service/src/domain/types.ts';
import {
	at,
	delivery,
	deliveryQuery,
	entry,
	health,
	message,
	newHash,
	newId,
	page,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

const change = {
	status: 'active',
	disabledReason: null,
	at: at + 60_000,
	held: 'keep',
	health: null,
} as const;

/** Subscriptions, their status, and what that does to their deliveries. */
export const subscriptionsConform = ({ store, reopen }: Subject): void => {
	const created = async (members: Partial<Subscription> = {}): Promise<Subscription> => {
		const own = subscription(members.orgId ?? newId('org'), members);
		expect(await store().createSubscription(own)).toEqual({ kind: 'created' });
		return own;
	};
	const withDelivery = async (own: Subscription) => {
		const pending = delivery(own);
		await store().accept(entry(message(own.orgId), [pending]));
		return pending;
	};
	const stateOf = async ({ orgId }: Subscription, id: string) =>
		(await store().getDelivery(orgId, id))?.delivery;

	it('loads what was created before it was closed, with fresh health', async () => {
		const own = await created({
			client: { instance_id: 'i', workflow_id: 'w' },
			filter: { user: ['a'] },
		});
		await reopen();
		const { subscriptions, subscriptionHealth } = await store().loadConfiguration();
		expect(subscriptions).toContainEqual(own);
		expect(subscriptionHealth).toContainEqual({ subscriptionId: own.id, ...health() });
		const listed = await store().listSubscriptions(own.orgId, page());
		expect(listed).toEqual({ items: [own], hasMore: false });
	});

	it('returns the living one of the same organisation and identity', async () => {
		const own = await created();
		const again = subscription(own.orgId, { identity: own.identity });
		expect(await store().createSubscription(again)).toEqual({ kind: 'exists', subscription: own });
		const elsewhere = subscription(newId('org'), { identity: own.identity });
		expect(await store().createSubscription(elsewhere)).toEqual({ kind: 'created' });
	});

	it('creates one again after it was deleted', async () => {
		const own = await created();
		await store().deleteSubscription(own.orgId, own.id, at, at);
		const again = subscription(own.orgId, { identity: own.identity });
		expect(await store().createSubscription(again)).toEqual({ kind: 'created' });
	});

	it('creates one only, when the same is asked for twice at once', async () => {
		const orgId = newId('org');
		const identity = newHash();
		const answers = await Promise.all(
			[1, 2, 3].map(() => store().createSubscription(subscription(orgId, { identity }))),
		);
		expect(answers.map(({ kind }) => kind)).toEqual(['created', 'exists', 'exists']);
	});

	it('updates everything but the status', async () => {
		const own = await created();
		const changed = { ...own, name: 'CRM', eventTypes: ['vocalis.*'], updatedAt: at + 1 };
		expect(await store().updateSubscription({ ...changed, status: 'paused' })).toBe(true);
		expect((await store().listSubscriptions(own.orgId, page())).items).toEqual([changed]);
	});

	it('refuses an update of one that is gone or whose identity is taken', async () => {
		const own = await created();
		const other = await created({ orgId: own.orgId });
		expect(await store().updateSubscription({ ...own, identity: other.identity })).toBe(false);
		expect(await store().updateSubscription(subscription(own.orgId))).toBe(false);
	});

	it('moves open deliveries with it to another target', async () => {
		const own = await created();
		const pending = await withDelivery(own);
		const targetId = newHash();
		await store().updateSubscription({ ...own, targetId });
		expect(await store().claimDue(own.targetId, at, 10)).toEqual([]);
		const [claimed] = await store().claimDue(targetId, at, 10);
		expect(claimed?.delivery).toMatchObject({ id: pending.id, targetId });
	});

	it.each(['paused', 'disabled'] as const)(
		'holds pending deliveries when it is %s',
		async (status) => {
			const own = await created();
			const pending = await withDelivery(own);
			const counts = await store().setSubscriptionStatus(own.orgId, own.id, { ...change, status });
			expect(counts).toEqual({ held: 1, released: 0, canceled: 0 });
			expect(await stateOf(own, pending.id)).toMatchObject({ status: 'held' });
			expect(await store().claimDue(own.targetId, at, 10)).toEqual([]);
			expect((await store().claimProbe(own.id))?.delivery.id).toBe(pending.id);
		},
	);

	it.each([
		['release', { held: 0, released: 1, canceled: 0 }, { status: 'pending', dueAt: change.at }],
		['cancel', { held: 0, released: 0, canceled: 1 }, { status: 'canceled', endedAt: change.at }],
		['keep', { held: 0, released: 0, canceled: 0 }, { status: 'held' }],
	] as const)('can %s what was held when it is active again', async (held, counts, state) => {
		const own = await created();
		const pending = await withDelivery(own);
		await store().setSubscriptionStatus(own.orgId, own.id, { ...change, status: 'paused' });
		const answer = await store().setSubscriptionStatus(own.orgId, own.id, { ...change, held });
		expect(answer).toEqual(counts);
		expect(await stateOf(own, pending.id)).toMatchObject(state);
	});

	it('writes status, reason and health together', async () => {
		const own = await created();
		const ill = health({
			consecutiveFailures: 10,
			lastError: 'HTTP 500',
			nextProbeAt: at + 9,
			probes: 1,
		});
		await store().setSubscriptionStatus(own.orgId, own.id, {
			...change,
			status: 'disabled',
			disabledReason: 'failing',
			health: ill,
		});
		const { items } = await store().listSubscriptions(own.orgId, page());
		expect(items).toEqual([
			{ ...own, status: 'disabled', disabledReason: 'failing', updatedAt: change.at },
		]);
		expect(await store().getSubscriptionHealth([own.id])).toEqual([
			{ subscriptionId: own.id, ...ill },
		]);
	});

	it('holds a new delivery planned before it was paused', async () => {
		const own = await created();
		await store().setSubscriptionStatus(own.orgId, own.id, { ...change, status: 'paused' });
		const late = await withDelivery(own);
		expect(await stateOf(own, late.id)).toMatchObject({ status: 'held' });
	});

	it('does not hold a new delivery planned before it was active again', async () => {
		const own = await created();
		const late = delivery(own, { status: 'held' });
		await store().accept(entry(message(own.orgId), [late]));
		expect(await stateOf(own, late.id)).toMatchObject({ status: 'pending' });
	});

	it('deletes once, and forgets its health', async () => {
		const own = await created();
		expect(await store().deleteSubscription(own.orgId, own.id, at, at + 1)).toBe(true);
		expect(await store().deleteSubscription(own.orgId, own.id, at, at + 1)).toBe(false);
		expect(await store().setSubscriptionStatus(own.orgId, own.id, change)).toBeNull();
		expect(await store().getSubscriptionHealth([own.id])).toEqual([]);
		const ended = await store().listDeliveries(deliveryQuery(own.orgId), page());
		expect(ended.items).toEqual([]);
	});
};

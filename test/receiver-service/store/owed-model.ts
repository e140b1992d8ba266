import fc from 'fast-check';
import type { DeliveryStatus } from '../../../receiver-service/src/domain/types.ts';
import type { NewDelivery, Store } from '../../../receiver-service/src/ports.ts';
import {
	at,
	attempt,
	delivery,
	deliveryQuery,
	entry,
	failure,
	message,
	newId,
	page,
	settlement,
	subscription,
} from './builders.ts';

/** Times between writings of what is owed: none in a test, or at every turn. */
const ages = [1_000_000_000, 1] as const;

/** A store that owes deliveries their rows, as it is opened, closed and killed. */
export type OwingStore = {
	readonly store: Store;
	/** Of a store that was closed, or that a kill ended: everything that was answered is there. */
	readonly reopen: () => Promise<OwingStore>;
	readonly kill: () => Promise<OwingStore>;
	readonly destroy: () => Promise<void>;
};
/** Opens an empty one. */
export type OpenOwing = (options: {
	readonly writeOwedAfterMs: number;
	readonly targetIds: readonly string[];
}) => Promise<OwingStore>;
const hooks = 3;
const runs = 12;

type Known = { readonly plan: NewDelivery; status: DeliveryStatus; attempts: string[] };
type Result = 'succeeded' | 'pending' | 'dead_letter';
type Step =
	| { readonly do: 'accept'; readonly events: number }
	| { readonly do: 'settle'; readonly which: readonly number[]; readonly result: Result }
	| { readonly do: 'pause' | 'enable'; readonly hook: number }
	| { readonly do: 'read' | 'claim' | 'reopen' | 'kill' | 'fail' };

const hook = fc.nat({ max: hooks - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({ do: fc.constant('accept'), events: fc.integer({ min: 1, max: 5 }) }),
	},
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('settle'),
			which: fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 8 }),
			result: fc.constantFrom<Result>('succeeded', 'succeeded', 'pending', 'dead_letter'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause', 'enable'), hook }) },
	{
		weight: 3,
		arbitrary: fc.record({ do: fc.constantFrom('read', 'claim', 'reopen', 'kill', 'fail') }),
	},
);

/** A store beside what it must show. */
const createPair = async (open: OpenOwing, writeOwedAfterMs: number) => {
	const orgId = newId('org');
	const subscriptions = Array.from({ length: hooks }, () => subscription(orgId));
	const active = subscriptions.map(() => true);
	const known: Known[] = [];
	const targetIds = subscriptions.map(({ targetId }) => targetId);
	let opened = await open({ writeOwedAfterMs, targetIds });
	let { store } = opened;
	const go = (next: OwingStore): void => {
		opened = next;
		({ store } = next);
	};
	for (const one of subscriptions) await store.createSubscription(one);

	const accept = async (): Promise<void> => {
		const plans = subscriptions.map((one) => delivery(one));
		await store.accept(entry(message(orgId), plans));
		for (const [nth, plan] of plans.entries()) {
			known.push({ plan, status: active[nth] ? 'pending' : 'held', attempts: [] });
		}
	};
	const settle = async (one: Known, result: Result): Promise<void> => {
		const { id: attemptId } = attempt();
		const told = result === 'succeeded' ? settlement : failure;
		const dueAt = result === 'pending' ? at + 5_000 : null;
		const { attempt: made } = told(one.plan, orgId);
		const isOpen = one.status === 'pending' || one.status === 'held';
		if (result === 'succeeded' || (result === 'dead_letter' && isOpen)) one.status = result;
		one.attempts.push(attemptId);
		await store.settle(
			told(one.plan, orgId, {
				status: result,
				dueAt,
				attemptCount: one.attempts.length,
				attempt: made && { ...made, id: attemptId },
			}),
		);
	};
	const turn = async (nth: number, status: 'active' | 'paused'): Promise<void> => {
		const one = subscriptions[nth];
		if (one === undefined) throw new Error('There are as many hooks as subscriptions.');
		const held = status === 'active' ? 'release' : 'keep';
		const change = { status, disabledReason: null, at, held, health: null } as const;
		await store.setSubscriptionStatus(orgId, one.id, change);
		active[nth] = status === 'active';
		const [from, to] =
			status === 'active' ? (['held', 'pending'] as const) : (['pending', 'held'] as const);
		for (const seen of known) {
			if (seen.plan.subscriptionId === one.id && seen.status === from) seen.status = to;
		}
	};
	const fail = async (): Promise<void> => {
		const event = message(orgId);
		const results = await Promise.allSettled([
			store.accept(entry(event)),
			store.accept(
				entry({ ...event }, [delivery(subscriptions[0] as (typeof subscriptions)[number])]),
			),
			accept(),
		]);
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
	};

	const compare = async (): Promise<void> => {
		const { items } = await store.listDeliveries(deliveryQuery(orgId), page({ limit: 100_000 }));
		const shown = Object.fromEntries(items.map(({ id, status }) => [id, status]));
		expect(shown).toEqual(Object.fromEntries(known.map(({ plan, status }) => [plan.id, status])));
		for (const { plan, attempts } of known.slice(-20)) {
			const found = await store.getDelivery(orgId, plan.id);
			expect(found?.attempts.map(({ id }) => id)).toEqual([...attempts].sort());
		}
		const count = (wanted: DeliveryStatus) =>
			known.filter(({ status }) => status === wanted).length;
		expect(await store.backlog(orgId)).toMatchObject({
			pending: count('pending'),
			held: count('held'),
			deadLetter: count('dead_letter'),
		});
	};

	const claim = async (): Promise<void> => {
		for (const { id, targetId } of subscriptions) {
			const due = await store.claimDue(targetId, at + 10_000, 100_000);
			const pending = known.filter(
				({ plan, status }) => plan.subscriptionId === id && status === 'pending',
			);
			expect(due.map((one) => one.delivery.id).sort()).toEqual(
				pending.map(({ plan }) => plan.id).sort(),
			);
		}
	};

	const perform = async (now: Step): Promise<void> => {
		switch (now.do) {
			case 'accept':
				await Promise.all(Array.from({ length: now.events }, accept));
				return;
			case 'settle': {
				const chosen = now.which.flatMap((nth) => known.at(-1 - (nth % (known.length || 1))) ?? []);
				await Promise.all(chosen.map((one) => settle(one, now.result)));
				return;
			}
			case 'pause':
				return turn(now.hook, 'paused');
			case 'enable':
				return turn(now.hook, 'active');
			case 'read':
				return compare();
			case 'claim':
				return claim();
			case 'reopen':
				await store.close();
				return go(await opened.reopen());
			case 'kill':
				return go(await opened.kill());
			case 'fail':
				return fail();
		}
	};
	return { perform, compare, destroy: () => opened.destroy() };
};

/** Whatever happens, deliveries are as if each had its row at once. */
export const describeOwing = (open: OpenOwing): void => {
	it.each(ages)(
		'deliveries are as if each had its row at once, rows being written every %i ms',
		async (age) => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
					async (steps) => {
						const pair = await createPair(open, age);
						try {
							for (const one of steps) await pair.perform(one);
							await pair.compare();
						} finally {
							await pair.destroy();
						}
					},
				),
				{ numRuns: runs, endOnFailure: true },
			);
		},
		300_000,
	);
};

import type {
	Attempt,
	AuditEntry,
	Delivery,
	Subscription,
} from '../../receiver-service/src/domain/types.ts';
import type { DeliveryContext } from '../../receiver-service/src/pipeline/attempts.ts';
import type { DueDelivery, Settlement } from '../../receiver-service/src/ports.ts';

type Row = {
	delivery: Delivery;
	readonly message: DueDelivery['message'];
	readonly attempts: Attempt[];
};

/** The part of the store that delivering uses, in memory, with the semantics of the real one. */
export type MemoryStore = DeliveryContext['store'] & {
	/** Adds rows, as accepting a message does. */
	readonly add: (deliveries: readonly DueDelivery[]) => void;
	readonly putSubscription: (subscription: Subscription) => void;
	readonly row: (deliveryId: string) => Row;
	readonly rows: () => readonly Row[];
	/** Every settlement that reached the disk. */
	readonly settlements: readonly Settlement[];
	/** Every line of the audit log. */
	readonly audit: readonly AuditEntry[];
	readonly claims: () => number;
	/** From now on another replica has every target: what attempts teach counts for nothing. */
	readonly loseTargets: () => void;
	/** While true every method fails, as a database that is away does. */
	readonly setAway: (away: boolean) => void;
	/** Keeps what claims have read until the function it returns is called. */
	readonly holdClaims: () => () => void;
	/** Has an open delivery due so much later, as a failed attempt before a crash does. */
	readonly delay: (deliveryId: string, milliseconds: number) => void;
	/** Gives an open delivery to another subscription at the same URL. */
	readonly handOver: (deliveryId: string, subscriptionId: string) => void;
};

const isOpen = ({ status }: Delivery): boolean => status === 'pending' || status === 'held';

export const createMemoryStore = (): MemoryStore => {
	const rows = new Map<string, Row>();
	const subscriptions = new Map<string, Subscription>();
	const settlements: Settlement[] = [];
	const audit: AuditEntry[] = [];
	let claims = 0;
	let away = false;
	let overtaken = false;
	let claimsReplied: Promise<void> = Promise.resolve();

	/** Runs on a later turn, in the order of submission, as the writer thread does. */
	const operation = async <Result>(run: () => Result): Promise<Result> => {
		if (away) throw new Error('The database is away.');
		await new Promise((resolve) => setImmediate(resolve));
		return run();
	};
	const change = (row: Row, fields: Partial<Delivery>) => {
		row.delivery = { ...row.delivery, ...fields };
	};
	const rowsOf = (subscriptionId: string, status: Delivery['status']): readonly Row[] =>
		[...rows.values()].filter(
			({ delivery }) => delivery.subscriptionId === subscriptionId && delivery.status === status,
		);
	const byDue = (one: Row, other: Row): number =>
		(one.delivery.dueAt ?? 0) - (other.delivery.dueAt ?? 0) ||
		(one.delivery.id < other.delivery.id ? -1 : 1);
	const due = ({ delivery, message }: Row): DueDelivery => ({ delivery, message });
	const pending = (): readonly Row[] =>
		[...rows.values()].filter(({ delivery }) => delivery.status === 'pending').sort(byDue);

	const nextState = (row: Row, settlement: Settlement): Pick<Delivery, 'status' | 'dueAt'> => {
		const { status, dueAt } = row.delivery;
		if (settlement.status === 'succeeded') return { status: 'succeeded', dueAt: null };
		if (!isOpen(row.delivery) || row.delivery.subscriptionId !== settlement.subscriptionId) {
			return { status, dueAt };
		}
		if (settlement.status === 'pending') return { status, dueAt: settlement.dueAt };
		if (settlement.status === 'held') {
			const isActive = subscriptions.get(settlement.subscriptionId)?.status === 'active';
			return { status: status === 'pending' && isActive ? 'pending' : 'held', dueAt };
		}
		if (settlement.status === 'canceled' && status === 'held') return { status, dueAt };
		return { status: settlement.status, dueAt: null };
	};

	return {
		add: (deliveries) => {
			for (const { delivery, message } of deliveries) {
				rows.set(delivery.id, { delivery, message, attempts: [] });
			}
		},
		putSubscription: (subscription) => subscriptions.set(subscription.id, subscription),
		row: (id) => {
			const row = rows.get(id);
			if (row === undefined) throw new Error(`There is no delivery ${id}.`);
			return row;
		},
		rows: () => [...rows.values()],
		settlements,
		audit,
		claims: () => claims,
		loseTargets: () => {
			overtaken = true;
		},
		setAway: (value) => {
			away = value;
		},
		holdClaims: () => {
			let release = () => {};
			claimsReplied = new Promise((resolve) => {
				release = resolve;
			});
			return release;
		},
		delay: (deliveryId, milliseconds) => {
			const row = rows.get(deliveryId);
			if (row !== undefined) change(row, { dueAt: (row.delivery.dueAt ?? 0) + milliseconds });
		},
		handOver: (deliveryId, subscriptionId) => {
			const row = rows.get(deliveryId);
			if (row !== undefined) change(row, { subscriptionId, status: 'pending' });
		},
		settle: (settlement) =>
			operation(() => {
				settlements.push(settlement);
				const row = rows.get(settlement.deliveryId);
				if (row === undefined) return;
				const { attempt } = settlement;
				const next = nextState(row, settlement);
				if (attempt !== null) row.attempts.push(attempt);
				change(row, {
					...next,
					attemptCount: Math.max(row.delivery.attemptCount, settlement.attemptCount),
					firstAttemptAt: row.delivery.firstAttemptAt ?? attempt?.at ?? null,
					lastStatusCode: attempt?.status ?? null,
					lastError: attempt?.error ?? null,
				});
			}),
		claimDue: async (targetId, now, limit) => {
			const replied = claimsReplied;
			const claimed = await operation(() => {
				claims += 1;
				return pending()
					.filter(({ delivery }) => delivery.targetId === targetId && (delivery.dueAt ?? 0) <= now)
					.slice(0, limit)
					.map(due);
			});
			await replied;
			return claimed;
		},
		nextDue: (targetId, after) =>
			operation(
				() =>
					pending().find(
						({ delivery }) => delivery.targetId === targetId && (delivery.dueAt ?? 0) > after,
					)?.delivery.dueAt ?? null,
			),
		bringForward: (targetId, after, milliseconds, limit) =>
			operation(() => {
				const later = pending().filter(
					({ delivery }) => delivery.targetId === targetId && (delivery.dueAt ?? 0) > after,
				);
				const until = later[Math.min(limit, later.length) - 1]?.delivery.dueAt ?? null;
				for (const row of later) {
					const { dueAt } = row.delivery;
					if (until !== null && dueAt !== null && dueAt <= until) {
						change(row, { dueAt: dueAt - milliseconds });
					}
				}
				return until;
			}),
		claimProbe: (subscriptionId) =>
			operation(() => {
				const [row] = [...rowsOf(subscriptionId, 'held')].sort(byDue);
				return row === undefined ? null : due(row);
			}),
		pendingTargets: () =>
			operation(() => {
				const first = new Map<string, number>();
				for (const { delivery } of pending()) {
					if (!first.has(delivery.targetId)) first.set(delivery.targetId, delivery.dueAt ?? 0);
				}
				return [...first].map(([targetId, dueAt]) => ({ targetId, dueAt }));
			}),
		setSubscriptionStatus: (_orgId, id, { status, disabledReason, at, held }) =>
			operation(() => {
				const counts = { held: 0, released: 0, canceled: 0 };
				const subscription = subscriptions.get(id);
				if (subscription === undefined || overtaken) return null;
				subscriptions.set(id, { ...subscription, status, disabledReason });
				if (status !== 'active') {
					const waiting = rowsOf(id, 'pending');
					for (const row of waiting) change(row, { status: 'held' });
					return { ...counts, held: waiting.length };
				}
				const resting = held === 'keep' ? [] : rowsOf(id, 'held');
				for (const row of resting) {
					if (held === 'release') change(row, { status: 'pending', dueAt: at });
					else change(row, { status: 'canceled', dueAt: null });
				}
				return held === 'release'
					? { ...counts, released: resting.length }
					: { ...counts, canceled: resting.length };
			}),
		deleteSubscription: (_orgId, id) =>
			operation(() => {
				if (overtaken) return false;
				for (const row of rowsOf(id, 'pending')) change(row, { status: 'held' });
				return subscriptions.delete(id);
			}),
		addAuditEntry: (entry) =>
			operation(() => {
				audit.push(entry);
			}),
	};
};

import type { Subscription } from '../domain/types.ts';
import type { Clock, DueDelivery, Store } from '../ports.ts';
import type { Directory } from './directory.ts';

/** A disabled subscription without held deliveries is looked at again after this. */
const nothingToProbeMs = 10 * 60 * 1_000;

/**
 * Half-open probes: tries disabled subscriptions whose time has come with their oldest held
 * delivery. `start` makes the attempt, or declines while the target is busy.
 */
export const createProbes = (
	context: {
		readonly store: Pick<Store, 'claimProbe'>;
		readonly clock: Clock;
		readonly directory: Directory;
	},
	start: (subscription: Subscription, due: DueDelivery) => void,
): (() => Promise<void>) => {
	const { store, clock, directory } = context;
	const notBefore = new Map<string, number>();

	const isDue = ({ id, status, disabledReason }: Subscription, now: number): boolean => {
		if (status !== 'disabled' || disabledReason !== 'failing') return false;
		const { nextProbeAt } = directory.health(id);
		return nextProbeAt !== null && nextProbeAt <= now && (notBefore.get(id) ?? 0) <= now;
	};

	return async () => {
		const now = clock.now();
		for (const [id, at] of notBefore) if (at <= now) notBefore.delete(id);
		const due = [...directory.allSubscriptions()].filter((subscription) =>
			isDue(subscription, now),
		);
		for (const subscription of due) {
			const delivery = await store.claimProbe(subscription.id);
			if (delivery === null) notBefore.set(subscription.id, now + nothingToProbeMs);
			else start(subscription, delivery);
		}
	};
};

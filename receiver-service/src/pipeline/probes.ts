import type { Subscription } from '../domain/types.ts';
import type { Clock, DueDelivery, Store } from '../ports.ts';
import type { Directory } from './directory.ts';

/** A disabled subscription without held deliveries is looked at again after this. */
const nothingToProbeMs = 10 * 60 * 1_000;

export type Probes = {
	/** Tries what is due. */
	readonly look: () => Promise<void>;
	/** The clock was set back: what is to come is so much sooner. */
	readonly setBack: (byMs: number) => void;
};

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
): Probes => {
	const { store, clock, directory } = context;
	const notBefore = new Map<string, number>();

	const isDue = ({ id, status, disabledReason }: Subscription, now: number): boolean => {
		if (status !== 'disabled' || disabledReason !== 'failing') return false;
		const { nextProbeAt } = directory.health(id);
		return nextProbeAt !== null && nextProbeAt <= now && (notBefore.get(id) ?? 0) <= now;
	};

	const look = async () => {
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

	return {
		look,
		setBack: (byMs) => {
			const now = clock.now();
			notBefore.clear();
			for (const { id } of directory.allSubscriptions()) {
				const health = directory.health(id);
				const { nextProbeAt } = health;
				if (nextProbeAt === null || nextProbeAt <= now) continue;
				directory.putHealth(id, { ...health, nextProbeAt: nextProbeAt - byMs });
			}
		},
	};
};

import type { DueDelivery, Replication } from '../ports.ts';
import type { Dispatcher } from './dispatcher.ts';

/** The dispatcher of a replica that delivers nothing itself. */
export const createIdleDispatcher = (): Dispatcher => ({
	start: async () => {},
	offer: () => {},
	wake: () => {},
	pause: () => {},
	changed: () => {},
	inFlight: () => 0,
	stop: async () => {},
});

/**
 * The dispatcher among replicas: what this one may deliver goes to its own, with the number of its
 * lease; of what another may, that one is told. Its rows are there already.
 */
export const shareDispatcher = (
	own: Dispatcher,
	replication: Pick<Replication, 'fenceOf' | 'rest' | 'wake'>,
): Dispatcher => ({
	...own,
	offer: (deliveries) => {
		const ours: DueDelivery[] = [];
		const others = new Set<string>();
		for (const due of deliveries) {
			const { targetId } = due.delivery;
			const fence = replication.fenceOf(targetId);
			if (fence === null) others.add(targetId);
			else ours.push({ ...due, fence });
		}
		if (ours.length > 0) own.offer(ours);
		if (others.size > 0) replication.wake(others);
	},
	stop: (deadlineMs) => {
		replication.rest();
		return own.stop(deadlineMs);
	},
	wake: (targetId) => {
		if (replication.fenceOf(targetId) === null) replication.wake([targetId]);
		else own.wake(targetId);
	},
});

import type { Delivery } from '../domain/types.ts';
import type { DueDelivery, Replication } from '../ports.ts';
import type { Dispatcher } from './dispatcher.ts';

/** The dispatcher of a replica that delivers nothing itself. */
export const createIdleDispatcher = (): Dispatcher => ({
	start: async () => {},
	offer: () => {},
	wake: () => {},
	keepsUp: () => false,
	handed: () => {},
	leave: async () => true,
	pause: () => {},
	changed: () => {},
	inFlight: () => 0,
	stop: async () => {},
});

/**
 * The dispatcher among replicas: what this one may deliver goes to its own, with the number of its
 * lease; of what another may, that one is told. The rows are there already.
 */
export const shareDispatcher = (
	own: Dispatcher,
	replication: Pick<Replication, 'fenceOf' | 'handOver' | 'rest' | 'wake'>,
): Dispatcher => ({
	...own,
	offer: (deliveries) => {
		const ours: DueDelivery[] = [];
		const others: Delivery[] = [];
		for (const due of deliveries) {
			const fence = replication.fenceOf(due.delivery.targetId);
			if (fence === null) others.push(due.delivery);
			else ours.push({ ...due, fence });
		}
		if (ours.length > 0) own.offer(ours);
		if (others.length > 0) replication.handOver(others);
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

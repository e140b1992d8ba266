import type { DeliveryStatus } from '../../domain/types.ts';

/** A delivery's row as the result of an attempt finds it. */
export type PresentDelivery = {
	readonly status: DeliveryStatus;
	readonly subscriptionId: string;
	readonly dueAt: number | null;
	/** Whether its subscription is. */
	readonly active: boolean;
};

export type NextDelivery = { readonly status: DeliveryStatus; readonly dueAt: number | null };

/**
 * Where a delivery goes when an attempt's result meets a row that changed while it was under way.
 * Success always counts: the hook got it. What has ended stays ended. What was paused, disabled or
 * handed over in the meantime keeps that state when the result is only "again later". A result
 * "held" does not hold the delivery of a subscription that is active again: nobody would release it.
 */
export const nextState = (
	present: PresentDelivery,
	result: NextDelivery & { readonly subscriptionId: string },
): NextDelivery => {
	const { status, dueAt } = result;
	const stay: NextDelivery = { status: present.status, dueAt: present.dueAt };
	if (status === 'succeeded') return { status, dueAt: null };
	if (present.status !== 'pending' && present.status !== 'held') return stay;
	if (present.subscriptionId !== result.subscriptionId) return stay;
	switch (status) {
		case 'pending':
			return { status: present.status, dueAt };
		case 'held':
			return present.status === 'pending' && present.active
				? { status: 'pending', dueAt: dueAt ?? present.dueAt }
				: { status, dueAt: dueAt ?? present.dueAt };
		case 'dead_letter':
			return { status, dueAt: null };
		case 'canceled':
			// A held one waits for its subscription, or for who takes the URL over.
			return present.status === 'held' ? stay : { status, dueAt: null };
	}
};

/** Whether it may still be delivered. */
export const isOpen = (status: DeliveryStatus): boolean =>
	status === 'pending' || status === 'held';

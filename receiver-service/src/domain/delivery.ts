/**
 * The states of a delivery, and the only function that changes them.
 *
 * A delivery is `pending` while the next attempt has a time, and `held` while its subscription is
 * paused, disabled or deleted: nothing is due, nothing is lost. Both are open. It ends once:
 * `succeeded` by a 2xx, `dead_letter` when the policy's last attempt failed or the target refused
 * for good, `canceled` when nobody wants it any more (erasure, a deleted subscription without heir,
 * a listener for tests that went away). An end is final: a replay is a new delivery.
 *
 *   pending ── hold ──▶ held           held ── release ──▶ pending, due at once
 *   pending ── attempt ──▶ succeeded | pending, due later | dead_letter
 *                        | held, where the subscription came to rest meanwhile, or is gone (410)
 *   held ── attempt (a probe, or one in flight when it was held) ──▶ succeeded | held | dead_letter
 *   pending, held ── cancel ──▶ canceled
 */
import type { Delivery } from './types.ts';

/** What an attempt came to, for the delivery. */
export type Verdict =
	| { readonly kind: 'delivered' }
	/** May succeed later; `at` is null when the policy has no attempt left. */
	| { readonly kind: 'retry'; readonly at: number | null }
	/** This message is refused for good. */
	| { readonly kind: 'rejected' }
	/** The hook is gone (410): no attempt is due until someone enables or takes over the URL. */
	| { readonly kind: 'gone' };

export type DeliveryState = Pick<
	Delivery,
	'status' | 'attemptCount' | 'firstAttemptAt' | 'dueAt' | 'endedAt'
>;

export type DeliveryEvent =
	| {
			readonly kind: 'attempted';
			readonly startedAt: number;
			readonly endedAt: number;
			readonly verdict: Verdict;
			/** Whether the subscription still takes deliveries after this attempt. */
			readonly active: boolean;
			/** A probe of a disabled subscription does not use up the delivery's policy. */
			readonly probe: boolean;
	  }
	| { readonly kind: 'hold' }
	| { readonly kind: 'release'; readonly at: number }
	| { readonly kind: 'cancel'; readonly at: number };

/** Whether a delivery may still be attempted. */
export const isOpen = (state: Pick<DeliveryState, 'status'>): boolean =>
	state.status === 'pending' || state.status === 'held';

const ended = (
	state: DeliveryState,
	status: 'succeeded' | 'dead_letter' | 'canceled',
	at: number,
): DeliveryState => ({ ...state, status, dueAt: null, endedAt: at });

const held = (state: DeliveryState): DeliveryState => ({ ...state, status: 'held', dueAt: null });

const afterAttempt = (
	before: DeliveryState,
	event: DeliveryEvent & { readonly kind: 'attempted' },
): DeliveryState => {
	const state = {
		...before,
		attemptCount: before.attemptCount + 1,
		firstAttemptAt: before.firstAttemptAt ?? event.startedAt,
	};
	const { verdict } = event;
	switch (verdict.kind) {
		case 'delivered':
			return ended(state, 'succeeded', event.endedAt);
		case 'rejected':
			return ended(state, 'dead_letter', event.endedAt);
		case 'gone':
			return held(state);
		case 'retry':
			if (event.probe) return held(state);
			if (verdict.at === null) return ended(state, 'dead_letter', event.endedAt);
			return event.active ? { ...state, status: 'pending', dueAt: verdict.at } : held(state);
	}
};

/** The state after an event. An ended delivery stays as it is. */
export const advance = (state: DeliveryState, event: DeliveryEvent): DeliveryState => {
	if (!isOpen(state)) return state;
	switch (event.kind) {
		case 'attempted':
			return afterAttempt(state, event);
		case 'hold':
			return held(state);
		case 'release':
			return { ...state, status: 'pending', dueAt: event.at };
		case 'cancel':
			return ended(state, 'canceled', event.at);
	}
};

import { healthy } from '../domain/health.ts';
import type { DisabledReason, Subscription, SubscriptionHealth } from '../domain/types.ts';
import type { Context } from './context.ts';

/**
 * Writes a changed subscription; false when it is gone or another one has its identity. Its status
 * is left to `setStatus`: the dispatcher may have changed it meanwhile.
 */
export const putSubscription = async (
	context: Context,
	subscription: Subscription,
): Promise<boolean> => {
	const changed = { ...subscription, updatedAt: context.clock.now() };
	if (!(await context.store.updateSubscription(changed))) return false;
	const { status, disabledReason } = context.directory.subscription(changed.id) ?? changed;
	context.directory.putSubscription({ ...changed, status, disabledReason });
	context.dispatcher.changed(changed.id);
	return true;
};

export type StatusChange = {
	readonly status: Subscription['status'];
	readonly reason?: DisabledReason;
	/** What becomes of held deliveries on return to `active`. Default: they are released. */
	readonly held?: 'release' | 'cancel' | 'keep';
};

export type StatusChanged = {
	readonly held: number;
	readonly released: number;
	readonly canceled: number;
};

/** A subscription switched on again begins with a clean record; what it has delivered stays. */
const renewed = (health: SubscriptionHealth): SubscriptionHealth => ({
	...healthy,
	deliveriesCount: health.deliveriesCount,
	lastSuccessAt: health.lastSuccessAt,
	lastFailureAt: health.lastFailureAt,
});

/** Moves a subscription to a status, with what that does to its deliveries. */
export const setStatus = async (
	context: Context,
	subscription: Subscription,
	{ status, reason, held = status === 'active' ? 'release' : 'keep' }: StatusChange,
): Promise<StatusChanged> => {
	const at = context.clock.now();
	const disabledReason = reason ?? null;
	const health = status === 'active' ? renewed(context.directory.health(subscription.id)) : null;
	const change = { status, disabledReason, at, held, health };
	const { orgId, id } = subscription;
	const counts = (await context.store.setSubscriptionStatus(orgId, id, change)) ?? {
		held: 0,
		released: 0,
		canceled: 0,
	};
	const current = context.directory.subscription(subscription.id);
	if (current === undefined) return counts;
	context.directory.putSubscription({ ...current, status, disabledReason, updatedAt: at });
	if (health !== null) context.directory.putHealth(subscription.id, health);
	context.dispatcher.changed(subscription.id);
	if (counts.released > 0) context.dispatcher.wake(subscription.targetId);
	return counts;
};

import type { Subscription } from '../../domain/types.ts';
import type { Context } from '../context.ts';

/** Newest dead letters that are looked at: one that came after the latest success is enough. */
const looked = 20;

/**
 * Whether a delivery to this hook was given up since it last took one. The rows tell, whatever was
 * lost with the process that gave it up; a hook that works is not asked about.
 */
export const hasDeadLetter = async (
	{ directory, store }: Pick<Context, 'directory' | 'store'>,
	{ id, kind, mode, orgId }: Subscription,
): Promise<boolean> => {
	if (kind !== 'hook' || mode !== 'live') return false;
	const { lastFailureAt, lastSuccessAt } = directory.health(id);
	const workedAt = lastSuccessAt ?? Number.NEGATIVE_INFINITY;
	if (lastFailureAt === null || lastFailureAt <= workedAt) return false;
	const { items } = await store.listDeliveries(
		{ orgId, subscriptionId: id, messageId: null, statuses: ['dead_letter'], types: [] },
		{ limit: looked, order: 'desc', after: null, since: null, until: null },
	);
	return items.some(({ lastAttemptAt }) => lastAttemptAt !== null && lastAttemptAt > workedAt);
};

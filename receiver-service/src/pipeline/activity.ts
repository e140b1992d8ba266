import type { DeliveryStatus, ReceiptOutcome, Subscription } from '../domain/types.ts';
import type { Alerts } from './alerts/index.ts';
import type { Live } from './live.ts';
import type { Statistics } from './statistics.ts';

/** What the way of an event tells those who count, watch or warn. Costs next to nothing. */
export type ActivityLog = {
	readonly received: (orgId: string, sourceId: string | null, outcome: ReceiptOutcome) => void;
	readonly attempted: (
		subscription: Subscription,
		failed: boolean,
		status: DeliveryStatus,
		durationMs: number,
	) => void;
	/** This replica delivers to these from now on. */
	readonly taken: (subscriptionIds: readonly string[]) => void;
};

export const createActivityLog = (
	statistics: Statistics,
	live: Live,
	alerts: () => Alerts,
): ActivityLog => ({
	received: (orgId, sourceId, outcome) => {
		const isStored = outcome === 'accepted' || outcome === 'quarantined';
		if (isStored) statistics.count(orgId, 'events');
		if (outcome === 'duplicate') statistics.count(orgId, 'duplicates');
		else if (outcome !== 'accepted') statistics.count(orgId, outcome);
		live.received(orgId, sourceId, isStored);
		if (outcome === 'rejected') alerts().failed();
		else alerts().worked();
	},
	attempted: (subscription, failed, status, durationMs) => {
		const { orgId, id, mode, kind } = subscription;
		const deadLetter = status === 'dead_letter';
		statistics.attempted(orgId, id, { failed, deadLetter, durationMs });
		live.attempted(orgId, id, deadLetter ? 'dead_letter' : failed ? 'failed' : 'succeeded');
		if (failed) alerts().failed();
		else alerts().worked();
		if (deadLetter && mode === 'live' && kind === 'hook') alerts().deadLettered(subscription);
	},
	taken: (subscriptionIds) => alerts().taken(subscriptionIds),
});

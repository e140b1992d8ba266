import type { SourceHealth, Subscription } from '../domain/types.ts';
import type { ReplicaEvents } from '../ports.ts';
import type { Context } from './context.ts';

/** Members in one order: rows and memory write them in different ones. */
const contentOf = (subscription: Subscription): string =>
	JSON.stringify(Object.entries(subscription).toSorted(([one], [other]) => (one < other ? -1 : 1)));

const later = (one: number | null, other: number | null): number | null =>
	one === null || other === null ? (one ?? other) : Math.max(one, other);

/** What two replicas saw of a source: the latest times, and the count of whoever saw it last. */
const merged = (ours: SourceHealth, theirs: SourceHealth): SourceHealth => {
	const lastOf = ({ lastEventAt, lastRejectionAt }: SourceHealth) =>
		later(lastEventAt, lastRejectionAt) ?? 0;
	const newest = lastOf(theirs) > lastOf(ours) ? theirs : ours;
	return {
		lastEventAt: later(ours.lastEventAt, theirs.lastEventAt),
		consecutiveRejections: newest.consecutiveRejections,
		lastRejectionAt: later(ours.lastRejectionAt, theirs.lastRejectionAt),
		consecutiveFailures: newest.consecutiveFailures,
	};
};

/** Keeps the directory and the dispatcher in step with what other replicas write. */
export const createReplicaEvents = (
	{
		activity,
		directory,
		dispatcher,
		live,
		replication,
		store,
	}: Pick<Context, 'activity' | 'directory' | 'dispatcher' | 'live' | 'replication' | 'store'>,
	/** This replica's own part of the dispatching. */
	own: Pick<Context['dispatcher'], 'wake' | 'keepsUp' | 'handed' | 'leave' | 'pause'>,
): ReplicaEvents => ({
	organisation: directory.putOrganisation,
	key: (key) => {
		directory.putKey(key);
		// A derived signature comes and goes with its key.
		for (const { id, keyId, formerKeyIds } of directory.subscriptionsOf(key.orgId)) {
			if (keyId === key.id || formerKeyIds.includes(key.id)) dispatcher.changed(id);
		}
	},
	source: (id, source) => {
		if (source === null) directory.removeSource(id);
		else directory.putSource(source);
	},
	subscription: (id, subscription) => {
		const present = directory.subscription(id);
		if (subscription === null) {
			if (present === undefined) return;
			directory.removeSubscription(id);
		} else {
			if (present !== undefined && contentOf(present) === contentOf(subscription)) return;
			directory.putSubscription(subscription);
		}
		dispatcher.changed(id);
	},
	health: directory.putHealth,
	deliversTo: (id) => {
		const targetId = directory.subscription(id)?.targetId;
		return targetId !== undefined && typeof replication?.fenceOf(targetId) === 'number';
	},
	sourceHealth: (id, health) =>
		directory.putSourceHealth(id, merged(directory.sourceHealth(id), health)),
	calls: directory.markCalls,
	erasure: (orgId) => {
		directory.noteErasure(orgId);
		for (const { id } of directory.subscriptionsOf(orgId)) dispatcher.changed(id);
	},
	taking: async (targetIds) => {
		const ids = targetIds.flatMap((targetId) =>
			directory.subscriptionsOfTarget(targetId).map(({ id }) => id),
		);
		if (ids.length === 0) return;
		for (const { subscriptionId, ...health } of await store.getSubscriptionHealth(ids)) {
			directory.putHealth(subscriptionId, health);
		}
		activity.taken(ids);
	},
	due: own.wake,
	keepsUp: own.keepsUp,
	handed: own.handed,
	leaving: own.leave,
	paused: own.pause,
	told: live.told,
});

import type { IdMaker } from '../domain/id.ts';
import type { Subscription } from '../domain/types.ts';
import type {
	Clock,
	Log,
	Metrics,
	Random,
	Replication,
	Sender,
	Settlement,
	Store,
	Vault,
} from '../ports.ts';
import type { ActivityLog } from './activity.ts';
import {
	attemptRecord,
	type Judgement,
	judgeAttempt,
	type MadeAttempt,
	makeAttempt,
	policyOf,
	type ReceiveInSandbox,
} from './attempt.ts';
import { applyConsequence } from './consequence.ts';
import type { Directory } from './directory.ts';
import { createDurable } from './durable.ts';
import { type Entry, type Lane, learn } from './lane.ts';
import { createOutboundRequests } from './outbound-request.ts';

/** What delivering needs. */
export type DeliveryContext = {
	readonly store: Pick<
		Store,
		| 'settle'
		| 'claimDue'
		| 'nextDue'
		| 'bringForward'
		| 'claimProbe'
		| 'pendingTargets'
		| 'setSubscriptionStatus'
		| 'deleteSubscription'
		| 'addAuditEntry'
	>;
	readonly vault: Vault;
	readonly clock: Clock;
	readonly random: Random;
	readonly newId: IdMaker;
	readonly log: Log;
	readonly metrics: Pick<Metrics, 'attempted' | 'deliveryLag'>;
	readonly sender: Sender;
	readonly directory: Directory;
	readonly receiveInSandbox: ReceiveInSandbox;
	readonly activity?: Pick<ActivityLog, 'attempted'> | undefined;
	/** Where replicas share the targets out among them. */
	readonly leases?: Pick<Replication, 'fenceOf' | 'pause' | 'readHanded'> | undefined;
};

/** What the attempts tell the lanes. */
export type LaneEvents = {
	readonly started: (lane: Lane) => void;
	readonly ended: (lane: Lane) => void;
	/** On disk: the delivery may leave memory. `dueAt` says when its row is due again. */
	readonly settled: (lane: Lane, entry: Entry, dueAt: number | null) => void;
	/** The subscription came to rest: what waits for it is held in rows. */
	readonly rested: (subscriptionId: string) => void;
	/** Rows of this target were released. */
	readonly released: (targetId: string) => void;
	/** All results so far are on disk. */
	readonly written: () => void;
};

export type Attempts = {
	readonly start: (lane: Lane, entry: Entry, subscription: Subscription, probe?: boolean) => void;
	/** Settles, without an attempt, a delivery whose subscription is gone or at rest. */
	readonly putAside: (lane: Lane, entry: Entry, subscription: Subscription | undefined) => void;
	readonly forget: (subscriptionId: string) => void;
	/** Results that are not on disk yet. */
	readonly unsettled: () => number;
	readonly stop: () => void;
};

/** Makes attempts, and sees to it that what they came to is on disk before they are forgotten. */
export const createAttempts = (context: DeliveryContext, lanes: LaneEvents): Attempts => {
	const { store, clock, directory, log, metrics } = context;
	const requests = createOutboundRequests(context);
	const durable = createDurable(context, lanes.written);
	let stopped = false;
	const attemptContext = {
		sender: context.sender,
		receiveInSandbox: context.receiveInSandbox,
		requests,
		now: clock.now,
		onFault: (fault: unknown) => log.error('delivery.fault', { error: String(fault) }),
	};

	const settle = (settlement: Settlement, done: () => void) => {
		const { subscriptionId } = settlement;
		const write = () => {
			// A repeated write must not bring back an older health.
			const known = directory.subscription(subscriptionId) !== undefined;
			const health = known ? directory.health(subscriptionId) : settlement.health;
			return store.settle({ ...settlement, health });
		};
		durable.write('delivery.settle', write, done);
	};

	const report = (
		{ due }: Entry,
		subscription: Subscription,
		made: MadeAttempt,
		{ classified, state }: Judgement,
	) => {
		const { delivery, message } = due;
		const { durationMs } = made.result;
		const failed = classified.error !== null;
		context.activity?.attempted(subscription, failed, state.status, durationMs);
		metrics.attempted(subscription.platform, classified.outcome, durationMs / 1_000);
		if (state.status === 'succeeded' && !delivery.replay) {
			metrics.deliveryLag((made.endedAt - message.receivedAt) / 1_000);
		}
		log.info('delivery.attempt', {
			org_id: delivery.orgId,
			message_id: message.id,
			delivery_id: delivery.id,
			subscription_id: subscription.id,
			platform: subscription.platform,
			attempt: state.attemptCount,
			outcome: classified.outcome,
			status: made.result.kind === 'response' ? made.result.status : null,
			duration_ms: Math.round(durationMs),
			delivery_status: state.status,
		});
	};

	const finish = (
		lane: Lane,
		entry: Entry,
		subscription: Subscription,
		made: MadeAttempt,
		judged: Judgement,
	) => {
		const { delivery } = entry.due;
		const { state, classified, health, consequence } = judged;
		learn(lane, {
			failed: classified.error !== null,
			slowTarget: classified.slowTarget,
			retryAfterMs: classified.retryAfterMs,
			at: made.endedAt,
		});
		const current = directory.subscription(subscription.id);
		if (current !== undefined) directory.putHealth(subscription.id, health);
		const settlement: Settlement = {
			deliveryId: delivery.id,
			orgId: delivery.orgId,
			subscriptionId: subscription.id,
			status: state.status,
			dueAt: state.dueAt,
			attempt: attemptRecord(context.newId('att'), made, classified),
			attemptCount: state.attemptCount,
			health,
			fence: entry.due.fence,
		};
		settle(settlement, () => lanes.settled(lane, entry, state.dueAt));
		if (consequence !== 'none' && current !== undefined) {
			const { fence } = entry.due;
			const taught = { consequence, subscription: current, health, at: made.endedAt, fence };
			applyConsequence(context, durable, taught, lanes.released);
			if (consequence !== 'enable') lanes.rested(current.id);
		}
		report(entry, subscription, made, judged);
		lanes.ended(lane);
	};

	const run = async (lane: Lane, entry: Entry, subscription: Subscription, probe: boolean) => {
		const { due } = entry;
		const policy = policyOf(subscription, due.message.vendor);
		const made = await makeAttempt(attemptContext, subscription, due, policy);
		// Cut off by the stop: its row is still pending, and the next start tries again.
		if (stopped) return;
		const judged = judgeAttempt({
			made,
			due,
			sentFor: subscription,
			current: directory.subscription(subscription.id),
			health: directory.health(subscription.id),
			policy,
			probe,
			fraction: context.random.fraction,
		});
		finish(lane, entry, subscription, made, judged);
	};

	return {
		start: (lane, entry, subscription, probe = false) => {
			lanes.started(lane);
			void run(lane, entry, subscription, probe);
		},
		putAside: (lane, entry, subscription) => {
			const { delivery } = entry.due;
			// A listener for tests whose time is over wants nothing any more.
			const isAtRest = subscription !== undefined && subscription.status !== 'active';
			const settlement: Settlement = {
				deliveryId: delivery.id,
				orgId: delivery.orgId,
				subscriptionId: delivery.subscriptionId,
				status: isAtRest ? 'held' : 'canceled',
				dueAt: null,
				attempt: null,
				attemptCount: delivery.attemptCount,
				health: directory.health(delivery.subscriptionId),
				fence: entry.due.fence,
			};
			settle(settlement, () => lanes.settled(lane, entry, null));
		},
		forget: requests.forget,
		unsettled: durable.waiting,
		stop: () => {
			stopped = true;
			durable.stop();
		},
	};
};

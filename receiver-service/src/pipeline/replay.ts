import { notFound } from '../domain/not-found.ts';
import { Refusal } from '../domain/refusal.ts';
import type { DeliveryStatus, Message, Subscription } from '../domain/types.ts';
import type { DeliveryQuery, ListOptions, MessageQuery, NewDelivery } from '../ports.ts';
import type { Context } from './context.ts';
import { offerDeliveries, planDeliveries } from './fan-out.ts';
import { ownSubscription } from './own.ts';

/** How much one request does; the answer says where to go on. */
const requestBounds = {
	/** Rows read, and written, in one transaction. */
	batchSize: 200,
	maxRows: 10_000,
} as const;

/** Writes new deliveries of one or more messages in one transaction. */
const addAll = async (
	context: Context,
	orgId: string,
	planned: readonly { readonly messageId: string; readonly deliveries: readonly NewDelivery[] }[],
	createdAt: number,
) => {
	const rows = planned.flatMap(({ messageId, deliveries }) =>
		deliveries.map((delivery) => ({ ...delivery, orgId, messageId, createdAt })),
	);
	if (rows.length > 0) await context.store.addDeliveries(rows);
	return rows;
};

const acceptedMessage = async (context: Context, orgId: string, id: string): Promise<Message> => {
	const message = await context.store.getMessage(orgId, id);
	if (message === null) throw notFound('message');
	if (message.status === 'quarantined') throw new Refusal('message_quarantined');
	return message;
};

/**
 * Delivers a message again: to one subscription, whether it would match or not, or to every one
 * that matches now. Resolves once the new deliveries are on disk.
 */
export const replayMessage = async (
	context: Context,
	orgId: string,
	{
		messageId,
		subscriptionId,
	}: { readonly messageId: string; readonly subscriptionId: string | null },
): Promise<readonly NewDelivery[]> => {
	const only =
		subscriptionId === null ? null : [ownSubscription(context, orgId, subscriptionId).id];
	const message = await acceptedMessage(context, orgId, messageId);
	const now = context.clock.now();
	const deliveries = planDeliveries(context, message, now, { only, replay: true });
	await addAll(context, orgId, [{ messageId: message.id, deliveries }], now);
	offerDeliveries(context, message, deliveries, now);
	return deliveries;
};

const isOpen = (status: DeliveryStatus): boolean => status === 'pending' || status === 'held';

/** A new delivery to a subscription. */
const replayOf = (context: Context, subscription: Subscription, now: number): NewDelivery => ({
	id: context.newId('dlv'),
	subscriptionId: subscription.id,
	targetId: subscription.targetId,
	status: subscription.status === 'active' ? 'pending' : 'held',
	replay: true,
	dueAt: now,
});

/** Makes a new delivery of the same message to the same subscription; returns its id. */
export const replayDelivery = async (
	context: Context,
	orgId: string,
	id: string,
): Promise<string> => {
	const found = await context.store.getDelivery(orgId, id);
	if (found === null) throw notFound('delivery');
	const { messageId, subscriptionId } = found.delivery;
	if (context.directory.subscription(subscriptionId)?.orgId !== orgId) {
		throw new Refusal('subscription_gone');
	}
	if (found.message === null) throw new Refusal('message_gone');
	const [delivery] = await replayMessage(context, orgId, { messageId, subscriptionId });
	if (delivery === undefined) throw new Refusal('subscription_gone');
	return delivery.id;
};

/**
 * Delivers these again, each to its own subscription, in one transaction. Leaves out what is still
 * on its way, and what has no subscription or message any more.
 */
export const replayDeliveries = async (
	context: Context,
	orgId: string,
	ids: readonly string[],
): Promise<{ readonly messages: number; readonly deliveries: number }> => {
	const found = await Promise.all(
		[...new Set(ids)].map((id) => context.store.getDelivery(orgId, id)),
	);
	if (found.includes(null)) throw notFound('delivery');
	const now = context.clock.now();
	const planned = found.flatMap((one) => {
		if (one === null || one.message === null || isOpen(one.delivery.status)) return [];
		const { messageId, subscriptionId } = one.delivery;
		const subscription = context.directory.subscription(subscriptionId);
		if (subscription?.orgId !== orgId) return [];
		return [{ messageId, deliveries: [replayOf(context, subscription, now)] }];
	});
	const added = await addAll(context, orgId, withoutRepeats(new Set(), planned), now);
	for (const targetId of new Set(added.map((row) => row.targetId))) {
		context.dispatcher.wake(targetId);
	}
	const messages = new Set(added.map(({ messageId }) => messageId));
	return { messages: messages.size, deliveries: added.length };
};

export type ReplayRange = {
	readonly subscriptionId: string | null;
	/** Exact types, or `<vendor>.*`; empty: all. */
	readonly types: readonly string[];
	/** With any: the deliveries that ended so, each again to its own subscription. */
	readonly statuses: readonly DeliveryStatus[];
	readonly since: number;
	/** Not later than the first request of the range: what that adds is no part of it. */
	readonly until: number;
	/** Where an earlier request of the same range stopped. */
	readonly after: string | null;
};

export type ReplayedRange = {
	readonly messages: number;
	readonly deliveries: number;
	/** Null when the range is done; else what to give as `after`. */
	readonly next: string | null;
};

/** One page of work: what was planned, and where it ended. */
type Step = {
	readonly planned: readonly {
		readonly messageId: string;
		readonly deliveries: readonly NewDelivery[];
	}[];
	readonly rows: number;
	readonly last: string | null;
	readonly hasMore: boolean;
};

const messageStep = async (
	context: Context,
	orgId: string,
	range: ReplayRange,
	options: ListOptions,
): Promise<Step> => {
	const query: MessageQuery = {
		orgId,
		types: range.types,
		sourceId: null,
		filter: {},
		callId: null,
		candidateId: null,
		subjects: [],
		statuses: [],
		// A test was meant for whom it named, not for a range.
		includeTests: false,
	};
	const page = await context.store.listSummaries(query, options);
	const now = context.clock.now();
	const planned = page.items.map((message) => ({
		messageId: message.id,
		deliveries: planDeliveries(context, message, now, { replay: true }).filter(
			({ subscriptionId }) =>
				range.subscriptionId === null || subscriptionId === range.subscriptionId,
		),
	}));
	const last = page.items.at(-1)?.seq ?? null;
	return { planned, rows: page.items.length, last, hasMore: page.hasMore };
};

const deliveryStep = async (
	context: Context,
	orgId: string,
	range: ReplayRange,
	options: ListOptions,
): Promise<Step> => {
	const query: DeliveryQuery = {
		orgId,
		subscriptionId: range.subscriptionId,
		messageId: null,
		statuses: range.statuses,
		types: range.types,
	};
	const page = await context.store.listDeliveries(query, options);
	const now = context.clock.now();
	const planned = page.items.flatMap(({ messageId, subscriptionId }) => {
		const subscription = context.directory.subscription(subscriptionId);
		if (subscription?.orgId !== orgId) return [];
		return [{ messageId, deliveries: [replayOf(context, subscription, now)] }];
	});
	const last = page.items.at(-1)?.id ?? null;
	return { planned, rows: page.items.length, last, hasMore: page.hasMore };
};

/** Leaves out what this request has already planned: a failure and its failed replay are one. */
const withoutRepeats = (seen: Set<string>, planned: Step['planned']): Step['planned'] =>
	planned.flatMap(({ messageId, deliveries }) => {
		const fresh = deliveries.filter(({ subscriptionId }) => {
			const key = `${messageId}\n${subscriptionId}`;
			if (seen.has(key)) return false;
			seen.add(key);
			return true;
		});
		return fresh.length === 0 ? [] : [{ messageId, deliveries: fresh }];
	});

/**
 * Delivers a range again, in bounded batches. Without statuses: every accepted message of the
 * range to whoever matches now. With statuses: the deliveries that ended so, to their own
 * subscription. Stops after a bounded number of rows and says where to go on.
 */
export const replayRange = async (
	context: Context,
	orgId: string,
	range: ReplayRange,
	{ batchSize, maxRows }: { readonly batchSize: number; readonly maxRows: number } = requestBounds,
): Promise<ReplayedRange> => {
	if (range.subscriptionId !== null) ownSubscription(context, orgId, range.subscriptionId);
	const step = range.statuses.length === 0 ? messageStep : deliveryStep;
	const seen = new Set<string>();
	const messages = new Set<string>();
	let after = range.after;
	let deliveries = 0;
	let rows = 0;
	for (;;) {
		const options = {
			limit: batchSize,
			order: 'asc',
			after,
			since: range.since,
			until: range.until,
		} as const;
		const { planned, rows: read, last, hasMore } = await step(context, orgId, range, options);
		const batch = withoutRepeats(seen, planned);
		const added = await addAll(context, orgId, batch, context.clock.now());
		for (const targetId of new Set(added.map((row) => row.targetId)))
			context.dispatcher.wake(targetId);
		for (const { messageId } of batch) messages.add(messageId);
		deliveries += added.length;
		rows += read;
		after = last ?? after;
		if (!hasMore) return { messages: messages.size, deliveries, next: null };
		if (rows >= maxRows) return { messages: messages.size, deliveries, next: after };
	}
};

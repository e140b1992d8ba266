import { matches } from '../domain/subscription-match.ts';
import type { FieldMap, MessageSummary, Subscription } from '../domain/types.ts';
import type { DeliverableMessage, NewDelivery } from '../ports.ts';
import type { Context } from './context.ts';

const noFieldMap: FieldMap = {};

/** The field map of the source a message came by; published messages have none. */
export const fieldMapOf = (
	context: Pick<Context, 'directory'>,
	sourceId: string | null,
): FieldMap =>
	(sourceId === null ? undefined : context.directory.source(sourceId)?.fieldMap) ?? noFieldMap;

/** The subscriptions that want a message, or, where `only` names them, those and no filter. */
const recipients = (
	context: Pick<Context, 'directory'>,
	message: MessageSummary,
	now: number,
	only: readonly string[] | null,
): readonly Subscription[] => {
	const { directory } = context;
	if (only !== null) {
		return only.flatMap((id) => {
			const subscription = directory.subscription(id);
			return subscription?.orgId === message.orgId ? [subscription] : [];
		});
	}
	const fieldMap = fieldMapOf(context, message.sourceId);
	return directory
		.subscribersOf(message.orgId, message.vendor, message.type)
		.filter(
			(subscription) =>
				(subscription.expiresAt === null || subscription.expiresAt > now) &&
				matches(subscription, message, fieldMap),
		);
};

/**
 * Decides which subscriptions get a message: one new delivery each, held where the subscription is
 * paused or disabled. `only` names the recipients instead (replays and tests).
 */
export const planDeliveries = (
	context: Pick<Context, 'directory' | 'newId'>,
	message: MessageSummary,
	now: number,
	options: { readonly only?: readonly string[] | null; readonly replay?: boolean } = {},
): readonly NewDelivery[] =>
	recipients(context, message, now, options.only ?? null).map((subscription) => ({
		id: context.newId('dlv'),
		subscriptionId: subscription.id,
		targetId: subscription.targetId,
		status: subscription.status === 'active' ? 'pending' : 'held',
		replay: options.replay ?? false,
		dueAt: now,
	}));

/** Hands deliveries that were just committed to the dispatcher, without reading them back. */
export const offerDeliveries = (
	context: Pick<Context, 'dispatcher'>,
	message: DeliverableMessage,
	deliveries: readonly NewDelivery[],
	createdAt: number,
): void => {
	const pending = deliveries.filter(({ status }) => status === 'pending');
	if (pending.length === 0) return;
	context.dispatcher.offer(
		pending.map(({ id, subscriptionId, targetId, replay, dueAt }) => ({
			message,
			delivery: {
				id,
				orgId: message.orgId,
				messageId: message.id,
				subscriptionId,
				targetId,
				status: 'pending',
				replay,
				attemptCount: 0,
				createdAt,
				firstAttemptAt: null,
				dueAt,
				endedAt: null,
				lastStatusCode: null,
				lastError: null,
			},
		})),
	);
};

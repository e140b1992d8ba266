import { z } from 'zod';
import { attemptErrorTextOrNull } from '../domain/attempt-error.ts';
import { timeText, timeTextOrNull } from '../domain/time-text.ts';
import type { Attempt } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';
import type { ListedDelivery } from '../ports.ts';
import { localizedSchema } from './schemas.ts';

const deliveryStatuses = ['pending', 'held', 'succeeded', 'dead_letter', 'canceled'] as const;
export const deliveryStatusSchema = z.enum(deliveryStatuses);

/** Deliveries shown with a message; the list has the rest. */
const shownWithMessage = 1_000;
const pageSize = 100;

/** A delivery in a list. */
export const deliverySchema = z
	.object({
		id: z.string(),
		message_id: z.string(),
		type: z.string(),
		subscription_id: z.string(),
		subscription_name: z.string().nullable().describe('Null where it has none, or is gone.'),
		status: deliveryStatusSchema,
		replay: z.boolean(),
		attempt_count: z.number().int(),
		attempts_count: z.number().int().describe('The same as `attempt_count`.'),
		created_at: z.string(),
		first_attempt_at: z.string().nullable(),
		last_attempt_at: z.string().nullable(),
		next_attempt_at: z
			.string()
			.nullable()
			.describe('When the next attempt is due; null once ended.'),
		ended_at: z.string().nullable(),
		last_status_code: z.number().int().nullable(),
		last_status: z.number().int().nullable().describe('The same as `last_status_code`.'),
		last_error: z.string().nullable(),
		last_error_text: localizedSchema.nullable().describe('The same in every language.'),
	})
	.meta({ id: 'Delivery', description: 'One message on its way to one subscription.' });

export const showDelivery = (context: Pick<Context, 'directory'>, delivery: ListedDelivery) => ({
	id: delivery.id,
	message_id: delivery.messageId,
	type: delivery.type,
	subscription_id: delivery.subscriptionId,
	subscription_name: context.directory.subscription(delivery.subscriptionId)?.name ?? null,
	status: delivery.status,
	replay: delivery.replay,
	attempt_count: delivery.attemptCount,
	attempts_count: delivery.attemptCount,
	created_at: timeText(delivery.createdAt),
	first_attempt_at: timeTextOrNull(delivery.firstAttemptAt),
	last_attempt_at: timeTextOrNull(delivery.lastAttemptAt),
	next_attempt_at: timeTextOrNull(delivery.dueAt),
	ended_at: timeTextOrNull(delivery.endedAt),
	last_status_code: delivery.lastStatusCode,
	last_status: delivery.lastStatusCode,
	last_error: delivery.lastError,
	last_error_text: attemptErrorTextOrNull(delivery.lastError),
});

/** One HTTP try, as the detail of a delivery shows it. */
export const attemptSchema = z.object({
	at: z.string(),
	status: z.number().int().nullable().describe('HTTP status; null when no response came.'),
	duration_ms: z.number(),
	response_excerpt: z.string().nullable(),
	error: z.string().nullable(),
	error_text: localizedSchema.nullable().describe('The same in every language.'),
	outcome: z.string(),
});

export const showAttempt = (attempt: Attempt) => ({
	at: timeText(attempt.at),
	status: attempt.status,
	duration_ms: attempt.durationMs,
	response_excerpt: attempt.responseExcerpt,
	error: attempt.error,
	error_text: attemptErrorTextOrNull(attempt.error),
	outcome: attempt.outcome,
});

/** The deliveries of a message, newest first, up to a bound far above what a message has. */
export const deliveriesOfMessage = async (context: Context, orgId: string, messageId: string) => {
	const query = { orgId, messageId, subscriptionId: null, statuses: [], types: [] };
	const found: ListedDelivery[] = [];
	let after: string | null = null;
	for (;;) {
		const options = { limit: pageSize, order: 'desc', after, since: null, until: null } as const;
		const page = await context.store.listDeliveries(query, options);
		found.push(...page.items);
		after = page.items.at(-1)?.id ?? null;
		if (!page.hasMore || found.length >= shownWithMessage) return found;
	}
};

import type { Subscription } from '../../../../domain/types.ts';
import type { Database } from '../database.ts';

/** The document holds everything but what other operations change: those are columns. */
export const subscriptionColumns = 'document, status, disabled_reason, updated_at';

export type SubscriptionRow = {
	readonly document: string;
	readonly status: Subscription['status'];
	readonly disabled_reason: Subscription['disabledReason'];
	readonly updated_at: number;
};

export const subscriptionOf = (row: SubscriptionRow): Subscription => ({
	...JSON.parse(row.document),
	status: row.status,
	disabledReason: row.disabled_reason,
	updatedAt: row.updated_at,
});

export const subscriptionDocument = (subscription: Subscription): string => {
	const { status, disabledReason, updatedAt, ...document } = subscription;
	return JSON.stringify(document);
};

export const allSubscriptions = (database: Database): readonly Subscription[] =>
	database
		.all<SubscriptionRow>(`SELECT ${subscriptionColumns} FROM subscriptions ORDER BY id`)
		.map(subscriptionOf);

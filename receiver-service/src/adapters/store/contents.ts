import type { Alert, AlertEvent, AlertState } from '../../domain/alert.ts';
import type {
	ApiKey,
	Attempt,
	AuditEntry,
	CallContext,
	CapturedSample,
	Delivery,
	IdempotencyRecord,
	Member,
	Message,
	Organisation,
	Receipt,
	SandboxRequest,
	Session,
	SignInLink,
	Source,
	SourceHealth,
	Subscription,
	SubscriptionHealth,
} from '../../domain/types.ts';
import type { BacklogEntry, FilterValue, StatisticsEntry } from '../../ports.ts';
import type { OutboxRow } from './alert-rows.ts';
import type { BacklogCountRow } from './backlog-rows.ts';

/** A message with its place in commit order. */
export type PlacedMessage = { readonly seq: number; readonly message: Message };

/** Everything that a store holds, one kind after the other: to be moved to another engine. */
export type Contents = {
	readonly settings: Iterable<{ readonly name: string; readonly value: string }>;
	readonly organisations: Iterable<Organisation>;
	readonly keys: Iterable<ApiKey>;
	readonly sources: Iterable<Source>;
	readonly sourceHealth: Iterable<SourceHealth & { readonly sourceId: string }>;
	readonly subscriptions: Iterable<Subscription>;
	readonly subscriptionHealth: Iterable<{
		readonly subscriptionId: string;
		readonly orgId: string;
		readonly health: SubscriptionHealth;
	}>;
	readonly handovers: Iterable<{
		readonly subscriptionId: string;
		readonly orgId: string;
		readonly urlHash: string;
		readonly until: number;
	}>;
	readonly messages: Iterable<PlacedMessage>;
	readonly deduplication: Iterable<{
		readonly key: Uint8Array;
		readonly messageId: string;
		readonly seenAt: number;
	}>;
	readonly deliveries: Iterable<Delivery>;
	readonly attempts: Iterable<{
		readonly orgId: string;
		readonly deliveryId: string;
		readonly attempt: Attempt;
	}>;
	readonly receipts: Iterable<Receipt>;
	readonly filterValues: Iterable<FilterValue>;
	readonly samples: Iterable<CapturedSample>;
	readonly idempotency: Iterable<IdempotencyRecord>;
	readonly sandboxRequests: Iterable<SandboxRequest>;
	readonly callContexts: Iterable<CallContext>;
	readonly members: Iterable<Member>;
	readonly signInLinks: Iterable<SignInLink>;
	readonly sessions: Iterable<Session>;
	readonly auditLog: Iterable<AuditEntry>;
	readonly statistics: Iterable<StatisticsEntry>;
	readonly backlog: Iterable<BacklogEntry>;
	readonly backlogCounts: Iterable<BacklogCountRow>;
	readonly alerts: Iterable<Alert & AlertState>;
	readonly alertEvents: Iterable<AlertEvent>;
	readonly alertOutbox: Iterable<OutboxRow>;
	readonly alertEndings: Iterable<OutboxRow>;
};
export type ContentKind = keyof Contents;

/** How many of each kind there are. */
export type ContentCounts = Readonly<Record<ContentKind, number>>;

/**
 * What the pipeline needs of the outside world, declared by its consumer. `service.ts` is the only
 * place that chooses who fulfils them.
 */
import type { FilterField, Localized } from '@voicehooks/core';
import type { Alert, AlertEvent, AlertNotice, AlertPhase, AlertState } from './domain/alert.ts';
import type { BacklogSize } from './domain/backlog.ts';
import type {
	ApiKey,
	Attempt,
	AuditEntry,
	CallContext,
	CapturedSample,
	Delivery,
	DeliveryStatus,
	DisabledReason,
	IdempotencyRecord,
	Member,
	Message,
	MessageSummary,
	Organisation,
	Receipt,
	ReceiptOutcome,
	SandboxRequest,
	Sealed,
	SealPurpose,
	Session,
	SignInLink,
	Source,
	SourceHealth,
	Subscription,
	SubscriptionHealth,
} from './domain/types.ts';

/** Time and timers. Nothing else reads the machine's clock. */
export type Clock = {
	/** Unix milliseconds. */
	readonly now: () => number;
	/** Runs once after that many milliseconds; returns what cancels it. Does not keep the process up. */
	readonly after: (milliseconds: number, run: () => void) => () => void;
};

/** Randomness: bytes for secrets and ids, a fraction in [0, 1) for jitter. */
export type Random = {
	readonly bytes: (count: number) => Buffer;
	readonly fraction: () => number;
};

/** Keeps secrets: seals for storage, opens, and hashes for look-up. */
export type Vault = {
	/** `purpose` is bound into the ciphertext: a value sealed for one use does not open for another. */
	readonly seal: (purpose: SealPurpose, text: string) => Sealed;
	/** Throws when the text was tampered with or its key is not at hand. */
	readonly open: (purpose: SealPurpose, sealed: Sealed) => string;
	/** Keyed hash (hex, 32 characters) for equality without the text; stable over key rotation. */
	readonly index: (purpose: string, text: string) => string;
	/** Key that signs access tokens and cookies. */
	readonly tokenKey: () => Buffer;
};

/** Cursor of a list: opaque outside, the last item's position inside. */
export type Page<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean };

export type ListOptions = {
	readonly limit: number;
	readonly order: 'asc' | 'desc';
	/** The position (seq of a message, id of anything else) of the last item of the page before. */
	readonly after: string | null;
	/** Inclusive, on the item's main time. */
	readonly since: number | null;
	/** Exclusive. */
	readonly until: number | null;
};

export type NewDelivery = {
	readonly id: string;
	readonly subscriptionId: string;
	readonly targetId: string;
	readonly status: 'pending' | 'held';
	readonly replay: boolean;
	readonly dueAt: number;
};

export type AcceptMessage = {
	readonly message: Message;
	/** Keyed hash of what makes two requests the same event. */
	readonly deduplicationKey: string;
	readonly deliveries: readonly NewDelivery[];
	/** Values seen, for dropdowns; the pipeline sends only those it has not sent lately. */
	readonly filterValues: readonly FilterValue[];
	readonly sample: CapturedSample | null;
};

export type AcceptResult =
	| { readonly kind: 'accepted' }
	| { readonly kind: 'duplicate'; readonly messageId: string };

/** `label` helps people tell values apart; null where the value says it all. */
export type FilterValue = {
	readonly orgId: string;
	readonly sourceId: string;
	readonly field: FilterField;
	readonly value: string;
	readonly lastSeenAt: number;
	readonly subjects: readonly string[];
};

/** All an attempt needs, in one read. */
export type DueDelivery = {
	readonly delivery: Delivery;
	readonly message: DeliverableMessage;
	/** Number of the lease it was claimed under; none where one replica has the database. */
	readonly fence?: number | undefined;
};

/** The part of a message that delivering reads. */
export type DeliverableMessage = Pick<
	Message,
	| 'id'
	| 'orgId'
	| 'vendor'
	| 'event'
	| 'type'
	| 'test'
	| 'raw'
	| 'contentType'
	| 'body'
	| 'receivedAt'
>;

export type Settlement = {
	readonly deliveryId: string;
	readonly orgId: string;
	readonly subscriptionId: string;
	readonly status: DeliveryStatus;
	/** Next attempt; null once ended. */
	readonly dueAt: number | null;
	/** Null where nothing was sent: only the state changes (its subscription is gone or at rest). */
	readonly attempt: Attempt | null;
	readonly attemptCount: number;
	/** The subscription's health after this attempt. */
	readonly health: SubscriptionHealth;
	/** That of its claim. Once another replica has taken the target over, nothing is written. */
	readonly fence?: number | undefined;
};

export type MessageQuery = {
	readonly orgId: string;
	/** Exact types, or `<vendor>.*`; empty: all. */
	readonly types: readonly string[];
	readonly sourceId: string | null;
	readonly filter: Readonly<Partial<Record<FilterField, readonly string[] | number>>>;
	readonly callId: string | null;
	readonly candidateId: string | null;
	/** Keyed hashes; a message must have all of them. */
	readonly subjects: readonly string[];
	/** Only these; empty: accepted ones. */
	readonly statuses: readonly Message['status'][];
	readonly includeTests: boolean;
};

/**
 * A message in a list: its body as sent and its position in commit order. A quarantined one gets
 * such a position only when it is released: those alone are listed by id.
 */
export type ListedMessage = { readonly seq: string; readonly body: Uint8Array };

export type DeliveryQuery = {
	readonly orgId: string;
	/** Exactly this one. */
	readonly id?: string | null | undefined;
	readonly subscriptionId: string | null;
	readonly messageId: string | null;
	readonly statuses: readonly DeliveryStatus[];
	/** Exact types, or `<vendor>.*`; empty: all. */
	readonly types: readonly string[];
};

/** A delivery in a list. */
export type ListedDelivery = Delivery & {
	readonly type: string;
	/** When the latest attempt began; null before the first. */
	readonly lastAttemptAt: number | null;
};

/** What waits in an organisation or for a subscription, or has been given up. */
export type Backlog = {
	readonly pending: number;
	readonly held: number;
	readonly deadLetter: number;
	/** When the oldest pending delivery was made. */
	readonly oldestPendingAt: number | null;
};

/** The backlog of every subscription that has one. */
export type CountedBacklog = {
	readonly subscriptions: readonly (Backlog & {
		readonly orgId: string;
		readonly subscriptionId: string;
	})[];
	/** Rows that counting looked at: what it cost. */
	readonly read: number;
};

/**
 * Counts of an organisation by minute and by hour, and of each of its subscriptions by hour
 * (`subscription`) and, for a short time, by minute.
 */
export type StatisticsKind = 'minute' | 'hour' | 'subscription' | 'subscription_minute';

/** Counts that began at `at`; their places are those of domain/statistics.ts. */
export type StatisticsEntry = {
	readonly orgId: string;
	readonly kind: StatisticsKind;
	readonly at: number;
	/** The subscription's id; empty for the organisation itself. */
	readonly subject: string;
	readonly counts: readonly number[];
};

export type StatisticsQuery = {
	readonly orgId: string;
	readonly kind: StatisticsKind;
	readonly since: number;
	readonly until: number;
	/** Milliseconds of a step that rows are added up over; null: over all, by subject. */
	readonly stepMs: number | null;
	/** Only of this subscription. */
	readonly subject?: string | undefined;
};

/** The most that was counted within a time. */
export type BacklogEntry = Omit<StatisticsEntry, 'counts'> & BacklogSize;

/** When every backlog was counted, and what that read; null until it is done. */
export type BacklogCount = { readonly at: number; readonly read: number | null };

export type BacklogQuery = Pick<BacklogEntry, 'orgId' | 'kind' | 'subject'> & {
	readonly since: number;
	readonly until: number;
	readonly stepMs: number;
};

/** A step in which the backlog was counted. */
export type BacklogStep = BacklogSize & { readonly at: number; readonly read: number };

export type ReceiptQuery = {
	readonly orgId: string;
	readonly sourceId: string | null;
	readonly outcomes: readonly ReceiptOutcome[];
};

export type AuditQuery = {
	readonly orgId: string;
	readonly action: string | null;
	readonly actorId: string | null;
	readonly targetId: string | null;
};

/** What exists about a person, by table. */
export type PersonalDataCounts = {
	readonly messages: number;
	readonly deliveries: number;
	readonly open_deliveries: number;
	readonly attempts: number;
	readonly receipts: number;
	readonly samples: number;
	readonly filter_values: number;
	readonly sandbox_requests: number;
	readonly idempotency_records: number;
	readonly call_contexts: number;
};

export type PersonalData = {
	readonly messages: readonly Message[];
	readonly deliveries: readonly {
		readonly delivery: Delivery;
		readonly attempts: readonly Attempt[];
	}[];
	readonly receipts: readonly Receipt[];
	readonly samples: readonly CapturedSample[];
	readonly sandboxRequests: readonly SandboxRequest[];
	readonly callContexts: readonly CallContext[];
};

/**
 * The database. Every method is one transaction, or a part of one that many callers share (group
 * commit); a promise of a writing method resolves only once the write has reached the disk.
 * Methods that take an `orgId` never see another organisation's rows.
 */
export type Store = {
	// Settings of the instance (wrapped keys, schema facts).
	readonly getSetting: (name: string) => Promise<string | null>;
	readonly putSetting: (name: string, value: string) => Promise<void>;
	/** Rewrites every sealed value and the given settings in one transaction (key rotation). */
	readonly listSealed: () => Promise<readonly SealedValue[]>;
	readonly replaceSealed: (
		values: readonly SealedValue[],
		settings: Readonly<Record<string, string>>,
	) => Promise<void>;

	// Configuration: small, read whole at start, written rarely.
	readonly loadConfiguration: () => Promise<Configuration>;
	readonly putOrganisation: (organisation: Organisation) => Promise<void>;
	readonly putKey: (key: ApiKey) => Promise<void>;
	readonly listKeys: (orgId: string, options: ListOptions) => Promise<Page<ApiKey>>;
	readonly putSource: (source: Source) => Promise<void>;
	readonly deleteSource: (orgId: string, id: string) => Promise<boolean>;
	readonly listSources: (orgId: string, options: ListOptions) => Promise<Page<Source>>;
	readonly getSourceHealth: (
		ids: readonly string[],
	) => Promise<readonly (SourceHealth & { readonly sourceId: string })[]>;
	/** Writes health that ingest gathered in memory. */
	readonly putSourceHealth: (
		health: readonly (SourceHealth & { readonly sourceId: string })[],
	) => Promise<void>;
	/** Creates, unless one of the same organisation and identity lives: then returns that one. */
	readonly createSubscription: (
		subscription: Subscription,
	) => Promise<
		{ readonly kind: 'created' } | { readonly kind: 'exists'; readonly subscription: Subscription }
	>;
	/**
	 * Moves its open deliveries too when `targetId` changed; status and reason stay as they are
	 * (`setSubscriptionStatus` changes those). False when it is gone or the identity is taken.
	 */
	readonly updateSubscription: (subscription: Subscription) => Promise<boolean>;
	/**
	 * Status change with what it does to deliveries: leaving `active` holds the pending ones. Null
	 * where nothing was changed: it is gone, or another replica has taken its target over.
	 */
	readonly setSubscriptionStatus: (
		orgId: string,
		id: string,
		change: {
			readonly status: Subscription['status'];
			readonly disabledReason: DisabledReason | null;
			readonly at: number;
			/** What to do with held deliveries on return to `active`. */
			readonly held: 'release' | 'cancel' | 'keep';
			readonly health: SubscriptionHealth | null;
			/** Where an attempt taught it: that of its claim, as of its settlement. */
			readonly fence?: number | undefined;
		},
	) => Promise<{
		readonly held: number;
		readonly released: number;
		readonly canceled: number;
	} | null>;
	/**
	 * Deletes; its open deliveries become held for whoever takes the URL over before `handoverUntil`.
	 * False where nothing was deleted, as above.
	 */
	readonly deleteSubscription: (
		orgId: string,
		id: string,
		at: number,
		handoverUntil: number,
		fence?: number | undefined,
	) => Promise<boolean>;
	readonly listSubscriptions: (orgId: string, options: ListOptions) => Promise<Page<Subscription>>;
	readonly getSubscriptionHealth: (
		ids: readonly string[],
	) => Promise<readonly (SubscriptionHealth & { readonly subscriptionId: string })[]>;

	// Hand-over of a deleted subscription's backlog to its successor at the same URL.
	readonly listHandover: (
		orgId: string,
		urlHash: string,
		now: number,
	) => Promise<readonly { readonly deliveryId: string; readonly message: MessageSummary }[]>;
	/** Gives those to the subscription as pending; cancels the rest of that URL's held backlog. */
	readonly takeOver: (
		orgId: string,
		urlHash: string,
		deliveryIds: readonly string[],
		heir: {
			readonly subscriptionId: string;
			readonly targetId: string;
			readonly status: 'pending' | 'held';
		},
		now: number,
	) => Promise<number>;
	/** Cancels backlogs whose hand-over time is over. */
	readonly expireHandovers: (now: number) => Promise<number>;

	// The way of a message.
	readonly accept: (entry: AcceptMessage) => Promise<AcceptResult>;
	readonly addReceipt: (receipt: Receipt, keepRejectedPerSource: number) => Promise<void>;
	/**
	 * Writes what an attempt came to. A delivery that has ended meanwhile, or whose row is gone, keeps
	 * its end; one that was handed to another subscription keeps its new state unless it succeeded.
	 */
	readonly settle: (settlement: Settlement) => Promise<void>;
	/**
	 * Due and pending deliveries of a target, oldest due first. Runs in write order, after every
	 * settlement before it. Those that are known count, and need not be answered.
	 */
	readonly claimDue: (
		targetId: string,
		now: number,
		limit: number,
		isKnown?: (delivery: Delivery) => boolean,
	) => Promise<readonly DueDelivery[]>;
	/** When the first pending delivery of a target after a time is due; null: none is. */
	readonly nextDue: (targetId: string, after: number) => Promise<number | null>;
	/**
	 * Has about `limit` pending deliveries of a target that are due after `after` be due so much
	 * sooner, the first first. Until when they were due; null: there are none, or another replica
	 * has the target.
	 */
	readonly bringForward: (
		targetId: string,
		after: number,
		milliseconds: number,
		limit: number,
	) => Promise<number | null>;
	/** The oldest held delivery of a disabled subscription, for a probe. */
	readonly claimProbe: (subscriptionId: string) => Promise<DueDelivery | null>;
	/** Every target with pending deliveries and when its first is due. */
	readonly pendingTargets: () => Promise<
		readonly { readonly targetId: string; readonly dueAt: number }[]
	>;
	readonly addDeliveries: (
		deliveries: readonly (NewDelivery & {
			readonly orgId: string;
			readonly messageId: string;
			readonly createdAt: number;
		})[],
	) => Promise<void>;
	/** Accepts a quarantined message and adds its deliveries; false when it is not quarantined. */
	readonly releaseMessage: (
		orgId: string,
		messageId: string,
		deliveries: readonly NewDelivery[],
		at: number,
	) => Promise<boolean>;

	// History.
	readonly getMessage: (orgId: string, id: string) => Promise<Message | null>;
	readonly listMessages: (
		query: MessageQuery,
		options: ListOptions,
	) => Promise<Page<ListedMessage>>;
	/** Summaries in commit order, for replays of a range. */
	readonly listSummaries: (
		query: MessageQuery,
		options: ListOptions,
	) => Promise<Page<MessageSummary & { readonly seq: string }>>;
	readonly countDuplicates: (orgId: string, messageId: string) => Promise<number>;
	readonly getDelivery: (
		orgId: string,
		id: string,
	) => Promise<{
		readonly delivery: Delivery;
		readonly attempts: readonly Attempt[];
		readonly message: DeliverableMessage | null;
	} | null>;
	readonly listDeliveries: (
		query: DeliveryQuery,
		options: ListOptions,
	) => Promise<Page<ListedDelivery>>;
	/** Of the organisation, or of this subscription of it. */
	readonly backlog: (orgId: string, subscriptionId?: string | null) => Promise<Backlog>;
	readonly getReceipt: (orgId: string, id: string) => Promise<Receipt | null>;
	readonly listReceipts: (query: ReceiptQuery, options: ListOptions) => Promise<Page<Receipt>>;
	readonly putReceipt: (receipt: Receipt) => Promise<void>;
	readonly listRejected: (orgId: string, sourceId: string) => Promise<readonly Receipt[]>;
	readonly listFilterValues: (
		orgId: string,
		field: FilterField,
		sourceId: string | null,
		contains: string | null,
		limit: number,
	) => Promise<readonly FilterValue[]>;
	readonly listSamples: (orgId: string) => Promise<readonly CapturedSample[]>;

	// Statistics: rows add up over replicas.
	readonly addStatistics: (entries: readonly StatisticsEntry[]) => Promise<void>;
	/** Added up by step (in order of time) or by subject. */
	readonly readStatistics: (
		query: StatisticsQuery,
	) => Promise<readonly Pick<StatisticsEntry, 'at' | 'subject' | 'counts'>[]>;

	// The backlog over time: whoever counts, and however often, the most stands.
	readonly lastBacklogCount: () => Promise<BacklogCount | null>;
	/** Takes the minute that begins at `at` to count in; false where somebody has. */
	readonly claimBacklogCount: (at: number) => Promise<boolean>;
	readonly countBacklog: () => Promise<CountedBacklog>;
	readonly addBacklog: (entries: readonly BacklogEntry[]) => Promise<void>;
	/** The count of that minute is in its rows: only now is it shown. */
	readonly endBacklogCount: (at: number, read: number) => Promise<void>;
	/** The most of each step in which it was counted, in order of time. */
	readonly readBacklog: (query: BacklogQuery) => Promise<readonly BacklogStep[]>;

	// Alerts.
	readonly putAlert: (alert: Alert) => Promise<void>;
	readonly getAlert: (orgId: string, id: string) => Promise<(Alert & AlertState) | null>;
	/** What waits to be sent to it goes too. */
	readonly deleteAlert: (orgId: string, id: string) => Promise<boolean>;
	readonly listAlerts: (orgId: string, options: ListOptions) => Promise<Page<Alert & AlertState>>;
	/**
	 * Notes a condition, unless it lasts already, and what is to be sent to whoever wants to hear of
	 * it; says whether it is new.
	 */
	readonly raiseAlert: (event: AlertEvent) => Promise<boolean>;
	/** The condition is over, and it says how; whoever was told of it is to be told so. */
	readonly resolveAlert: (
		orgId: string,
		id: string,
		at: number,
		resolution: Localized,
	) => Promise<void>;
	/** Conditions that last, of every organisation. */
	readonly openAlertEvents: () => Promise<readonly AlertEvent[]>;
	readonly listAlertEvents: (orgId: string, options: ListOptions) => Promise<Page<AlertEvent>>;
	/** Takes what is due to be sent; until `again` nobody else gets it. */
	readonly claimAlerts: (
		now: number,
		again: number,
		limit: number,
	) => Promise<readonly AlertNotice[]>;
	/** What came of a sending: done with it, or tried again at `dueAt`. */
	readonly settleAlert: (
		notice: {
			readonly alertId: string;
			readonly eventId: string;
			readonly phase: AlertPhase;
		},
		result: {
			readonly at: number;
			readonly error: string | null;
			/** Null: not tried again. */
			readonly dueAt: number | null;
		},
	) => Promise<void>;

	// Beside the way.
	/** Takes the key for this request, or returns who has it. */
	readonly beginIdempotent: (record: IdempotencyRecord) => Promise<IdempotencyRecord | null>;
	readonly endIdempotent: (record: IdempotencyRecord) => Promise<void>;
	readonly dropIdempotent: (record: IdempotencyRecord) => Promise<void>;
	readonly addSandboxRequest: (request: SandboxRequest, keep: number) => Promise<void>;
	readonly listSandboxRequests: (
		orgId: string,
		options: ListOptions,
	) => Promise<Page<SandboxRequest>>;
	readonly clearSandbox: (orgId: string) => Promise<number>;
	readonly putCallContext: (context: CallContext) => Promise<void>;
	readonly getCallContext: (
		orgId: string,
		sourceId: string,
		callId: string,
	) => Promise<CallContext | null>;

	// Members, how they sign in, and what was done.
	/** False when the organisation has a member with that e-mail address. */
	readonly createMember: (member: Member) => Promise<boolean>;
	readonly getMember: (orgId: string, id: string) => Promise<Member | null>;
	readonly listMembers: (orgId: string, options: ListOptions) => Promise<Page<Member>>;
	/** In every organisation; the address in lower case. */
	readonly membersByEmail: (email: string) => Promise<readonly Member[]>;
	/** Never leaves an organisation without an owner. */
	readonly changeMember: (
		orgId: string,
		id: string,
		change: Partial<Pick<Member, 'email' | 'name' | 'role'>>,
	) => Promise<
		| { readonly kind: 'changed'; readonly member: Member }
		| { readonly kind: 'gone' | 'last_owner' | 'email_taken' }
	>;
	/** With their sessions and links, at once. */
	readonly deleteMember: (
		orgId: string,
		id: string,
	) => Promise<
		{ readonly kind: 'deleted'; readonly member: Member } | { readonly kind: 'gone' | 'last_owner' }
	>;
	readonly addSignInLink: (link: SignInLink) => Promise<void>;
	/** Uses a link up and begins the session that it stands for; null when there is no such link. */
	readonly redeemSignInLink: (
		hash: string,
		session: Pick<Session, 'id' | 'hash' | 'createdAt'>,
	) => Promise<{ readonly session: Session; readonly member: Member } | null>;
	/** By the hash of its cookie, whatever its age. */
	readonly getSession: (
		hash: string,
	) => Promise<{ readonly session: Session; readonly member: Member } | null>;
	/** Notes that it, and with it its member, was there. */
	readonly touchSession: (hash: string, at: number) => Promise<void>;
	readonly deleteSession: (hash: string) => Promise<boolean>;
	readonly addAuditEntry: (entry: AuditEntry) => Promise<void>;
	readonly listAuditLog: (query: AuditQuery, options: ListOptions) => Promise<Page<AuditEntry>>;

	// People and time.
	readonly countPersonalData: (
		orgId: string,
		subjects: readonly string[],
	) => Promise<PersonalDataCounts>;
	readonly readPersonalData: (
		orgId: string,
		subjects: readonly string[],
		limit: number,
	) => Promise<PersonalData>;
	/** Erases what mentions any of these; open deliveries end canceled. Deduplication keys stay. */
	readonly erasePersonalData: (
		orgId: string,
		subjects: readonly string[],
	) => Promise<PersonalDataCounts>;
	/** One bounded step; call again while it answers true. */
	readonly retain: (limits: RetentionLimits, step: number) => Promise<boolean>;
	readonly statistics: (now: number) => Promise<StoreStatistics>;
	/** Resolves when the database answers. */
	readonly ping: () => Promise<void>;
	/** Finishes what was submitted, then closes. */
	readonly close: () => Promise<void>;
};

/** What a bucket of tokens answered; `waitMs` is 0 when there was enough. */
export type Taken = {
	readonly taken: boolean;
	/** Whole ones left. */
	readonly remaining: number;
	readonly waitMs: number;
};

/** What a replica hears of the others. Each change is told once its row can be read. */
export type ReplicaEvents = {
	readonly organisation: (organisation: Organisation) => void;
	readonly key: (key: ApiKey) => void;
	/** Null: it is gone. */
	readonly source: (id: string, source: Source | null) => void;
	readonly subscription: (id: string, subscription: Subscription | null) => void;
	readonly health: (subscriptionId: string, health: SubscriptionHealth) => void;
	/** Whether this replica delivers to the subscription's target now. */
	readonly deliversTo: (subscriptionId: string) => boolean;
	readonly sourceHealth: (sourceId: string, health: SourceHealth) => void;
	/** Calls were made through this source. */
	readonly calls: (sourceId: string) => void;
	/** Personal data of this organisation was erased. */
	readonly erasure: (orgId: string) => void;
	/** These targets become this replica's: reads what their owner before knew of them. */
	readonly taking: (targetIds: readonly string[]) => Promise<void>;
	/** Rows of this target of this replica's are due. */
	readonly due: (targetId: string) => void;
	/** Whether what comes for this target now is delivered from memory: it needs no row before. */
	readonly keepsUp: (targetId: string) => boolean;
	/** Another replica took these messages in, for targets of this one. */
	readonly handed: (targetIds: readonly string[], messageIds: readonly string[]) => void;
	/**
	 * This target is to be another replica's, and this one starts nothing more there: resolves once
	 * nothing of it is in memory, with false when something still is after so many milliseconds.
	 */
	readonly leaving: (targetId: string, withinMs: number) => Promise<boolean>;
	/** This target asked for a pause, when another replica had it. */
	readonly paused: (targetId: string, until: number) => void;
	/** Another replica told this. */
	readonly told: (text: string) => void;
};

/**
 * What replicas of one database are to each other. Each target is delivered to by one of them at a
 * time, and each has the configuration in memory as it is in the rows.
 */
export type Replication = {
	/** Number of the lease on a target that this replica may deliver to now; null: another may. */
	readonly fenceOf: (targetId: string) => number | null;
	/** Deliveries to these targets are in their rows: whoever delivers there is told. */
	readonly wake: (targetIds: Iterable<string>) => void;
	/** These were just committed: whoever delivers there is told which. */
	readonly handOver: (deliveries: readonly Pick<Delivery, 'targetId' | 'messageId'>[]) => void;
	/**
	 * Of what another replica handed over, what is new and this replica's to deliver, with the
	 * numbers of its leases. `wants` says of what the message is needed.
	 */
	readonly readHanded: (
		targetIds: readonly string[],
		messageIds: readonly string[],
		wants: (delivery: Delivery) => boolean,
	) => Promise<readonly DueDelivery[]>;
	/** The target asked for a pause, or its pace does: whoever delivers there next keeps it too. */
	readonly pause: (targetId: string, until: number) => void;
	/** Takes from a bucket that all replicas share. */
	readonly takeTokens: (
		key: string,
		limit: { readonly perSecond: number; readonly burst: number; readonly count: number },
	) => Promise<Taken>;
	/** Tells the other replicas that listen now, without waiting: at most 7,000 bytes, kept nowhere. */
	readonly tell: (text: string) => void;
	/** Runs `work` in one replica at a time. */
	readonly exclusively: <Result>(work: () => Promise<Result>) => Promise<Result>;
	/** Begins to hear of the others, and to take targets where this replica delivers. */
	readonly join: (events: ReplicaEvents) => Promise<void>;
	/** Takes no more targets: what this replica has it delivers to the end. */
	readonly rest: () => void;
	/** Gives the targets back; to be called once nothing is in flight. */
	readonly leave: () => Promise<void>;
};

/** The database cannot take or answer anything now; `cause` says why. */
export class StoreUnavailableError extends Error {
	override readonly name: string = 'StoreUnavailableError';
}

/** Too much waits to be written: come back shortly. */
export class StoreBusyError extends StoreUnavailableError {
	override readonly name = 'StoreBusyError';
}

/** Why a mail server has not taken a message; its own words may repeat the address. */
export type MailFault =
	| 'certificate_expired'
	| 'mail_unreachable'
	| 'mail_untrusted'
	| 'mail_other_host'
	| 'mail_without_tls'
	| 'mail_sign_in_refused'
	| 'mail_refused';

export class MailError extends Error {
	override readonly name = 'MailError';
	readonly reason: MailFault;
	constructor(reason: MailFault, cause: unknown) {
		super(reason, { cause });
		this.reason = reason;
	}
}

export const isMailError = (fault: unknown): fault is MailError => fault instanceof MailError;

/** Whether trying again later may help: the only fault that ingest answers 503. */
export const isUnavailable = (fault: unknown): fault is StoreUnavailableError =>
	fault instanceof StoreUnavailableError;

/** A sealed value and where it stands, for key rotation: `place` is opaque to all but the store. */
export type SealedValue = {
	readonly place: string;
	readonly purpose: SealPurpose;
	readonly value: Sealed;
};

export type Configuration = {
	readonly organisations: readonly Organisation[];
	readonly keys: readonly ApiKey[];
	readonly sources: readonly Source[];
	readonly subscriptions: readonly Subscription[];
	readonly subscriptionHealth: readonly (SubscriptionHealth & {
		readonly subscriptionId: string;
	})[];
	readonly sourceHealth: readonly (SourceHealth & { readonly sourceId: string })[];
	/** Sources with call contexts: only their events look one up. */
	readonly sourcesWithCalls: readonly string[];
};

/** Rows older than these unix milliseconds go. Never a message with an open delivery. */
export type RetentionLimits = {
	readonly messagesBefore: number;
	readonly rejectedReceiptsBefore: number;
	readonly deduplicationBefore: number;
	readonly idempotencyBefore: number;
	readonly sandboxBefore: number;
	readonly callContextsBefore: number;
	readonly statisticsBefore: number;
	/** Those of one subscription by the minute. */
	readonly subscriptionMinutesBefore: number;
	/** Conditions that are over. */
	readonly alertEventsBefore: number;
	/** Organisations that keep messages, attempts and call contexts for less time than all others. */
	readonly messagesBeforeByOrganisation: Readonly<Record<string, number>>;
	/** By when a sign-in link ended. */
	readonly signInLinksBefore: number;
	/** By when a session was last used, and when it began. */
	readonly sessionsUsedBefore: number;
	readonly sessionsBegunBefore: number;
	readonly auditBefore: number;
};

export type StoreStatistics = {
	readonly pending: number;
	readonly held: number;
	/** When the oldest overdue delivery was due; null when none is. */
	readonly oldestDueAt: number | null;
};

/** One HTTP request to a hook URL or a vendor. */
export type OutboundRequest = {
	readonly url: string;
	readonly method: 'POST' | 'DELETE' | 'GET';
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array | null;
	/** Total, response body included. */
	readonly timeoutMs: number;
	/** Bytes of the response to keep; what follows is cut off with the connection. */
	readonly keepResponseBytes: number;
};

export type OutboundResult =
	| {
			readonly kind: 'response';
			readonly status: number;
			/** Lower-case names. */
			readonly headers: Readonly<Record<string, string>>;
			readonly body: Buffer;
			readonly durationMs: number;
			/** True when it came from a private address the operator allowed: its failures are not shown. */
			readonly privateAddress?: boolean;
	  }
	| {
			readonly kind: 'failure';
			readonly reason: 'timeout' | 'connection_error' | 'blocked_address';
			/** For people; no address of a private network, nothing secret. */
			readonly message: string;
			/** Whether bytes of the request may have reached the other side. */
			readonly sent: boolean;
			readonly durationMs: number;
	  };

/** Sends one request with the address guard. Never throws, never follows, never decompresses. */
export type Sender = {
	readonly send: (request: OutboundRequest) => Promise<OutboundResult>;
	/** Streams a file; each redirect hop is guarded. `onHop` gives the headers for a hop's URL. */
	readonly download: (request: DownloadRequest) => Promise<DownloadResult>;
	/** Null when this hook URL may be used; else a stable reason code (contract: "unsafe URL → 400 with the reason"). Resolves the host. */
	readonly inspect: (url: string) => Promise<UnsafeUrlReason | null>;
	readonly close: () => Promise<void>;
};

export type UnsafeUrlReason =
	| 'url_invalid'
	| 'url_not_https'
	| 'url_has_credentials'
	| 'url_port_not_allowed'
	| 'url_private_address'
	| 'url_own_address'
	| 'url_host_unresolvable';

export type DownloadRequest = {
	readonly url: string;
	readonly headersFor: (url: URL) => Readonly<Record<string, string>>;
	readonly timeoutMs: number;
	readonly maxBytes: number;
	readonly maxHops: number;
};

export type DownloadResult =
	| {
			readonly kind: 'file';
			readonly status: number;
			readonly headers: Readonly<Record<string, string>>;
			readonly body: AsyncIterable<Uint8Array>;
	  }
	| {
			readonly kind: 'failure';
			readonly reason:
				| 'timeout'
				| 'connection_error'
				| 'blocked_address'
				| 'too_large'
				| 'too_many_hops';
			readonly message: string;
	  };

/** Sends e-mail as plain text. Throws when the mail server does not take it. */
export type Mailer = {
	readonly send: (mail: {
		readonly to: string;
		readonly subject: string;
		readonly text: string;
	}) => Promise<void>;
};

/** Structured lines; `data` never holds a secret, a URL's path or personal data. */
export type Log = {
	readonly info: (event: string, data?: Readonly<Record<string, unknown>>) => void;
	readonly warn: (event: string, data?: Readonly<Record<string, unknown>>) => void;
	readonly error: (event: string, data?: Readonly<Record<string, unknown>>) => void;
};

/** What the service counts. Implemented with prom-client; no label is unbounded. */
export type Metrics = {
	readonly received: (vendor: string, outcome: ReceiptOutcome | 'unavailable') => void;
	readonly ingestDuration: (seconds: number) => void;
	readonly attempted: (platform: string, outcome: string, seconds: number) => void;
	/** From the ingest's 200 to the first success of a delivery. */
	readonly deliveryLag: (seconds: number) => void;
	readonly requested: (route: string, method: string, status: number, seconds: number) => void;
	/** The page that Prometheus reads. */
	readonly page: () => Promise<{ readonly contentType: string; readonly text: string }>;
};

/**
 * The nouns of the service, as every room knows them. Times are unix milliseconds; text of a
 * secret is `Sealed` wherever it is at rest. The words are the contract's.
 */
import type { FilterField, Language, ListFilterKey, MinimumFilterKey } from '@voicehooks/core';

/** Ciphertext of a secret: only the vault makes and opens one, for one of these purposes. */
export type Sealed = string & { readonly __sealed: true };

/** What a sealed text is for (`vault.seal`): bound into it, so that it opens for nothing else. */
export type SealPurpose =
	| 'sandbox_token'
	/** Base64 of its 32 bytes. */
	| 'signing_root'
	| 'source_secret'
	| 'ingest_token'
	/** `api_token` of a source: the vendor's own key. */
	| 'vendor_token'
	| 'subscription_url'
	/** JSON of the custom headers. */
	| 'subscription_headers'
	| 'subscription_secret'
	| 'receipt_request'
	| 'call_context'
	| 'idempotent_response'
	/** E-mail address or URL that alerts go to. */
	| 'alert_target'
	| 'alert_secret'
	/** Settings of the instance: see adapters/open-vault.ts. */
	| 'master_key_check'
	| 'index_key';

export const scopes = ['read', 'subscribe', 'publish', 'call', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export type Organisation = {
	readonly id: string;
	readonly name: string;
	/** Requests a second to `/v1`. */
	readonly rateLimitPerSecond: number;
	/** Days that payloads are kept, where fewer than the service keeps them. */
	readonly retentionDays?: number | null | undefined;
	/** Language of what is sent to its people. */
	readonly locale?: Language | undefined;
	/** Hours without an event after which a source is silent, unless it says so itself; null: never. */
	readonly silenceAlarmHours?: number | null | undefined;
	/** Token of its sandbox URL, and the hash it is looked up by. */
	readonly sandboxToken: Sealed;
	readonly sandboxTokenHash: string;
	readonly createdAt: number;
};

export type ApiKey = {
	readonly id: string;
	readonly orgId: string;
	readonly name: string;
	/** SHA-256 of the key, hex: keys are 192 random bits, so a fast hash is enough. */
	readonly hash: string;
	/** The last four characters, to tell keys apart in a list. */
	readonly hint: string;
	readonly scopes: readonly Scope[];
	/** Root of derived signing (contract), kept because the key itself is not. */
	readonly signingRoot: Sealed;
	/** The key that replaced this one by rotation. */
	readonly successorId: string | null;
	readonly createdAt: number;
	readonly revokedAt: number | null;
};

export const roles = ['viewer', 'editor', 'owner'] as const;
export type Role = (typeof roles)[number];

/** A person who signs in to the dashboard. */
export type Member = {
	readonly id: string;
	readonly orgId: string;
	/** In lower case; null until the first owner has said theirs. */
	readonly email: string | null;
	readonly name: string;
	readonly role: Role;
	readonly createdAt: number;
	/** Null until they have signed in. */
	readonly lastSeenAt: number | null;
};

/** A one-time link that signs a member in. */
export type SignInLink = {
	/** SHA-256 of its token, hex. */
	readonly hash: string;
	readonly orgId: string;
	readonly memberId: string;
	readonly createdAt: number;
	readonly expiresAt: number;
};

/** A browser that a member signed in with. */
export type Session = {
	readonly id: string;
	readonly orgId: string;
	readonly memberId: string;
	/** SHA-256 of its cookie, hex. */
	readonly hash: string;
	readonly createdAt: number;
	readonly lastSeenAt: number;
};

/** Who did something: a member, a key, or the service itself (`id` null). */
export type AuditActor = {
	readonly kind: 'member' | 'key' | 'system';
	readonly id: string | null;
	readonly name: string;
};

/** What it was done to. */
export type AuditTarget = {
	readonly kind: string;
	readonly id: string | null;
	readonly name: string | null;
};

/** One line of the audit log. Holds no secret and nothing of the people in messages. */
export type AuditEntry = {
	readonly id: string;
	readonly orgId: string;
	readonly at: number;
	readonly actor: AuditActor;
	/** `subscription.create`. */
	readonly action: string;
	readonly target: AuditTarget | null;
	/** The address that the request came from. */
	readonly address: string | null;
};

export type SourceSecret = {
	readonly id: string;
	readonly value: Sealed;
	readonly createdAt: number;
};

export type SourceToken = {
	/** SHA-256 of the ingest token, hex. */
	readonly hash: string;
	readonly value: Sealed;
	/** Null for the current one; a rotated one ends here. */
	readonly expiresAt: number | null;
};

/** Canonical or filter key → dotted path in the source's deliveries (for undocumented payloads). */
export type FieldMap = Readonly<Record<string, string>>;

export type Source = {
	readonly id: string;
	readonly orgId: string;
	readonly vendor: string;
	readonly name: string;
	readonly enabled: boolean;
	readonly sandbox: boolean;
	readonly acceptReplays: boolean;
	readonly timestampToleranceSeconds: number;
	readonly fieldMap: FieldMap;
	/** All active ones, newest first; empty: deliveries are accepted as unverified. */
	readonly secrets: readonly SourceSecret[];
	/** Newest first; the first is the current one. */
	readonly tokens: readonly SourceToken[];
	readonly apiToken: Sealed | null;
	/** Hours without an event after which it is silent; null: never; undefined: as its organisation. */
	readonly silenceAlarmHours?: number | null | undefined;
	readonly createdAt: number;
};

export type SourceHealth = {
	readonly lastEventAt: number | null;
	/** Requests in a row that did not verify. */
	readonly consecutiveRejections: number;
	readonly lastRejectionAt: number | null;
	/** Requests in a row that were not answered 2xx: what the vendor counts as failures. */
	readonly consecutiveFailures: number;
};

export const platforms = ['zapier', 'n8n', 'make', 'custom'] as const;
export type Platform = (typeof platforms)[number];

export type Filter = Readonly<Partial<Record<ListFilterKey, readonly string[]>>> &
	Readonly<Partial<Record<MinimumFilterKey, number>>>;

export type PolicyChoice =
	| 'standard'
	| 'vendor'
	| {
			readonly schedule_seconds: readonly number[];
			readonly timeout_seconds: number;
			readonly disable_after: number | null;
	  };

export type SubscriptionStatus = 'active' | 'paused' | 'disabled';
export type DisabledReason = 'gone' | 'failing' | 'key_revoked' | 'account_closed';

export type SubscriptionClient = {
	readonly instance_id?: string | undefined;
	readonly workflow_id?: string | undefined;
	readonly workflow_name?: string | undefined;
	readonly node_name?: string | undefined;
	readonly version?: string | undefined;
};

/** A signature secret: our own, the user's, or one derived from the API key that made the hook. */
export type SigningSecret = {
	readonly value: Sealed;
	/** Null for the current one; a rotated one also signs until then. */
	readonly expiresAt: number | null;
};

export type Subscription = {
	readonly id: string;
	readonly orgId: string;
	/** The key that made it last, empty for a member: derived signing and who may see its URL. */
	readonly keyId: string;
	readonly kind: 'hook' | 'sandbox';
	readonly platform: Platform;
	readonly name: string | null;
	readonly url: Sealed;
	/** Keyed hash of the URL: equality without the text. */
	readonly urlHash: string;
	/** Keyed hash of what makes it the same subscription when posted again (contract, "identity"). */
	readonly identity: string;
	/** Deliveries of one target share its pacing: the keyed hash of organisation and URL. */
	readonly targetId: string;
	readonly eventTypes: readonly string[];
	readonly sourceId: string | null;
	readonly filter: Filter;
	readonly format: 'message' | 'vendor';
	readonly policy: PolicyChoice;
	/** Sealed JSON of the custom headers, or null. */
	readonly headers: Sealed | null;
	readonly headerNames: readonly string[];
	readonly rateLimitPerSecond: number | null;
	readonly signing: 'secret' | 'derived';
	/** Newest first; for derived signing empty. */
	readonly secrets: readonly SigningSecret[];
	/** Keys besides `keyId` whose derived signature is sent too, until they are revoked. */
	readonly formerKeyIds: readonly string[];
	readonly mode: 'live' | 'test';
	readonly expiresAt: number | null;
	readonly client: SubscriptionClient | null;
	readonly status: SubscriptionStatus;
	readonly disabledReason: DisabledReason | null;
	readonly createdAt: number;
	readonly updatedAt: number;
};

/** What delivering to a subscription has taught us; written with the attempts that taught it. */
export type SubscriptionHealth = {
	readonly deliveriesCount: number;
	readonly consecutiveFailures: number;
	/** When the present run of failures began; null while healthy. */
	readonly failingSince: number | null;
	readonly lastError: string | null;
	readonly lastSuccessAt: number | null;
	readonly lastFailureAt: number | null;
	/** When a disabled subscription is tried again with one delivery. */
	readonly nextProbeAt: number | null;
	readonly probes: number;
};

export type FilterFields = Readonly<Partial<Record<FilterField, string | number>>>;

/** What fan-out reads of a message. */
export type MessageSummary = {
	readonly id: string;
	readonly orgId: string;
	readonly sourceId: string | null;
	readonly vendor: string;
	readonly event: string;
	readonly type: string;
	readonly test: boolean;
	readonly filterFields: FilterFields;
};

export type MessageStatus = 'accepted' | 'quarantined';

/** How a message came: only the first two have a receipt. */
export type MessageOrigin = 'ingest' | 'replayed_ingest' | 'publish' | 'test';

export type Message = MessageSummary & {
	readonly receivedAt: number;
	readonly occurredAt: number | null;
	readonly status: MessageStatus;
	readonly origin: MessageOrigin;
	readonly verified: boolean;
	/** What was odd about it: `unknown_event`, `not_json`, `unknown_field:…`, `missing_field:…`. */
	readonly marks: readonly string[];
	/** The authentic document: the vendor's bytes, or the canonical text where only that verified. */
	readonly raw: Uint8Array;
	readonly contentType: string | null;
	/** The hook body, exactly as it is signed and sent. */
	readonly body: Uint8Array;
	readonly callId: string | null;
	readonly candidateId: string | null;
	/** Keyed hashes of the phones and e-mail addresses in it. */
	readonly subjects: readonly string[];
};

export type DeliveryStatus = 'pending' | 'held' | 'succeeded' | 'dead_letter' | 'canceled';

export type Delivery = {
	readonly id: string;
	readonly orgId: string;
	readonly messageId: string;
	readonly subscriptionId: string;
	readonly targetId: string;
	readonly status: DeliveryStatus;
	readonly replay: boolean;
	readonly attemptCount: number;
	readonly createdAt: number;
	readonly firstAttemptAt: number | null;
	/** When the next attempt is due; null once ended. */
	readonly dueAt: number | null;
	readonly endedAt: number | null;
	readonly lastStatusCode: number | null;
	readonly lastError: string | null;
};

export type AttemptOutcome =
	| 'success'
	| 'http_error'
	| 'redirect'
	| 'gone'
	| 'rate_limited'
	| 'queue_full'
	| 'rejected'
	| 'timeout'
	| 'connection_error'
	| 'blocked_address';

export type Attempt = {
	readonly id: string;
	readonly at: number;
	readonly outcome: AttemptOutcome;
	/** HTTP status; null when no response came. */
	readonly status: number | null;
	readonly durationMs: number;
	readonly responseExcerpt: string | null;
	readonly error: string | null;
	/** The headers sent, custom values redacted. */
	readonly requestHeaders: Readonly<Record<string, string>>;
};

export type ReceiptOutcome = 'accepted' | 'duplicate' | 'rejected' | 'quarantined';

/** What ingest saw. Accepted and quarantined ones are read from their message. */
export type Receipt = {
	readonly id: string;
	readonly orgId: string;
	readonly sourceId: string;
	readonly outcome: ReceiptOutcome;
	/** A stable code: why it was rejected or quarantined. */
	readonly reason: string | null;
	readonly messageId: string | null;
	readonly event: string | null;
	readonly receivedAt: number;
	readonly statusCode: number;
	readonly bodySize: number;
	/** Sealed JSON `{method, headers, body_base64, event}` of a rejected or duplicate request, capped. */
	readonly request: Sealed | null;
	readonly subjects: readonly string[];
};

export type IdempotencyRecord = {
	readonly orgId: string;
	readonly keyId: string;
	readonly route: string;
	readonly key: string;
	readonly requestHash: string;
	readonly createdAt: number;
	/** Null while the first request is in flight. */
	readonly response: { readonly status: number; readonly body: Sealed } | null;
	readonly subjects: readonly string[];
};

export type SandboxRequest = {
	readonly id: string;
	readonly orgId: string;
	readonly receivedAt: number;
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	/** At most 256 KB are kept. */
	readonly body: string;
	readonly truncated: boolean;
	/** Which scheme the request claims, and whether one of the organisation's secrets made it. */
	readonly verdict: {
		readonly scheme: string | null;
		readonly valid: boolean;
		readonly reason: string;
	};
	readonly subjects: readonly string[];
};

/** What our own call action asked, shown as `context` on that call's later events. */
export type CallContext = {
	readonly orgId: string;
	readonly sourceId: string;
	readonly callId: string;
	/** Sealed JSON `{to, variables}`. */
	readonly context: Sealed;
	readonly createdAt: number;
	readonly subjects: readonly string[];
};

/** A source's first real delivery of an event type: its captured sample. */
export type CapturedSample = {
	readonly orgId: string;
	readonly sourceId: string;
	readonly type: string;
	readonly messageId: string;
	/** The hook body of that delivery. */
	readonly body: string;
	readonly capturedAt: number;
	readonly subjects: readonly string[];
};

import { randomBytes } from 'node:crypto';
import { createIdMaker } from '../../../receiver-service/src/domain/id.ts';
import type {
	ApiKey,
	Attempt,
	CallContext,
	Message,
	Organisation,
	Receipt,
	SandboxRequest,
	Sealed,
	Source,
	Subscription,
	SubscriptionHealth,
} from '../../../receiver-service/src/domain/types.ts';
import type {
	AcceptMessage,
	DeliveryQuery,
	ListOptions,
	MessageQuery,
	NewDelivery,
	Settlement,
} from '../../../receiver-service/src/ports.ts';

/** Rows with sensible members; a test names those it is about. */

export const newId = createIdMaker(Date.now, randomBytes);
/** A keyed hash, as the vault makes them. */
export const newHash = (): string => randomBytes(16).toString('hex');
/** The store never looks into a sealed text. */
export const sealed = (text: string): Sealed => text as Sealed;
export const at = 1_700_000_000_000;

export const organisation = (members: Partial<Organisation> = {}): Organisation => ({
	id: newId('org'),
	name: 'Agence du Port',
	rateLimitPerSecond: 60,
	sandboxToken: sealed('sandbox token'),
	sandboxTokenHash: newHash(),
	createdAt: at,
	...members,
});

export const apiKey = (orgId: string, members: Partial<ApiKey> = {}): ApiKey => ({
	id: newId('key'),
	orgId,
	name: 'Zapier',
	hash: newHash(),
	hint: '1a2b',
	scopes: ['read', 'subscribe'],
	signingRoot: sealed('root'),
	successorId: null,
	createdAt: at,
	revokedAt: null,
	...members,
});

export const source = (orgId: string, members: Partial<Source> = {}): Source => ({
	id: newId('src'),
	orgId,
	vendor: 'inboundflow',
	name: 'Standard',
	enabled: true,
	sandbox: false,
	acceptReplays: false,
	timestampToleranceSeconds: 300,
	fieldMap: {},
	secrets: [{ id: newId('sec'), value: sealed('secret'), createdAt: at }],
	tokens: [{ hash: newHash(), value: sealed('token'), expiresAt: null }],
	apiToken: null,
	createdAt: at,
	...members,
});

export const subscription = (orgId: string, members: Partial<Subscription> = {}): Subscription => ({
	id: newId('sub'),
	orgId,
	keyId: 'key_1',
	kind: 'hook',
	platform: 'n8n',
	name: null,
	url: sealed('https://n8n.example/webhook/1'),
	urlHash: newHash(),
	identity: newHash(),
	targetId: newHash(),
	eventTypes: ['inboundflow.*'],
	sourceId: null,
	filter: {},
	format: 'message',
	policy: 'standard',
	headers: null,
	headerNames: [],
	rateLimitPerSecond: null,
	signing: 'secret',
	secrets: [{ value: sealed('whsec'), expiresAt: null }],
	formerKeyIds: [],
	mode: 'live',
	expiresAt: null,
	client: null,
	status: 'active',
	disabledReason: null,
	createdAt: at,
	updatedAt: at,
	...members,
});

export const health = (members: Partial<SubscriptionHealth> = {}): SubscriptionHealth => ({
	deliveriesCount: 0,
	consecutiveFailures: 0,
	failingSince: null,
	lastError: null,
	lastSuccessAt: null,
	lastFailureAt: null,
	nextProbeAt: null,
	probes: 0,
	...members,
});

/** A change of a subscription's status. */
export const paused = {
	status: 'paused',
	disabledReason: null,
	at,
	held: 'keep',
	health: null,
} as const;

export const message = (orgId: string, members: Partial<Message> = {}): Message => ({
	id: newId('msg'),
	orgId,
	sourceId: null,
	vendor: 'inboundflow',
	event: 'call.completed',
	type: 'inboundflow.call.completed',
	test: false,
	filterFields: {},
	receivedAt: at,
	occurredAt: at - 1_000,
	status: 'accepted',
	origin: 'ingest',
	verified: true,
	marks: [],
	raw: Buffer.from('{"event":"call.completed"}'),
	contentType: 'application/json',
	body: Buffer.from('{"type":"inboundflow.call.completed"}'),
	callId: null,
	candidateId: null,
	subjects: [],
	...members,
});

export const delivery = (
	to: Pick<Subscription, 'id' | 'targetId'>,
	members: Partial<NewDelivery> = {},
): NewDelivery => ({
	id: newId('dlv'),
	subscriptionId: to.id,
	targetId: to.targetId,
	status: 'pending',
	replay: false,
	dueAt: at,
	...members,
});

export const entry = (
	event: Message,
	deliveries: readonly NewDelivery[] = [],
	members: Partial<AcceptMessage> = {},
): AcceptMessage => ({
	message: event,
	deduplicationKey: newHash(),
	deliveries,
	filterValues: [],
	sample: null,
	...members,
});

export const attempt = (members: Partial<Attempt> = {}): Attempt => ({
	id: newId('att'),
	at: at + 1_000,
	outcome: 'success',
	status: 200,
	durationMs: 12,
	responseExcerpt: 'ok',
	error: null,
	requestHeaders: { 'content-type': 'application/json' },
	...members,
});

export const settlement = (
	of: Pick<NewDelivery, 'id' | 'subscriptionId'>,
	orgId: string,
	members: Partial<Settlement> = {},
): Settlement => ({
	deliveryId: of.id,
	orgId,
	subscriptionId: of.subscriptionId,
	status: 'succeeded',
	dueAt: null,
	attempt: attempt(),
	attemptCount: 1,
	health: health(),
	...members,
});

/** A failed attempt that will be tried again. */
export const failure = (
	of: Pick<NewDelivery, 'id' | 'subscriptionId'>,
	orgId: string,
	members: Partial<Settlement> = {},
): Settlement =>
	settlement(of, orgId, {
		status: 'pending',
		dueAt: at + 5_000,
		attempt: attempt({ outcome: 'http_error', status: 500, error: 'HTTP 500' }),
		...members,
	});

export const receipt = (
	orgId: string,
	sourceId: string,
	members: Partial<Receipt> = {},
): Receipt => ({
	id: newId('rcp'),
	orgId,
	sourceId,
	outcome: 'rejected',
	reason: 'signature_mismatch',
	messageId: null,
	event: 'call.completed',
	receivedAt: at,
	statusCode: 401,
	bodySize: 26,
	request: sealed('request'),
	subjects: [],
	...members,
});

export const sandboxRequest = (
	orgId: string,
	members: Partial<SandboxRequest> = {},
): SandboxRequest => ({
	id: newId('sbx'),
	orgId,
	receivedAt: at,
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: '{}',
	truncated: false,
	verdict: { scheme: 'standard-webhooks', valid: true, reason: 'valid' },
	subjects: [],
	...members,
});

export const callContext = (
	orgId: string,
	sourceId: string,
	callId: string,
	members: Partial<CallContext> = {},
): CallContext => ({
	orgId,
	sourceId,
	callId,
	context: sealed('context'),
	createdAt: at,
	subjects: [],
	...members,
});

export const page = (members: Partial<ListOptions> = {}): ListOptions => ({
	limit: 50,
	order: 'desc',
	after: null,
	since: null,
	until: null,
	...members,
});

export const messageQuery = (orgId: string, members: Partial<MessageQuery> = {}): MessageQuery => ({
	orgId,
	types: [],
	sourceId: null,
	filter: {},
	callId: null,
	candidateId: null,
	subjects: [],
	statuses: [],
	includeTests: false,
	...members,
});

export const deliveryQuery = (
	orgId: string,
	members: Partial<DeliveryQuery> = {},
): DeliveryQuery => ({
	orgId,
	subscriptionId: null,
	messageId: null,
	statuses: [],
	types: [],
	...members,
});

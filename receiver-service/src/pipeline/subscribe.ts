import { invalidField } from '../domain/invalid-field.ts';
import { matches } from '../domain/subscription-match.ts';
import type {
	Filter,
	Platform,
	PolicyChoice,
	Subscription,
	SubscriptionClient,
} from '../domain/types.ts';
import type { Context } from './context.ts';
import { fieldMapOf } from './fan-out.ts';
import { latestOf, type Maker, noKeyId, sameMaker } from './keys.ts';
import { checkedSource, checkedUrl, checkFilter, hashesOf } from './subscription-checks.ts';
import { firstSecrets, formerKeys, renewedSecrets } from './subscription-secrets.ts';
import { putSubscription, setStatus } from './subscription-state.ts';

/** `mode: "test"` without a time lasts as long as n8n listens for a test event. */
const defaultTestSeconds = 120;

/** What a client asks for, checked in its form. */
export type SubscribeRequest = {
	readonly url: string;
	readonly eventTypes: readonly string[];
	readonly platform: Platform;
	readonly name: string | null;
	readonly sourceId: string | null;
	readonly filter: Filter;
	readonly format: Subscription['format'];
	readonly policy: PolicyChoice;
	readonly headers: Readonly<Record<string, string>> | null;
	readonly rateLimitPerSecond: number | null;
	readonly secret: string | null;
	readonly signing: Subscription['signing'];
	readonly mode: Subscription['mode'];
	readonly ttlSeconds: number | null;
	readonly client: SubscriptionClient | null;
	/** Null: a new one is enabled, one that is there stays paused if it is. */
	readonly enabled: boolean | null;
};

export type Subscribed = { readonly created: boolean; readonly subscription: Subscription };

/** Custom headers at rest: sealed values, names in the clear. */
export const sealedHeaders = (
	{ vault }: Pick<Context, 'vault'>,
	headers: Readonly<Record<string, string>> | null,
): Pick<Subscription, 'headers' | 'headerNames'> => {
	const headerNames = Object.keys(headers ?? {});
	if (headerNames.length === 0) return { headers: null, headerNames };
	return { headers: vault.seal('subscription_headers', JSON.stringify(headers)), headerNames };
};

/** Everything of a subscription that the request alone decides. */
const settingsOf = (context: Context, orgId: string, url: string, request: SubscribeRequest) => {
	const { platform, eventTypes, sourceId, filter, mode } = request;
	const ttlMs = (request.ttlSeconds ?? defaultTestSeconds) * 1_000;
	return {
		kind: 'hook' as const,
		platform,
		name: request.name,
		url: context.vault.seal('subscription_url', url),
		...hashesOf(context, { orgId, platform, url, eventTypes, sourceId, filter }),
		eventTypes,
		sourceId,
		filter,
		format: request.format,
		policy: request.policy,
		...sealedHeaders(context, request.headers),
		rateLimitPerSecond: request.rateLimitPerSecond,
		signing: request.signing,
		mode,
		expiresAt: mode === 'test' ? context.clock.now() + ttlMs : null,
		client: request.client,
	};
};

const newSubscription = (
	context: Context,
	{ key, orgId }: Maker,
	settings: ReturnType<typeof settingsOf>,
	{ enabled, secret: own }: SubscribeRequest,
): Subscription => {
	const keyId = key === null ? noKeyId : latestOf(context, key).id;
	const now = context.clock.now();
	return {
		...settings,
		id: context.newId('sub'),
		orgId,
		keyId,
		secrets: firstSecrets(context, settings.signing, own),
		formerKeyIds: formerKeys(settings.signing, keyId, [key?.id ?? noKeyId]),
		status: enabled === false ? 'paused' : 'active',
		disabledReason: null,
		createdAt: now,
		updatedAt: now,
	};
};

/** The same subscription as its last request wants it (contract, "identity"). */
const posted = (
	context: Context,
	maker: Maker,
	before: Subscription,
	settings: ReturnType<typeof settingsOf>,
	own: string | null,
): Subscription => {
	const { key } = maker;
	const keyId = key === null ? noKeyId : latestOf(context, key).id;
	const { signing, format } = settings;
	const derivedBefore = before.signing === 'derived' ? [before.keyId, ...before.formerKeyIds] : [];
	return {
		...before,
		...settings,
		keyId,
		secrets: renewedSecrets(context, before, {
			signing,
			format,
			own,
			sameMaker: sameMaker(context, before.keyId, key),
		}),
		formerKeyIds: formerKeys(signing, keyId, [key?.id ?? noKeyId, ...derivedBefore]),
	};
};

/** Gives the backlog of a deleted subscription to its successor at the same URL. */
const takeOverBacklog = async (context: Context, heir: Subscription): Promise<void> => {
	const now = context.clock.now();
	const left = await context.store.listHandover(heir.orgId, heir.urlHash, now);
	if (left.length === 0) return;
	const wanted = left.filter(({ message }) =>
		matches(heir, message, fieldMapOf(context, message.sourceId)),
	);
	const taken = await context.store.takeOver(
		heir.orgId,
		heir.urlHash,
		wanted.map(({ deliveryId }) => deliveryId),
		{
			subscriptionId: heir.id,
			targetId: heir.targetId,
			status: heir.status === 'active' ? 'pending' : 'held',
		},
		now,
	);
	if (taken > 0 && heir.status === 'active') context.dispatcher.wake(heir.targetId);
};

/** What posting again makes of a status: a disabled one wants to be in service again. */
const postedStatus = (
	before: Subscription['status'],
	enabled: boolean | null,
): Subscription['status'] => {
	if (enabled !== null) return enabled ? 'active' : 'paused';
	return before === 'disabled' ? 'active' : before;
};

/**
 * Registers a hook URL, or updates the subscription that it already is. Throws a `Refusal` for an
 * unsafe URL, a foreign source or a filter that cannot work yet.
 */
export const subscribe = async (
	context: Context,
	maker: Maker,
	request: SubscribeRequest,
): Promise<Subscribed> => {
	const { orgId } = maker;
	if (maker.key === null && request.signing === 'derived') {
		throw invalidField('signing', {
			en: 'derives from an API key: register this hook with one, or sign with a secret',
			fr: 'dérive d’une clé API : enregistrez ce hook avec une clé, ou signez avec un secret',
		});
	}
	checkedSource(context, orgId, request.sourceId, request.eventTypes);
	checkFilter(context, orgId, request);
	const url = await checkedUrl(context, request.url, request.platform);
	const settings = settingsOf(context, orgId, url, request);
	const fresh = newSubscription(context, maker, settings, request);
	const result = await context.store.createSubscription(fresh);
	if (result.kind === 'created') {
		context.directory.putSubscription(fresh);
		context.dispatcher.changed(fresh.id);
		if (fresh.mode === 'live') await takeOverBacklog(context, fresh);
		return { created: true, subscription: fresh };
	}
	const before = context.directory.subscription(result.subscription.id) ?? result.subscription;
	const again = posted(context, maker, before, settings, request.secret);
	// Gone between the two writes: then it is new after all.
	if (!(await putSubscription(context, again))) return subscribe(context, maker, request);
	const status = postedStatus(before.status, request.enabled);
	if (status !== before.status) await setStatus(context, again, { status });
	return { created: false, subscription: context.directory.subscription(again.id) ?? again };
};

import { Refusal } from '../domain/refusal.ts';
import type { Subscription } from '../domain/types.ts';
import type { Context } from './context.ts';
import { latestOf, type Maker, noKeyId } from './keys.ts';
import { replayRange } from './replay.ts';
import { type SubscribeRequest, sealedHeaders } from './subscribe.ts';
import { checkedSource, checkedUrl, checkFilter, hashesOf } from './subscription-checks.ts';
import { formerKeys, rotatedSecrets } from './subscription-secrets.ts';
import { putSubscription, type StatusChanged, setStatus } from './subscription-state.ts';

/** A deleted subscription's backlog waits this long for its URL to come back (contract). */
const handoverMs = 10 * 60_000;
/** A delivery is older than its first failure by as long as it queued. */
const queuedMs = 10 * 60_000;

type Changeable =
	| 'url'
	| 'eventTypes'
	| 'name'
	| 'sourceId'
	| 'filter'
	| 'format'
	| 'policy'
	| 'headers'
	| 'rateLimitPerSecond'
	| 'client';

/** What a PATCH may change; undefined leaves as it is. */
export type SubscriptionChange = {
	readonly [Key in Changeable]?: SubscribeRequest[Key] | undefined;
};

const latest = (context: Context, subscription: Subscription): Subscription =>
	context.directory.subscription(subscription.id) ?? subscription;

const hostOf = (url: string): string => new URL(url).host;

/** Changes a subscription. Headers were meant for their host: another host does not get them. */
export const changeSubscription = async (
	context: Context,
	subscription: Subscription,
	change: SubscriptionChange,
): Promise<Subscription> => {
	const { orgId, platform } = subscription;
	const before = context.vault.open('subscription_url', subscription.url);
	const url = change.url === undefined ? before : await checkedUrl(context, change.url, platform);
	const eventTypes = change.eventTypes ?? subscription.eventTypes;
	const sourceId = change.sourceId === undefined ? subscription.sourceId : change.sourceId;
	const filter = change.filter ?? subscription.filter;
	checkedSource(context, orgId, sourceId, eventTypes);
	checkFilter(context, orgId, { eventTypes, sourceId, filter });
	const moved = hostOf(url) !== hostOf(before);
	const headers =
		change.headers === undefined && !moved ? {} : sealedHeaders(context, change.headers ?? null);
	const changed: Subscription = {
		...subscription,
		...(url === before ? {} : { url: context.vault.seal('subscription_url', url) }),
		...hashesOf(context, { orgId, platform, url, eventTypes, sourceId, filter }),
		eventTypes,
		sourceId,
		filter,
		...headers,
		name: change.name === undefined ? subscription.name : change.name,
		format: change.format ?? subscription.format,
		policy: change.policy ?? subscription.policy,
		rateLimitPerSecond:
			change.rateLimitPerSecond === undefined
				? subscription.rateLimitPerSecond
				: change.rateLimitPerSecond,
		client: change.client === undefined ? subscription.client : change.client,
	};
	if (!(await putSubscription(context, changed))) throw new Refusal('subscription_exists');
	return latest(context, changed);
};

/** Deletes a subscription; what it has not delivered waits ten minutes for its URL's successor. */
export const unsubscribe = async (context: Context, subscription: Subscription): Promise<void> => {
	const now = context.clock.now();
	const { id, orgId } = subscription;
	await context.store.deleteSubscription(orgId, id, now, now + handoverMs);
	context.directory.removeSubscription(id);
	context.dispatcher.changed(id);
};

/** Holds a subscription's deliveries until it is enabled. Throws a `Refusal` when it is disabled. */
export const pauseSubscription = async (
	context: Context,
	subscription: Subscription,
): Promise<Subscription> => {
	if (subscription.status === 'disabled') throw new Refusal('subscription_disabled');
	await setStatus(context, subscription, { status: 'paused' });
	return latest(context, subscription);
};

export type Enabled = StatusChanged & {
	readonly subscription: Subscription;
	/** Dead letters delivered again. */
	readonly replayed: number;
};

/** Where the key that made it is revoked, whoever enables it makes it anew. */
const adopted = (context: Context, subscription: Subscription, { key }: Maker): Subscription => {
	const { keyId, signing } = subscription;
	if (keyId === noKeyId || context.directory.key(keyId)?.revokedAt === null) return subscription;
	if (key === null && signing === 'derived') throw new Refusal('signing_needs_key');
	const heirId = key === null ? noKeyId : latestOf(context, key).id;
	const formerKeyIds = formerKeys(signing, heirId, [
		key?.id ?? noKeyId,
		...subscription.formerKeyIds,
	]);
	return { ...subscription, keyId: heirId, formerKeyIds };
};

/**
 * Puts a subscription in service. `replayMissed`: null releases what was held; true also delivers
 * the dead letters again since its failures began; false cancels what was held (contract).
 */
export const enableSubscription = async (
	context: Context,
	subscription: Subscription,
	maker: Maker,
	replayMissed: boolean | null,
): Promise<Enabled> => {
	const { id, orgId } = subscription;
	const { failingSince } = context.directory.health(id);
	const adoptedBy = adopted(context, subscription, maker);
	if (adoptedBy !== subscription) await putSubscription(context, adoptedBy);
	const held = replayMissed === false ? 'cancel' : 'release';
	const counts = await setStatus(context, adoptedBy, { status: 'active', held });
	const replayed =
		replayMissed === true && failingSince !== null
			? await replayDeadLetters(context, orgId, id, failingSince)
			: 0;
	return { ...counts, subscription: latest(context, adoptedBy), replayed };
};

const replayDeadLetters = async (
	context: Context,
	orgId: string,
	subscriptionId: string,
	since: number,
): Promise<number> => {
	const range = {
		subscriptionId,
		types: [],
		statuses: ['dead_letter'] as const,
		since: since - queuedMs,
		until: context.clock.now(),
	};
	let replayed = 0;
	for (let after: string | null = null; ; ) {
		const step = await replayRange(context, orgId, { ...range, after });
		replayed += step.deliveries;
		if (step.next === null) return replayed;
		after = step.next;
	}
};

/** Gives a subscription a new secret; the old one signs too for 24 hours. Throws for derived ones. */
export const rotateSecret = async (
	context: Context,
	subscription: Subscription,
	own: string | null,
): Promise<Subscription> => {
	if (subscription.signing === 'derived') throw new Refusal('signing_derived');
	const secrets = rotatedSecrets(context, subscription, own);
	const rotated = { ...subscription, secrets };
	if (!(await putSubscription(context, rotated))) throw new Refusal('subscription_gone');
	return latest(context, rotated);
};

import { healthy } from '../domain/health.ts';
import { typesInclude } from '../domain/subscription-match.ts';
import type {
	ApiKey,
	Organisation,
	Source,
	SourceHealth,
	Subscription,
	SubscriptionHealth,
} from '../domain/types.ts';
import type { Configuration } from '../ports.ts';

/**
 * The configuration in memory: what ingest, fan-out and delivery read without touching the
 * database. Whoever changes a row in the store puts it here right after.
 */
export type Directory = {
	readonly organisations: () => readonly Organisation[];
	readonly organisation: (id: string) => Organisation | undefined;
	readonly organisationBySandboxToken: (hash: string) => Organisation | undefined;
	readonly putOrganisation: (organisation: Organisation) => void;
	readonly key: (id: string) => ApiKey | undefined;
	readonly keyByHash: (hash: string) => ApiKey | undefined;
	readonly keysOf: (orgId: string) => readonly ApiKey[];
	readonly putKey: (key: ApiKey) => void;
	readonly source: (id: string) => Source | undefined;
	readonly sourceByToken: (hash: string) => Source | undefined;
	readonly sourcesOf: (orgId: string) => readonly Source[];
	readonly putSource: (source: Source) => void;
	readonly removeSource: (id: string) => void;
	readonly sourceHealth: (id: string) => SourceHealth;
	readonly putSourceHealth: (id: string, health: SourceHealth) => void;
	/** True once a call was started through this source: its events may have a context. */
	readonly hasCalls: (sourceId: string) => boolean;
	readonly markCalls: (sourceId: string) => void;
	/** How often personal data of the organisation was erased: what was learned before may be gone. */
	readonly erasures: (orgId: string) => number;
	readonly noteErasure: (orgId: string) => void;
	readonly subscription: (id: string) => Subscription | undefined;
	readonly subscriptionsOf: (orgId: string) => readonly Subscription[];
	readonly subscriptionsOfTarget: (targetId: string) => readonly Subscription[];
	readonly allSubscriptions: () => Iterable<Subscription>;
	/** Hooks of the organisation that name this type; kept until a subscription changes. */
	readonly subscribersOf: (orgId: string, vendor: string, type: string) => readonly Subscription[];
	/** The organisation's own sandbox, a hook that only tests and it itself name. */
	readonly sandboxOf: (orgId: string) => Subscription;
	readonly putSubscription: (subscription: Subscription) => void;
	readonly removeSubscription: (id: string) => void;
	/** Live health: the dispatcher's view, ahead of the database by what is in flight. */
	readonly health: (subscriptionId: string) => SubscriptionHealth;
	readonly putHealth: (subscriptionId: string, health: SubscriptionHealth) => void;
};

const unknownHealth: SourceHealth = {
	lastEventAt: null,
	consecutiveRejections: 0,
	lastRejectionAt: null,
	consecutiveFailures: 0,
};

/** Groups of items by a key, kept in step with single changes. */
const groups = <Item>() => {
	const byKey = new Map<string, Map<string, Item>>();
	return {
		of: (key: string): readonly Item[] => [...(byKey.get(key)?.values() ?? [])],
		put: (key: string, id: string, item: Item) => {
			const group = byKey.get(key) ?? new Map<string, Item>();
			group.set(id, item);
			byKey.set(key, group);
		},
		remove: (key: string, id: string) => {
			const group = byKey.get(key);
			group?.delete(id);
			if (group?.size === 0) byKey.delete(key);
		},
	};
};

/** Fills a directory from what the store has. */
export const createDirectory = (configuration: Configuration): Directory => {
	const organisations = new Map<string, Organisation>();
	const organisationsByToken = new Map<string, Organisation>();
	const keys = new Map<string, ApiKey>();
	const keysByHash = new Map<string, ApiKey>();
	const keysByOrg = groups<ApiKey>();
	const sources = new Map<string, Source>();
	const sourcesByToken = new Map<string, Source>();
	const sourcesByOrg = groups<Source>();
	const sourceHealth = new Map<string, SourceHealth>();
	const withCalls = new Set(configuration.sourcesWithCalls);
	const erasures = new Map<string, number>();
	const subscriptions = new Map<string, Subscription>();
	const subscriptionsByOrg = groups<Subscription>();
	const subscriptionsByTarget = groups<Subscription>();
	const subscribers = new Map<string, readonly Subscription[]>();
	const health = new Map<string, SubscriptionHealth>();

	const putOrganisation = (organisation: Organisation) => {
		organisations.set(organisation.id, organisation);
		organisationsByToken.set(organisation.sandboxTokenHash, organisation);
	};
	const putKey = (key: ApiKey) => {
		keys.set(key.id, key);
		keysByHash.set(key.hash, key);
		keysByOrg.put(key.orgId, key.id, key);
	};
	const removeSource = (id: string) => {
		const source = sources.get(id);
		if (source === undefined) return;
		for (const token of source.tokens) sourcesByToken.delete(token.hash);
		sourcesByOrg.remove(source.orgId, id);
		sources.delete(id);
	};
	const putSource = (source: Source) => {
		removeSource(source.id);
		sources.set(source.id, source);
		sourcesByOrg.put(source.orgId, source.id, source);
		for (const token of source.tokens) sourcesByToken.set(token.hash, source);
	};
	const removeSubscription = (id: string) => {
		const subscription = subscriptions.get(id);
		if (subscription === undefined) return;
		subscribers.clear();
		subscriptions.delete(id);
		subscriptionsByOrg.remove(subscription.orgId, id);
		subscriptionsByTarget.remove(subscription.targetId, id);
	};
	const putSubscription = (subscription: Subscription) => {
		removeSubscription(subscription.id);
		subscribers.clear();
		subscriptions.set(subscription.id, subscription);
		subscriptionsByOrg.put(subscription.orgId, subscription.id, subscription);
		subscriptionsByTarget.put(subscription.targetId, subscription.id, subscription);
	};

	for (const organisation of configuration.organisations) putOrganisation(organisation);
	for (const key of configuration.keys) putKey(key);
	for (const source of configuration.sources) putSource(source);
	for (const subscription of configuration.subscriptions) putSubscription(subscription);
	for (const { subscriptionId, ...rest } of configuration.subscriptionHealth)
		health.set(subscriptionId, rest);
	for (const { sourceId, ...rest } of configuration.sourceHealth) sourceHealth.set(sourceId, rest);

	return {
		organisations: () => [...organisations.values()],
		organisation: (id) => organisations.get(id),
		organisationBySandboxToken: (hash) => organisationsByToken.get(hash),
		putOrganisation,
		key: (id) => keys.get(id),
		keyByHash: (hash) => keysByHash.get(hash),
		keysOf: (orgId) => keysByOrg.of(orgId),
		putKey,
		source: (id) => sources.get(id),
		sourceByToken: (hash) => sourcesByToken.get(hash),
		sourcesOf: (orgId) => sourcesByOrg.of(orgId),
		putSource,
		removeSource: (id) => {
			removeSource(id);
			sourceHealth.delete(id);
		},
		sourceHealth: (id) => sourceHealth.get(id) ?? unknownHealth,
		putSourceHealth: (id, value) => sourceHealth.set(id, value),
		hasCalls: (sourceId) => withCalls.has(sourceId),
		markCalls: (sourceId) => withCalls.add(sourceId),
		erasures: (orgId) => erasures.get(orgId) ?? 0,
		noteErasure: (orgId) => erasures.set(orgId, (erasures.get(orgId) ?? 0) + 1),
		subscription: (id) => subscriptions.get(id),
		subscriptionsOf: (orgId) => subscriptionsByOrg.of(orgId),
		subscriptionsOfTarget: (targetId) => subscriptionsByTarget.of(targetId),
		allSubscriptions: () => subscriptions.values(),
		subscribersOf: (orgId, vendor, type) => {
			const key = `${orgId}\n${vendor}\n${type}`;
			const known = subscribers.get(key);
			if (known !== undefined) return known;
			const found = subscriptionsByOrg
				.of(orgId)
				.filter(
					({ kind, eventTypes }) => kind === 'hook' && typesInclude(eventTypes, vendor, type),
				);
			subscribers.set(key, found);
			return found;
		},
		sandboxOf: (orgId) => {
			const found = subscriptionsByOrg.of(orgId).find(({ kind }) => kind === 'sandbox');
			if (found === undefined) throw new Error(`Organisation ${orgId} has no sandbox.`);
			return found;
		},
		putSubscription,
		removeSubscription: (id) => {
			removeSubscription(id);
			health.delete(id);
		},
		health: (id) => health.get(id) ?? healthy,
		putHealth: (id, value) => health.set(id, value),
	};
};

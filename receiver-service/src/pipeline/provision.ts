import { hash } from 'node:crypto';
import { newSecret, vendors } from '@voicehooks/core';
import { type Member, type Organisation, type Subscription, scopes } from '../domain/types.ts';
import type { Page } from '../ports.ts';
import type { Context } from './context.ts';
import { keyRecord, newKeyText } from './keys.ts';
import { createSignInLink } from './sign-in-links.ts';
import { createSource } from './sources.ts';

/** Requests a second to `/v1` by default (contract, "Authentication"). */
const defaultRateLimitPerSecond = 60;
const sandboxTokenBytes = 24;
/** As for any hook: 256 bits. */
const signingSecretBytes = 32;

/** An organisation's sandbox as a hook: tests name it, and no event type reaches it by itself. */
const sandboxSubscription = (
	context: Context,
	organisation: Organisation,
	token: string,
): Subscription => {
	const url = `${context.config.publicUrl}/sandbox/${token}`;
	const targetId = context.vault.index('target', `${organisation.id}\nsandbox`);
	const secret = newSecret(context.random.bytes(signingSecretBytes));
	const now = context.clock.now();
	return {
		id: context.newId('sub'),
		orgId: organisation.id,
		keyId: '',
		kind: 'sandbox',
		platform: 'custom',
		name: 'Sandbox',
		url: context.vault.seal('subscription_url', url),
		urlHash: targetId,
		identity: targetId,
		targetId,
		eventTypes: [],
		sourceId: null,
		filter: {},
		format: 'message',
		policy: 'standard',
		headers: null,
		headerNames: [],
		rateLimitPerSecond: null,
		signing: 'secret',
		secrets: [{ value: context.vault.seal('subscription_secret', secret), expiresAt: null }],
		formerKeyIds: [],
		mode: 'live',
		expiresAt: null,
		client: null,
		status: 'active',
		disabledReason: null,
		createdAt: now,
		updatedAt: now,
	};
};

/** Makes an organisation with its sandbox and one source for each vendor, ready to be pasted. */
const createOrganisation = async (context: Context, name: string): Promise<Organisation> => {
	const token = context.random.bytes(sandboxTokenBytes).toString('base64url');
	const organisation: Organisation = {
		id: context.newId('org'),
		name,
		rateLimitPerSecond: defaultRateLimitPerSecond,
		sandboxToken: context.vault.seal('sandbox_token', token),
		sandboxTokenHash: hash('sha256', token, 'hex'),
		createdAt: context.clock.now(),
	};
	await context.store.putOrganisation(organisation);
	context.directory.putOrganisation(organisation);
	const sandbox = sandboxSubscription(context, organisation, token);
	await context.store.createSubscription(sandbox);
	context.directory.putSubscription(sandbox);
	for (const vendor of vendors) {
		await createSource(context, organisation.id, { vendor: vendor.id, name: vendor.name });
	}
	return organisation;
};

const addKey = async (context: Context, organisation: Organisation, name: string, text: string) => {
	const key = keyRecord(context, { orgId: organisation.id, name, scopes, text });
	await context.store.putKey(key);
	context.directory.putKey(key);
};

export type Provision = {
	readonly organisation: Organisation;
	/** A key that was made now and is shown this once; null on later starts. */
	readonly newKey: string | null;
	/** Signs the first owner in; null once an owner has signed in. */
	readonly signInUrl: string | null;
};

/** The name of whoever installed the service, until they say theirs. */
const firstOwnerName = 'Owner';

const ownersOf = async (
	{ store }: Pick<Context, 'store'>,
	orgId: string,
): Promise<readonly Member[]> => {
	const owners: Member[] = [];
	for (let after: string | null = null; ; ) {
		const page = { limit: 100, order: 'asc', after, since: null, until: null } as const;
		const { items, hasMore }: Page<Member> = await store.listMembers(orgId, page);
		owners.push(...items.filter(({ role }) => role === 'owner'));
		const last = items.at(-1);
		if (!hasMore || last === undefined) return owners;
		after = last.id;
	}
};

/**
 * Sees to it that the organisation has an owner; a link for them as long as none of its owners has
 * signed in.
 */
const firstSignIn = async (context: Context, orgId: string): Promise<string | null> => {
	const owners = await ownersOf(context, orgId);
	if (owners.some(({ lastSeenAt }) => lastSeenAt !== null)) return null;
	const [known] = owners;
	const owner: Member = known ?? {
		id: context.newId('mem'),
		orgId,
		email: null,
		name: firstOwnerName,
		role: 'owner',
		createdAt: context.clock.now(),
		lastSeenAt: null,
	};
	if (known === undefined) await context.store.createMember(owner);
	return (await createSignInLink(context, owner)).url;
};

/**
 * Sees to it that the default organisation is there, and the key of VOICEHOOKS_API_KEY with it.
 * Without one, the first start makes a key.
 */
export const provision = async (context: Context): Promise<Provision> => {
	const [first] = context.directory.organisations();
	const organisation = first ?? (await createOrganisation(context, 'Default'));
	const signInUrl =
		context.config.role === 'deliver' ? null : await firstSignIn(context, organisation.id);
	const { apiKey } = context.config;
	if (apiKey !== null) {
		const known = context.directory.keyByHash(hash('sha256', apiKey, 'hex'));
		if (known === undefined) await addKey(context, organisation, 'VOICEHOOKS_API_KEY', apiKey);
		return { organisation, newKey: null, signInUrl };
	}
	if (context.directory.keysOf(organisation.id).length > 0)
		return { organisation, newKey: null, signInUrl };
	const newKey = newKeyText(context.random);
	await addKey(context, organisation, 'First key', newKey);
	return { organisation, newKey, signInUrl };
};

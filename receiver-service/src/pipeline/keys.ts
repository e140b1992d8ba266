import { hash } from 'node:crypto';
import { signingRoot } from '@voicehooks/core/signature';
import type { ApiKey, Scope, Subscription } from '../domain/types.ts';
import type { Random } from '../ports.ts';
import { recordAudit, systemActor } from './audit.ts';
import type { Context } from './context.ts';
import { putSubscription, setStatus } from './subscription-state.ts';
import { notifyZapierGone } from './zapier-notice.ts';

/** 192 random bits: a fast hash is enough to store it, and guessing is hopeless. */
const keyBytes = 24;
const hintCharacters = 4;

/** The text of a new API key. */
export const newKeyText = (random: Random): string =>
	`vhk_${random.bytes(keyBytes).toString('base64url')}`;

/** The row of a key: everything but its text, which nobody can read back. */
export const keyRecord = (
	context: Pick<Context, 'vault' | 'clock' | 'newId'>,
	key: {
		readonly orgId: string;
		readonly name: string;
		readonly scopes: readonly Scope[];
		readonly text: string;
	},
): ApiKey => ({
	id: context.newId('key'),
	orgId: key.orgId,
	name: key.name,
	hash: hash('sha256', key.text, 'hex'),
	hint: key.text.slice(-hintCharacters),
	scopes: key.scopes,
	signingRoot: context.vault.seal('signing_root', signingRoot(key.text).toString('base64')),
	successorId: null,
	createdAt: context.clock.now(),
	revokedAt: null,
});

/**
 * Whose a hook is: a key's, or, where a member makes it by hand, nobody's (null). What is nobody's
 * cannot sign with what derives from a key, and outlives every key.
 */
export type Maker = { readonly orgId: string; readonly key: ApiKey | null };

/** `keyId` of what belongs to no key. */
export const noKeyId = '';

/** A key just made, with the text that is shown this once. */
export type NewKey = { readonly key: ApiKey; readonly text: string };

const put = async (context: Context, key: ApiKey): Promise<void> => {
	await context.store.putKey(key);
	context.directory.putKey(key);
};

/** Makes an API key of an organisation. */
export const createKey = async (
	context: Context,
	fields: { readonly orgId: string; readonly name: string; readonly scopes: readonly Scope[] },
): Promise<NewKey> => {
	const text = newKeyText(context.random);
	const key = keyRecord(context, { ...fields, text });
	await put(context, key);
	return { key, text };
};

const subscriptionsOf = (context: Context, key: ApiKey): readonly Subscription[] =>
	context.directory.subscriptionsOf(key.orgId).filter(({ keyId }) => keyId === key.id);

/** The keys that replaced this one by rotation, in order. */
const lineOf = (context: Pick<Context, 'directory'>, key: ApiKey): ReadonlyMap<string, ApiKey> => {
	const line = new Map<string, ApiKey>();
	for (let id = key.successorId; id !== null; ) {
		const next = context.directory.key(id);
		if (next === undefined || line.has(next.id)) break;
		line.set(next.id, next);
		id = next.successorId;
	}
	return line;
};

/** Follows rotations from a key to the one in use today; the key itself when it has no live heir. */
export const latestOf = (context: Pick<Context, 'directory'>, key: ApiKey): ApiKey =>
	[...lineOf(context, key).values()].findLast(({ revokedAt }) => revokedAt === null) ?? key;

/** Whether one key replaced the other, directly or over several rotations: the same user's. */
const sameLine = (context: Pick<Context, 'directory'>, one: ApiKey, other: ApiKey): boolean =>
	one.id === other.id || lineOf(context, one).has(other.id) || lineOf(context, other).has(one.id);

/** Whether what this key made, or nobody's key, is the maker's own: replaced keys are the same user's. */
export const sameMaker = (
	context: Pick<Context, 'directory'>,
	keyId: string,
	key: ApiKey | null,
): boolean => {
	if (key === null) return keyId === noKeyId;
	const made = context.directory.key(keyId);
	return made !== undefined && sameLine(context, made, key);
};

/**
 * Replaces a key: the successor has its name and scopes and takes over its subscriptions, which
 * are signed by both until the old key is revoked (contract, "POST /v1/keys/{id}/rotate").
 */
export const rotateKey = async (
	context: Context,
	old: ApiKey,
): Promise<NewKey & { readonly moved: number }> => {
	const { orgId, name, scopes } = old;
	const made = await createKey(context, { orgId, name, scopes });
	// Last, so that a crash in between leaves a key that can be rotated again.
	const subscriptions = subscriptionsOf(context, old);
	for (const subscription of subscriptions) {
		const formerKeyIds =
			subscription.signing === 'derived' ? [...subscription.formerKeyIds, old.id] : [];
		await putSubscription(context, { ...subscription, keyId: made.key.id, formerKeyIds });
	}
	await put(context, { ...old, successorId: made.key.id });
	return { ...made, moved: subscriptions.length };
};

/**
 * Ends a key at once, with its access tokens and derived signatures. Its subscriptions go to
 * `heir`, else to the key that replaced it, else they are disabled and Zapier is told.
 */
export const revokeKey = async (
	context: Context,
	key: ApiKey,
	heir: ApiKey | null,
): Promise<void> => {
	if (key.revokedAt !== null) return;
	const revoked = { ...key, revokedAt: context.clock.now() };
	await put(context, revoked);
	const latest = latestOf(context, key);
	const next = heir ?? (latest.id === key.id ? null : latest);
	for (const subscription of context.directory.subscriptionsOf(key.orgId)) {
		const formerKeyIds = subscription.formerKeyIds.filter((id) => id !== key.id);
		if (subscription.keyId !== key.id) {
			if (formerKeyIds.length === subscription.formerKeyIds.length) continue;
			await putSubscription(context, { ...subscription, formerKeyIds });
		} else if (next === null) {
			await setStatus(context, subscription, { status: 'disabled', reason: 'key_revoked' });
			await recordAudit(context, {
				orgId: key.orgId,
				actor: systemActor,
				action: 'subscription.disable',
				target: { kind: 'subscription', id: subscription.id, name: subscription.name },
				address: null,
			});
			// Not awaited: a hook that hangs must not hold up the revocation. It never throws.
			void notifyZapierGone(context, subscription);
		} else await putSubscription(context, { ...subscription, keyId: next.id, formerKeyIds });
	}
};

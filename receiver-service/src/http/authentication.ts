import { hash } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';
import { createBucketTable } from '../domain/token-bucket.ts';
import type { ApiKey, Scope } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';
import { keyIdOfAccessToken } from './access-token.ts';
import { addressGroup } from './address.ts';
import type { Caller } from './route.ts';

/** Wrong credentials from one address: generous to a misconfigured client, hopeless for guessing. */
export const failedSignIns = { perSecond: 1, burst: 100, addresses: 50_000 };
const apiKeyPrefix = 'vhk_';
/** Longer credentials are none of ours and not worth hashing. */
const credentialCharacters = 4_096;

const challenge = (parameters: string) => ({
	'www-authenticate': `Bearer realm="voicehooks"${parameters}`,
});

/** The key of this text, unless it is unknown or revoked. Looked up by hash: nothing to time. */
export const liveKeyOf = (context: Pick<Context, 'directory'>, apiKey: string): ApiKey | null => {
	const key = context.directory.keyByHash(hash('sha256', apiKey, 'hex'));
	return key === undefined || key.revokedAt !== null ? null : key;
};

const callerOf = (context: Context, credential: string): Caller | null => {
	if (credential.length > credentialCharacters) return null;
	const viaToken = !credential.startsWith(apiKeyPrefix);
	const id = viaToken ? keyIdOfAccessToken(context, credential) : null;
	const named = id === null ? undefined : context.directory.key(id);
	// The key's row is read each time, so that revoking it ends its tokens at once.
	const key = viaToken
		? named?.revokedAt === null
			? named
			: null
		: liveKeyOf(context, credential);
	return key
		? { actor: { kind: 'key', key }, orgId: key.orgId, scopes: key.scopes, viaToken }
		: null;
};

/** No session, or one that has ended. */
export const notSignedIn = (): Refusal =>
	new Refusal('not_signed_in', {}, { headers: challenge('') });

export const retryAfter = (waitMs: number) => ({
	'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))),
});

export type SignInLimit = {
	/** Counts a failure of this address; throws 429 once there were too many, else returns. */
	readonly failed: (address: string) => void;
};

/** Limits guesses by address; who has valid credentials is never held up by them. */
export const createSignInLimit = (context: Pick<Context, 'clock'>): SignInLimit => {
	const table = createBucketTable(
		failedSignIns.perSecond,
		failedSignIns.burst,
		failedSignIns.addresses,
	);
	return {
		failed: (address) => {
			const now = context.clock.now();
			const bucket = table(addressGroup(address), now);
			if (bucket.take(now)) return;
			throw new Refusal('too_many_requests', {}, { headers: retryAfter(bucket.waitMs(now)) });
		},
	};
};

/** Who sends a request with a bearer token. Throws 401 without valid credentials. */
export const authenticate = (context: Context, authorization: string | undefined): Caller => {
	const credential = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
	if (credential === undefined) {
		throw new Refusal('unauthenticated', {}, { headers: challenge('') });
	}
	const caller = callerOf(context, credential);
	if (caller !== null) return caller;
	throw new Refusal('credentials_invalid', {}, { headers: challenge(', error="invalid_token"') });
};

/** Throws 403 when the caller lacks the scope, or is an access token where a key is needed. */
export const authorise = (caller: Caller, scope: Scope | 'any', keyOnly: boolean): void => {
	if (scope !== 'any' && !caller.scopes.includes(scope)) {
		const headers = challenge(`, error="insufficient_scope", scope="${scope}"`);
		throw new Refusal('scope_missing', { scope }, { headers });
	}
	if (keyOnly && caller.viaToken) throw new Refusal('api_key_needed');
};

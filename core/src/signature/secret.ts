import { createHmac } from 'node:crypto';
import { type SigningKey, signingKey } from './hmac.ts';
import type { HmacScheme } from './scheme.ts';

/** A signing secret as text, or the key made of it once by `signatureKey`. */
export type Secret = string | SigningKey;

const whsecPrefix = 'whsec_';
/** Standard Webhooks 1.0: "between 24 bytes (192 bits) and 64 bytes (512 bits)". */
const leastKeyBytes = 24;
const mostKeyBytes = 64;

/** The key bytes of a `whsec_…` secret, or null when it is not one in canonical base64. */
const whsecBytes = (text: string): Buffer | null => {
	if (!text.startsWith(whsecPrefix)) return null;
	const encoded = text.slice(whsecPrefix.length);
	const bytes = Buffer.from(encoded, 'base64');
	if (bytes.length < leastKeyBytes || bytes.length > mostKeyBytes) return null;
	return bytes.toString('base64') === encoded ? bytes : null;
};

/** Whether a text is `whsec_` and the base64 of 24–64 bytes. */
export const isWhsec = (text: string): boolean => whsecBytes(text) !== null;

/** Makes a `whsec_…` secret of 24–64 random bytes. Throws a RangeError for another length. */
export const newSecret = (bytes: Uint8Array): string => {
	if (bytes.length < leastKeyBytes || bytes.length > mostKeyBytes) {
		throw new RangeError(`A secret has ${leastKeyBytes} to ${mostKeyBytes} bytes.`);
	}
	return whsecPrefix + Buffer.from(bytes).toString('base64');
};

/** The key of a secret under a scheme, or null when the secret does not fit the scheme. */
export const keyOf = (scheme: HmacScheme, secret: Secret): SigningKey | null => {
	if (typeof secret !== 'string') return secret;
	const bytes = scheme.key === 'whsec' ? whsecBytes(secret) : Buffer.from(secret, 'utf8');
	return bytes === null || bytes.length === 0 ? null : signingKey(bytes);
};

/** The key of a secret, for callers that sign often. Throws a TypeError when it does not fit. */
export const signatureKey = (scheme: HmacScheme, secret: string): SigningKey => {
	const key = keyOf(scheme, secret);
	if (key === null) throw new TypeError('The secret does not have the form its scheme needs.');
	return key;
};

/** Root of derived signing: 32 bytes that only the holder of the API key can compute (contract). */
export const signingRoot = (apiKey: string): Buffer =>
	createHmac('sha256', apiKey).update('voicehooks/v1/root').digest();

/** The `whsec_…` secret of a subscription under a signing root (contract, "derived signing"). */
export const derivedSecret = (root: Uint8Array, subscriptionId: string): string =>
	newSecret(createHmac('sha256', root).update(`voicehooks/v1/sub/${subscriptionId}`).digest());

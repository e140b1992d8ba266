import { type DigestEncoding, hmacSha256, type SigningKey } from './hmac.ts';
import type { HmacScheme } from './scheme.ts';
import { keyOf, type Secret } from './secret.ts';

export type SignInput = {
	/** The exact bytes that are sent. */
	readonly body: Uint8Array | string;
	/** Needed where the scheme's content has `{id}`. */
	readonly id?: string;
	/** Unix seconds; needed where the scheme's content has `{timestamp}`. */
	readonly timestamp?: number;
};

/** The HMAC-SHA256 of a scheme's content. `timestamp` is text: a verifier hashes what was sent. */
export const digestOf = (
	scheme: HmacScheme,
	key: SigningKey,
	id: string,
	timestamp: string,
	body: Uint8Array | string,
	encoding: DigestEncoding,
): string => {
	switch (scheme.content) {
		case '{body}':
			return hmacSha256(key, '', body, encoding);
		case '{timestamp}.{body}':
			return hmacSha256(key, `${timestamp}.`, body, encoding);
		case '{id}.{timestamp}.{body}':
			return hmacSha256(key, `${id}.${timestamp}.`, body, encoding);
	}
};

/**
 * The signature header's value for one secret. Throws a TypeError when the secret does not fit the
 * scheme, or when the scheme signs an id or a time that was not given.
 */
export const sign = (
	scheme: HmacScheme,
	input: SignInput & { readonly secret: Secret },
): string => {
	const key = keyOf(scheme, input.secret);
	if (key === null) throw new TypeError('The secret does not have the form its scheme needs.');
	if (scheme.content !== '{body}' && input.timestamp === undefined) {
		throw new TypeError('The scheme signs a timestamp.');
	}
	if (scheme.content === '{id}.{timestamp}.{body}' && input.id === undefined) {
		throw new TypeError('The scheme signs an id.');
	}
	const { id = '', timestamp, body } = input;
	return scheme.prefix + digestOf(scheme, key, id, String(timestamp), body, scheme.encoding);
};

/**
 * The header's value for all secrets that are active during a rotation, newest first. A scheme
 * without a separator carries one signature: that of the newest.
 */
export const signAll = (
	scheme: HmacScheme,
	input: SignInput & { readonly secrets: readonly Secret[] },
): string => {
	const secrets = scheme.separator === undefined ? input.secrets.slice(0, 1) : input.secrets;
	return secrets.map((secret) => sign(scheme, { ...input, secret })).join(scheme.separator ?? '');
};

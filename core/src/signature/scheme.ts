/**
 * A signature scheme as data: one signer and one verifier read it, for every vendor and for our
 * own outbound signatures.
 */
export type HmacScheme = {
	readonly kind: 'hmac-sha256';
	/** Header that carries the signature, in its documented spelling. */
	readonly header: string;
	/** What stands before the encoded digest, e.g. `sha256=` or `v1,`. */
	readonly prefix: string;
	readonly encoding: 'hex' | 'base64';
	/** What stands between several signatures of one header; absent: exactly one is allowed. */
	readonly separator?: ' ' | ',';
	/** The signed text. `{id}` and `{timestamp}` are read from the headers named below. */
	readonly content: '{body}' | '{timestamp}.{body}' | '{id}.{timestamp}.{body}';
	readonly idHeader?: string;
	/** Header with the time of signing in unix seconds. */
	readonly timestampHeader?: string;
	/** How the secret text becomes key bytes. */
	readonly key: 'utf8' | 'whsec';
	/**
	 * True where the vendor's own sample signs `JSON.stringify` of the parsed body: when the raw
	 * bytes do not verify, that text is tried, and is then the authentic document.
	 */
	readonly canonicalJson?: boolean;
};

export type SignatureScheme = { readonly kind: 'none' } | HmacScheme;

/** Standard Webhooks 1.0, symmetric: what every hook URL receives (standardwebhooks.com). */
export const standardWebhooksScheme: HmacScheme = {
	kind: 'hmac-sha256',
	header: 'webhook-signature',
	prefix: 'v1,',
	encoding: 'base64',
	separator: ' ',
	content: '{id}.{timestamp}.{body}',
	idHeader: 'webhook-id',
	timestampHeader: 'webhook-timestamp',
	key: 'whsec',
};

/** The second outbound signature, for tools that can only hash text with a text key (contract). */
export const textSignatureScheme: HmacScheme = {
	kind: 'hmac-sha256',
	header: 'x-voicehooks-signature',
	prefix: 'v1=',
	encoding: 'hex',
	separator: ',',
	content: '{timestamp}.{body}',
	timestampHeader: 'webhook-timestamp',
	key: 'utf8',
};

import { timingSafeEqual } from 'node:crypto';
import type { HmacScheme } from './scheme.ts';
import { keyOf, type Secret } from './secret.ts';
import { digestOf } from './sign.ts';

export type SignedRequest = {
	/** By lower-case name, as Node gives them. */
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	/** The bytes received. */
	readonly body: Uint8Array;
	/** Every secret that is active; one match is enough. */
	readonly secrets: readonly Secret[];
};

export type Verdict =
	| {
			readonly valid: true;
			/** Whether the received bytes were signed, or only their `JSON.stringify` form. */
			readonly form: 'raw' | 'canonical';
			/** The bytes that the signature covers: what may be stored and forwarded. */
			readonly document: Uint8Array;
			/** Signed unix seconds; null where the scheme signs no time. */
			readonly timestamp: number | null;
	  }
	| {
			readonly valid: false;
			readonly reason: 'missing' | 'malformed' | 'timestamp_missing' | 'mismatch';
	  };

/**
 * Hex is read in either case: "the standard case-insensitive hex encoding" (RFC 4648, section 8).
 * Base64 must be canonical, so that each digest has one spelling only.
 */
const digestPatterns = {
	hex: /^[0-9a-fA-F]{64}$/,
	base64: /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
} as const;
const timestampPattern = /^\d{1,12}$/;
/** More signatures in one header are not read: a rotation has two. */
const signaturesRead = 8;

/** The well-formed digests of a signature header. */
const claimedDigests = (scheme: HmacScheme, header: string): readonly Buffer[] => {
	const parts =
		scheme.separator === undefined ? [header] : header.split(scheme.separator, signaturesRead);
	const digests: Buffer[] = [];
	for (const part of parts) {
		if (!part.startsWith(scheme.prefix)) continue;
		const encoded = part.slice(scheme.prefix.length);
		if (digestPatterns[scheme.encoding].test(encoded)) {
			digests.push(Buffer.from(encoded, scheme.encoding));
		}
	}
	return digests;
};

/** `JSON.stringify` of a parsed body, or null when it is not JSON or nested too deep to write. */
export const canonicalJson = (body: Uint8Array): string | null => {
	try {
		return JSON.stringify(
			JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString()),
		);
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof RangeError) return null;
		throw error;
	}
};

/**
 * Whether one of the secrets signed the request. Never throws, whatever the headers hold; takes the
 * same time whichever secret and signature match.
 */
export const verify = (scheme: HmacScheme, request: SignedRequest): Verdict => {
	const header = request.headers[scheme.header.toLowerCase()];
	if (header === undefined || header === '') return { valid: false, reason: 'missing' };
	if (typeof header !== 'string') return { valid: false, reason: 'malformed' };
	const claimed = claimedDigests(scheme, header);
	if (claimed.length === 0) return { valid: false, reason: 'malformed' };

	let id = '';
	if (scheme.idHeader !== undefined) {
		const value = request.headers[scheme.idHeader.toLowerCase()];
		if (value === undefined || value === '') return { valid: false, reason: 'missing' };
		if (typeof value !== 'string') return { valid: false, reason: 'malformed' };
		id = value;
	}
	let timestamp = '';
	if (scheme.timestampHeader !== undefined) {
		const value = request.headers[scheme.timestampHeader.toLowerCase()];
		if (value === undefined || value === '') return { valid: false, reason: 'timestamp_missing' };
		if (typeof value !== 'string' || !timestampPattern.test(value)) {
			return { valid: false, reason: 'malformed' };
		}
		timestamp = value;
	}

	const matches = (body: Uint8Array): boolean => {
		let found = false;
		for (const secret of request.secrets) {
			const key = keyOf(scheme, secret);
			if (key === null) continue;
			const digest = Buffer.from(digestOf(scheme, key, id, timestamp, body, 'binary'), 'binary');
			for (const candidate of claimed) found = timingSafeEqual(digest, candidate) || found;
		}
		return found;
	};
	const valid = (form: 'raw' | 'canonical', document: Uint8Array): Verdict => ({
		valid: true,
		form,
		document,
		timestamp: timestamp === '' ? null : Number(timestamp),
	});

	if (matches(request.body)) return valid('raw', request.body);
	const canonical = scheme.canonicalJson === true ? canonicalJson(request.body) : null;
	if (canonical !== null) {
		const document = Buffer.from(canonical);
		if (matches(document)) return valid('canonical', document);
	}
	return { valid: false, reason: 'mismatch' };
};

import type { HmacScheme, Vendor } from '@voicehooks/core';
import { type SigningKey, signatureKey, verify } from '@voicehooks/core/signature';
import type { Source } from '../domain/types.ts';
import type { Context } from './context.ts';

/** What the signature of a request to a source says. */
export type Verdict =
	/** The source has no secret, or its vendor signs nothing. */
	| { readonly kind: 'unverified'; readonly document: Uint8Array }
	| { readonly kind: 'verified'; readonly document: Uint8Array; readonly stale: boolean }
	| { readonly kind: 'rejected'; readonly reason: string };

/** Secrets of sources opened for verifying, forgotten when the source changes. */
export const createVerifier = (context: Pick<Context, 'vault' | 'clock'>) => {
	const opened = new WeakMap<Source, readonly SigningKey[]>();
	const secretsOf = (scheme: HmacScheme, source: Source): readonly SigningKey[] => {
		const known = opened.get(source);
		if (known !== undefined) return known;
		const secrets = source.secrets.map(({ value }) =>
			signatureKey(scheme, context.vault.open('source_secret', value)),
		);
		opened.set(source, secrets);
		return secrets;
	};
	/**
	 * Verifies before anything is parsed. `stale` means a good signature over a time further from
	 * now than the source tolerates, in either direction.
	 */
	return (
		vendor: Vendor,
		source: Source,
		headers: Readonly<Record<string, string | undefined>>,
		body: Uint8Array,
	): Verdict => {
		const { signature: scheme } = vendor;
		if (scheme.kind === 'none' || source.secrets.length === 0)
			return { kind: 'unverified', document: body };
		const result = verify(scheme, { headers, body, secrets: secretsOf(scheme, source) });
		if (!result.valid) return { kind: 'rejected', reason: `signature_${result.reason}` };
		const ageMs = result.timestamp === null ? 0 : context.clock.now() - result.timestamp * 1_000;
		const stale = Math.abs(ageMs) > source.timestampToleranceSeconds * 1_000;
		return { kind: 'verified', document: result.document, stale };
	};
};

import { vendors } from '@voicehooks/core';
import {
	type HmacScheme,
	standardWebhooksScheme,
	textSignatureScheme,
	verify,
} from '@voicehooks/core/signature';
import type { SandboxRequest } from '../domain/types.ts';
import type { Context } from './context.ts';
import { secretTextsOf } from './outbound-request.ts';

/** Standard Webhooks and the vendors' own handlers commonly allow this much. */
const freshForMs = 300_000;
/** Secrets tried for one request: the newest hooks of the organisation. */
const maxSecrets = 500;

export type Claim = {
	readonly name: string;
	readonly scheme: HmacScheme;
	readonly vendor: string | null;
};

/** Every scheme there is, ours first: a hook of ours carries two of them. */
const schemes: readonly Claim[] = [
	{ name: 'standard-webhooks', scheme: standardWebhooksScheme, vendor: null },
	{ name: 'x-voicehooks-signature', scheme: textSignatureScheme, vendor: null },
	...vendors.flatMap(({ id, signature }) =>
		signature.kind === 'none' ? [] : [{ name: id, scheme: signature, vendor: id }],
	),
];

/** The scheme a request's headers claim; undefined when it is not signed in any we know. */
const claimOf = (headers: Readonly<Record<string, string>>): Claim | undefined =>
	schemes.find(({ scheme }) => (headers[scheme.header.toLowerCase()] ?? '') !== '');

/** The organisation's secrets that could have made a signature of this scheme. */
const secretsFor = (context: Context, orgId: string, { vendor }: Claim): readonly string[] => {
	const { directory, vault } = context;
	const ofSources = directory
		.sourcesOf(orgId)
		.filter((source) => source.vendor === vendor)
		.flatMap(({ secrets }) => secrets.map(({ value }) => vault.open('source_secret', value)));
	const ofSubscriptions = directory
		.subscriptionsOf(orgId)
		.filter(({ format }) => format === (vendor === null ? 'message' : 'vendor'))
		.slice(-maxSecrets)
		.flatMap((subscription) => secretTextsOf(context, subscription).map(({ text }) => text));
	return [...ofSources, ...ofSubscriptions];
};

/**
 * Which scheme a request claims, and whether one of the organisation's secrets made its signature
 * over these bytes. `reason` is a stable code: `verified`, `stale_timestamp` (a good signature over
 * an old time), `no_signature`, `missing`, `malformed`, `timestamp_missing`, `mismatch`.
 */
export const sandboxVerdict = (
	context: Context,
	orgId: string,
	headers: Readonly<Record<string, string>>,
	body: Uint8Array,
): SandboxRequest['verdict'] => {
	const claim = claimOf(headers);
	if (claim === undefined) return { scheme: null, valid: false, reason: 'no_signature' };
	const secrets = secretsFor(context, orgId, claim);
	const result = verify(claim.scheme, { headers, body, secrets });
	if (!result.valid) return { scheme: claim.name, valid: false, reason: result.reason };
	const ageMs = result.timestamp === null ? 0 : context.clock.now() - result.timestamp * 1_000;
	const reason = Math.abs(ageMs) > freshForMs ? 'stale_timestamp' : 'verified';
	return { scheme: claim.name, valid: true, reason };
};

import { vendors } from '@voicehooks/core';
import {
	type HmacScheme,
	type SignedRequest,
	sign,
	standardWebhooksScheme,
	textSignatureScheme,
	verify,
} from '@voicehooks/core/signature';

export const body = Buffer.from('{"event":"call.ended","call_id":"c_01HXYZ"}');
export const timestamp = 1_709_064_000;
export const secret = 'a secret of the vendor é';
export const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export type Row = readonly [name: string, scheme: HmacScheme, secret: string];

export const vendorRows: readonly Row[] = vendors.flatMap(({ id, signature }) =>
	signature.kind === 'none' ? [] : [[id, signature, secret] as const],
);
export const rows: readonly Row[] = [
	...vendorRows,
	['Standard Webhooks', standardWebhooksScheme, whsec],
	['our text signature', textSignatureScheme, whsec],
];

export type Headers = SignedRequest['headers'];

/** Headers as Node gives them for a signed request. */
export const signed = (scheme: HmacScheme, key: string, document: Uint8Array | string = body) => {
	const headers: Record<string, string> = {
		[scheme.header.toLowerCase()]: sign(scheme, {
			secret: key,
			body: document,
			id: 'msg_1',
			timestamp,
		}),
	};
	if (scheme.timestampHeader) headers[scheme.timestampHeader.toLowerCase()] = String(timestamp);
	if (scheme.idHeader) headers[scheme.idHeader] = 'msg_1';
	return headers;
};

/** The verdict on a request under one secret. */
export const verdict = (
	scheme: HmacScheme,
	headers: Headers,
	key: string,
	document: Uint8Array = body,
) => verify(scheme, { headers, body: document, secrets: [key] });

export const refused = (reason: string) => ({ valid: false, reason });

import {
	type HmacScheme,
	standardWebhooksScheme,
	textSignatureScheme,
	type Vendor,
	vendors,
} from '@voicehooks/core';

type Node = Readonly<Record<string, unknown>>;

const contents: Readonly<Record<HmacScheme['content'], string>> = {
	'{body}': 'the raw body',
	'{timestamp}.{body}': 'the timestamp header, a dot and the raw body',
	'{id}.{timestamp}.{body}': 'the id header, a dot, the timestamp header, a dot and the raw body',
};

/** AsyncAPI knows no HMAC: the header is named and the recipe told. */
const securityScheme = (scheme: HmacScheme, note: string): Node => ({
	type: 'httpApiKey',
	in: 'header',
	name: scheme.header,
	description: `${scheme.prefix === '' ? '' : `\`${scheme.prefix}\` and `}the ${scheme.encoding} HMAC-SHA256 of ${contents[scheme.content]}. ${note}`,
});

/** Name of a vendor's signature among the security schemes. */
export const signatureName = (vendor: Vendor): string => `${vendor.id}-signature`;

/** How every message is signed: each vendor's way in, and our two ways out. */
export const securitySchemes = (): Node => ({
	...Object.fromEntries(
		vendors.flatMap((vendor) =>
			vendor.signature.kind === 'none'
				? []
				: [
						[
							signatureName(vendor),
							securityScheme(
								vendor.signature,
								vendor.secret === 'always' ? 'Always sent.' : 'Sent when a secret is set.',
							),
						],
					],
		),
	),
	'standard-webhooks': securityScheme(
		standardWebhooksScheme,
		'The key is the base64-decoded part of the `whsec_…` secret.',
	),
	'text-signature': securityScheme(
		textSignatureScheme,
		'The key is the UTF-8 of the whole secret, for tools that can only hash text.',
	),
});

/** What hook URLs may check; one of the two is enough. */
export const hookSecurity = ['standard-webhooks', 'text-signature'] as const;

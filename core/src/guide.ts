import type { Localized } from './localized.ts';
import { type SignatureScheme, standardWebhooksScheme } from './signature/scheme.ts';
import { type Snippets, snippetsOf } from './snippets/index.ts';
import type { Vendor } from './vendor.ts';
import { vendors } from './vendors/index.ts';

/** What people need to connect a vendor, as plain JSON. */
export type VendorGuide = {
	readonly id: string;
	readonly name: string;
	readonly about: Localized;
	readonly homepage: string;
	readonly documentation: string;
	readonly secret: 'required' | 'optional' | 'none';
	/** The ingest URLs a source has: one, or one for each event. */
	readonly ingest: readonly { readonly event: string | null; readonly label: Localized }[];
	readonly setup: readonly Localized[];
	readonly signature: SignatureScheme;
	readonly snippets: Snippets | null;
	readonly events: readonly string[];
	/** Null: the vendor has no API that we call, so that a source has no use for its key. */
	readonly api: { readonly actions: readonly string[] } | null;
};

const everyEvent: Localized = { en: 'Every event', fr: 'Tous les événements' };

const guideOf = (vendor: Vendor): VendorGuide => ({
	id: vendor.id,
	name: vendor.name,
	about: vendor.about,
	homepage: vendor.homepage,
	documentation: vendor.documentation,
	secret: vendor.secret === 'always' ? 'required' : vendor.secret,
	ingest:
		vendor.envelope.kind === 'unnamed'
			? vendor.events.map(({ name, label }) => ({ event: name, label }))
			: [{ event: null, label: everyEvent }],
	setup: vendor.setup,
	signature: vendor.signature,
	snippets: snippetsOf(vendor.signature, vendor.name),
	events: vendor.events.map(({ name }) => `${vendor.id}.${name}`),
	api: vendor.api === undefined ? null : { actions: Object.keys(vendor.api.actions) },
});

/** Every vendor, and how what we send ourselves is verified. */
export const vendorGuides = () => ({
	data: vendors.map(guideOf),
	hooks: {
		signature: standardWebhooksScheme,
		snippets: snippetsOf(standardWebhooksScheme, 'voicehooks'),
	},
});

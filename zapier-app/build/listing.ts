import { vendorById } from '@voicehooks/core';
import type { Variant } from './variant.ts';

/** What a person types in when registering the app: checked as Zapier checks it (M002). */
export type Listing = { readonly title: string; readonly description: string };

/** The name and the description of an app, in English as Zapier wants them. */
export const listingOf = ({ vendor: id }: Variant): Listing => {
	const vendor = id === null ? undefined : vendorById(id);
	if (vendor === undefined) {
		return {
			title: 'voicehooks',
			description:
				'voicehooks is a service that receives the webhooks of voice and call products and delivers each event once.',
		};
	}
	return {
		title: vendor.name,
		description: `${vendor.name} is a voice and call product. ${vendor.about.en}`,
	};
};

/** What Zapier would refuse of a description; empty when it is fine. */
export const faultsOf = ({ title, description }: Listing): readonly string[] => [
	...(description.startsWith(`${title} is a`) ? [] : [`should begin "${title} is a"`]),
	...(description.length < 40 || description.length > 140
		? ['should have 40 to 140 characters']
		: []),
	...(/zapier/i.test(description) ? ['should not name Zapier'] : []),
	...(/\bsync/i.test(description) ? ['should not speak of syncing'] : []),
];

import {
	type CatalogueEntry,
	catalogue,
	type Localized,
	type VendorSummary,
	vendorCatalogue,
} from '@voicehooks/core';
import { camel, pascal } from './names.mts';

/** What one trigger node is made of. */
export type TriggerPlan = {
	readonly className: string;
	readonly name: string;
	readonly displayName: string;
	readonly description: Localized;
	/** Null: events of every vendor. */
	readonly vendor: VendorSummary | null;
	readonly entries: readonly CatalogueEntry[];
	/** File name of the icon, without `.svg`. */
	readonly icon: string;
	readonly aliases: readonly string[];
};

const vendorPlan = (vendor: VendorSummary): TriggerPlan => ({
	className: `${pascal(vendor.name)}Trigger`,
	name: `${camel(vendor.name)}Trigger`,
	displayName: `${vendor.name} Trigger`,
	description: {
		en: `Starts the workflow when ${vendor.name} reports an event`,
		fr: `Lance le workflow quand ${vendor.name} signale un événement`,
	},
	vendor,
	entries: catalogue().filter((entry) => entry.vendor === vendor.id),
	icon: vendor.id,
	aliases: [vendor.name, 'voicehooks', 'call', 'webhook'],
});

const everyVendorPlan = (vendors: readonly VendorSummary[]): TriggerPlan => {
	const names = vendors.map(({ name }) => name);
	return {
		className: 'VoicehooksTrigger',
		name: 'voicehooksTrigger',
		displayName: 'Voicehooks Trigger',
		description: {
			en: `Starts the workflow on events of ${new Intl.ListFormat('en').format(names)}`,
			fr: `Lance le workflow sur les événements de ${new Intl.ListFormat('fr').format(names)}`,
		},
		vendor: null,
		entries: catalogue(),
		icon: 'voicehooks',
		aliases: [...names, 'call', 'webhook', 'phone', 'voice'],
	};
};

/** A trigger node for each vendor, and one for all. */
export const triggerPlans = (): readonly TriggerPlan[] => {
	const vendors = vendorCatalogue();
	return [...vendors.map(vendorPlan), everyVendorPlan(vendors)];
};

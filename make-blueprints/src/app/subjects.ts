import { type CatalogueEntry, catalogue, vendorCatalogue } from '@voicehooks/core';
import { families } from './families.ts';
import { pascal } from './names.ts';

/** What one instant trigger watches. */
export type Subject = {
	readonly webhookId: string;
	readonly moduleId: string;
	readonly label: string;
	readonly description: string;
	/** What to subscribe to where the user chooses no event type. */
	readonly eventTypes: readonly string[];
	readonly entries: readonly CatalogueEntry[];
};

/** One subject for each vendor: everything it sends, also what it will add later. */
const vendorSubjects = (): readonly Subject[] =>
	vendorCatalogue().map((vendor) => {
		const entries = catalogue().filter((entry) => entry.vendor === vendor.id);
		return {
			webhookId: `${vendor.id}-events`,
			moduleId: `watch${pascal(vendor.id)}Events`,
			label: `Watch ${vendor.name} Events`,
			description: `Triggers when ${vendor.name} sends an event: ${entries.map(({ label }) => label.en).join(', ')}.`,
			eventTypes: [`${vendor.id}.*`],
			entries,
		};
	});

/** One subject for each family of events that mean alike, whichever vendor sends them. */
const familySubjects = (): readonly Subject[] =>
	families.flatMap(({ id, name, when, includes }) => {
		const entries = catalogue().filter(includes);
		if (entries.length === 0) return [];
		return [
			{
				webhookId: id,
				moduleId: `watch${pascal(id)}`,
				label: `Watch ${name}`,
				description: `Triggers when ${when}.`,
				eventTypes: entries.map(({ type }) => type),
				entries,
			},
		];
	});

/** Everything an instant trigger exists for. */
export const subjects = (): readonly Subject[] => [...vendorSubjects(), ...familySubjects()];

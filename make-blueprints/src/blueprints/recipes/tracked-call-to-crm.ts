import type { CatalogueEntry } from '@voicehooks/core';
import {
	eachEvent,
	fieldOf,
	identity,
	isThere,
	normalizedFields,
	normalizedKeysOf,
} from '../fields.ts';
import type { Recipe } from '../recipe.ts';
import { settingIn } from '../settings.ts';
import { crmNames, crmUrl, undocumentedNote } from './shared.ts';

/** A row for each ended call to a tracking number. */
export const trackedCallToCrm = (all: readonly CatalogueEntry[]): Recipe => {
	const entries = all.filter(
		({ canonical, mapped_filters, fields }) =>
			canonical === 'call.completed' &&
			(mapped_filters.includes('tracking_number') ||
				fields.some(({ filter }) => filter === 'tracking_number')),
	);
	// The vendor names no field; what a call can have is what other vendors' calls declare.
	const keys = normalizedKeysOf(all.filter(({ category }) => category === 'call'));
	return {
		slug: 'tracked-call-to-crm',
		name: { en: 'voicehooks: tracked call to CRM', fr: 'voicehooks : appel suivi vers le CRM' },
		purpose: {
			en: 'Adds a row to your CRM or table for each call to a tracking number, so that you see which campaign made the phone ring.',
			fr: 'Ajoute une ligne à votre CRM ou à votre tableau pour chaque appel vers un numéro de tracking, afin de voir quelle campagne a fait sonner le téléphone.',
		},
		entries,
		settings: [crmUrl],
		routes: [
			{
				name: { en: 'Tracked calls', fr: 'Appels suivis' },
				when: (language) => eachEvent(entries, isThere(settingIn(crmUrl, language))),
				url: crmUrl,
				body: { fields: () => [...identity, ...normalizedFields(keys), fieldOf('data')] },
				names: crmNames,
			},
		],
		notes: [
			{
				en: '`data` is the whole payload as the vendor sent it: take the tracking number and the campaign from there once you have seen one.',
				fr: '`data` est le contenu complet envoyé par l’éditeur : prenez-y le numéro de tracking et la campagne après en avoir vu un.',
			},
			...undocumentedNote(entries),
		],
	};
};

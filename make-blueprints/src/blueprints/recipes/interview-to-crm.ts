import type { CatalogueEntry } from '@voicehooks/core';
import { eachEvent, fieldsOfEvents, identity, isThere, normalizedKeysOf } from '../fields.ts';
import type { Recipe } from '../recipe.ts';
import { settingIn } from '../settings.ts';
import { crmNames, crmUrl } from './shared.ts';

/** A row for each interview that has a score. */
export const interviewToCrm = (all: readonly CatalogueEntry[]): Recipe => {
	const entries = all.filter(
		(entry) => entry.category === 'interview' && normalizedKeysOf([entry]).includes('score'),
	);
	return {
		slug: 'interview-completed-to-crm',
		name: {
			en: 'voicehooks: completed interview to CRM',
			fr: 'voicehooks : entretien terminé vers le CRM',
		},
		purpose: {
			en: 'Adds a row to your CRM or table for each completed interview, with its score.',
			fr: 'Ajoute une ligne à votre CRM ou à votre tableau pour chaque entretien terminé, avec son score.',
		},
		entries,
		settings: [crmUrl],
		routes: [
			{
				name: { en: 'Completed interviews', fr: 'Entretiens terminés' },
				when: (language) => eachEvent(entries, isThere(settingIn(crmUrl, language))),
				url: crmUrl,
				body: { fields: () => [...identity, ...fieldsOfEvents(entries)] },
				names: crmNames,
			},
		],
		notes: [
			{
				en: 'A vendor may send the short and the extended event for the same interview; it does not say which. Subscribe to one of them, or let the CRM update the row by `candidate_id` and `campaign_id`.',
				fr: 'Un éditeur peut envoyer l’événement court et l’événement détaillé pour le même entretien ; il ne le précise pas. Abonnez-vous à l’un des deux, ou laissez le CRM mettre à jour la ligne d’après `candidate_id` et `campaign_id`.',
			},
		],
	};
};

import type { CatalogueEntry } from '@voicehooks/core';
import type { Recipe } from '../recipe.ts';

/** The least that works: every event, as it was received, to one URL. */
export const forward = (all: readonly CatalogueEntry[]): Recipe => ({
	slug: 'webhook-to-http',
	name: { en: 'voicehooks: forward every event', fr: 'voicehooks : transmettre chaque événement' },
	purpose: {
		en: 'Posts every event to one URL, as it was received, once it is known to come from voicehooks.',
		fr: 'Envoie chaque événement à une URL, tel que reçu, après avoir vérifié qu’il vient de voicehooks.',
	},
	entries: all,
	anything: true,
	settings: [
		{
			name: { en: 'target_url', fr: 'url_de_destination' },
			value: '',
			help: {
				en: 'The URL that takes each event as JSON.',
				fr: 'L’URL qui reçoit chaque événement en JSON.',
			},
		},
	],
	routes: [],
	notes: [
		{
			en: 'It does not deduplicate: an event that is delivered twice is posted twice, with the same `Idempotency-Key`. Let the target tell them apart by it, or take “verify, deduplicate and route”.',
			fr: 'Ce scénario ne dédoublonne pas : un événement livré deux fois est envoyé deux fois, avec la même `Idempotency-Key`. Laissez la destination les distinguer grâce à elle, ou prenez « vérifier, dédoublonner et aiguiller ».',
		},
	],
});

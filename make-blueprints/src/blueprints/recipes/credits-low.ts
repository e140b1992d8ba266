import { type CatalogueEntry, type Language, vendorById } from '@voicehooks/core';
import { event, expression } from '../expressions.ts';
import { eachEvent, fieldsOfEvents, identity, isThere, ownFields } from '../fields.ts';
import type { Recipe } from '../recipe.ts';
import { settingIn } from '../settings.ts';
import { urlSetting } from './shared.ts';

const alertUrl = urlSetting(
	{ en: 'alert_url', fr: 'url_alerte' },
	{
		en: 'the alert as JSON with a `text`, such as the incoming webhook of a chat',
		fr: 'l’alerte en JSON avec un `text`, par exemple le webhook entrant d’une messagerie',
	},
);

/** « Nom : valeur » takes a no-break space in French. */
const colon: Readonly<Record<Language, string>> = { en: ': ', fr: '\u00a0: ' };

/** One line for a person: which vendor, what happened, and what the event says of it. */
const textOf = (entry: CatalogueEntry, language: Language): string => {
	const parts = ownFields(entry).map(
		({ label, path }) =>
			`${label[language]}${colon[language]}${expression(`ifempty(${event(path)}; "–")`)}`,
	);
	const vendor = vendorById(entry.vendor)?.name ?? entry.vendor;
	return `${[`${vendor}${colon[language]}${entry.label[language]}`, ...parts].join('. ')}.`;
};

/** Says it in a chat before the calls stop. */
export const creditsLow = (all: readonly CatalogueEntry[]): Recipe => {
	const entries = all.filter(({ category }) => category === 'credit');
	const fields = fieldsOfEvents(entries);
	return {
		slug: 'low-credits-alert',
		name: { en: 'voicehooks: low credits alert', fr: 'voicehooks : alerte crédits faibles' },
		purpose: {
			en: 'Posts an alert to a chat when credits run low or out.',
			fr: 'Envoie une alerte dans une messagerie quand les crédits deviennent faibles ou sont épuisés.',
		},
		entries,
		settings: [alertUrl],
		routes: entries.map((entry) => ({
			name: entry.label,
			when: (language) => eachEvent([entry], isThere(settingIn(alertUrl, language))),
			url: alertUrl,
			body: {
				fields: (language) => [
					{ name: 'text', value: textOf(entry, language) },
					...identity,
					...fields,
				],
			},
			names: {
				fields: { en: 'Alert', fr: 'Alerte' },
				post: { en: 'Post the alert', fr: 'Envoyer l’alerte' },
			},
		})),
		notes: [],
	};
};

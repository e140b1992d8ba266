import type { CatalogueEntry, Category, Localized } from '@voicehooks/core';
import { event, expression } from '../expressions.ts';
import { eachEvent, isThere } from '../fields.ts';
import type { Recipe, Route } from '../recipe.ts';
import { type Setting, settingIn } from '../settings.ts';
import { undocumentedNote, urlSetting } from './shared.ts';

type Family = { readonly variable: Localized; readonly name: Localized };

/** What is usually handled in one place. */
const families = {
	calls: {
		variable: { en: 'calls_url', fr: 'url_appels' },
		name: { en: 'Calls', fr: 'Appels' },
	},
	bookings: {
		variable: { en: 'bookings_url', fr: 'url_rendez_vous' },
		name: { en: 'Bookings and leads', fr: 'Rendez-vous et prospects' },
	},
	interviews: {
		variable: { en: 'interviews_url', fr: 'url_entretiens' },
		name: { en: 'Candidates and interviews', fr: 'Candidats et entretiens' },
	},
	campaigns: {
		variable: { en: 'campaigns_url', fr: 'url_campagnes' },
		name: { en: 'Campaigns and credits', fr: 'Campagnes et crédits' },
	},
	account: {
		variable: { en: 'account_url', fr: 'url_compte' },
		name: { en: 'Account', fr: 'Compte' },
	},
} as const satisfies Record<string, Family>;

const familyOf: Readonly<Record<Category, keyof typeof families>> = {
	call: 'calls',
	conversation: 'calls',
	appointment: 'bookings',
	lead: 'bookings',
	candidate: 'interviews',
	interview: 'interviews',
	campaign: 'campaigns',
	credit: 'campaigns',
	account: 'account',
};

const others: Family = {
	variable: { en: 'others_url', fr: 'url_autres' },
	name: { en: 'Anything else', fr: 'Tout le reste' },
};

const urlOf = ({ variable, name }: Family): Setting =>
	urlSetting(variable, {
		en: `the events of the route “${name.en}”`,
		fr: `les événements de la route « ${name.fr} »`,
	});

const namesOf = ({ name }: Family): Route['names'] => ({
	fields: name,
	post: { en: `Post: ${name.en}`, fr: `Envoyer : ${name.fr}` },
});

const routeOf = (family: Family, entries: readonly CatalogueEntry[]): Route => {
	const url = urlOf(family);
	return {
		name: family.name,
		when: (language) => eachEvent(entries, isThere(settingIn(url, language))),
		url,
		body: 'event',
		names: namesOf(family),
	};
};

/** An event that the catalogue does not know arrives as `<vendor>.unknown`. */
const othersRoute = (): Route => {
	const url = urlOf(others);
	return {
		name: others.name,
		when: (language) => [
			[
				{ a: expression(event('type')), o: 'text:endwith', b: '.unknown' },
				isThere(settingIn(url, language)),
			],
		],
		url,
		body: 'event',
		names: namesOf(others),
	};
};

/** Every event once, each kind to its own place. */
export const route = (all: readonly CatalogueEntry[]): Recipe => {
	const routes = [
		...Object.entries(families).flatMap(([id, family]) => {
			const entries = all.filter(({ category }) => familyOf[category] === id);
			return entries.length === 0 ? [] : [routeOf(family, entries)];
		}),
		othersRoute(),
	];
	return {
		slug: 'verify-deduplicate-route',
		name: {
			en: 'voicehooks: verify, deduplicate and route',
			fr: 'voicehooks : vérifier, dédoublonner et aiguiller',
		},
		purpose: {
			en: 'Checks each event, takes it only once, and posts it to the URL of its kind, as it was received.',
			fr: 'Vérifie chaque événement, ne le prend qu’une fois et l’envoie à l’URL de sa famille, tel que reçu.',
		},
		entries: all,
		anything: true,
		settings: routes.map(({ url }) => url),
		routes,
		notes: undocumentedNote(all),
	};
};

import type { CatalogueEntry, Localized } from '@voicehooks/core';
import { event, expression } from '../expressions.ts';
import {
	eachEvent,
	fieldOf,
	identity,
	isThere,
	normalizedFields,
	normalizedKeysOf,
} from '../fields.ts';
import type { Recipe, Route } from '../recipe.ts';
import { settingIn } from '../settings.ts';
import { undocumentedNote, urlSetting } from './shared.ts';

const calendarUrl = urlSetting(
	{ en: 'calendar_url', fr: 'url_calendrier' },
	{
		en: 'the booking as JSON: your calendar’s API',
		fr: 'le rendez-vous en JSON : l’API de votre calendrier',
	},
);

const reviewUrl = urlSetting(
	{ en: 'review_url', fr: 'url_verification' },
	{
		en: 'bookings that come without a time, for a person to look up',
		fr: 'les rendez-vous reçus sans horaire, pour qu’une personne les vérifie',
	},
);

const start = event('normalized.appointment_start');
const title: Localized = {
	en: `Appointment: {{ifempty(${event('normalized.caller_name')}; "caller unknown")}}`,
	fr: `Rendez-vous : {{ifempty(${event('normalized.caller_name')}; "appelant inconnu")}}`,
};

/** What was booked on the phone, in the calendar. */
export const bookingToCalendar = (all: readonly CatalogueEntry[]): Recipe => {
	const entries = all.filter(({ canonical }) => canonical === 'appointment.booked');
	const keys = normalizedKeysOf(entries);
	const fields: (Route['body'] & object)['fields'] = (language) => [
		{ name: 'title', value: title[language] },
		...identity,
		...normalizedFields(keys),
		fieldOf('data'),
	];
	return {
		slug: 'booking-to-calendar',
		name: {
			en: 'voicehooks: booking to calendar',
			fr: 'voicehooks : rendez-vous vers le calendrier',
		},
		purpose: {
			en: 'Adds each booking to your calendar, and sends those without a time to a person.',
			fr: 'Ajoute chaque rendez-vous à votre calendrier, et signale à une personne ceux qui n’ont pas d’horaire.',
		},
		entries,
		settings: [calendarUrl, reviewUrl],
		routes: [
			{
				name: { en: 'With a time', fr: 'Avec un horaire' },
				when: (language) =>
					eachEvent(entries, isThere(start), isThere(settingIn(calendarUrl, language))),
				url: calendarUrl,
				body: { fields },
				names: {
					fields: { en: 'Calendar entry', fr: 'Événement du calendrier' },
					post: { en: 'Add to the calendar', fr: 'Ajouter au calendrier' },
				},
			},
			{
				name: { en: 'Without a time', fr: 'Sans horaire' },
				when: (language) =>
					eachEvent(
						entries,
						{ a: expression(`length(ifempty(${start}; ""))`), o: 'number:less', b: '1' },
						isThere(settingIn(reviewUrl, language)),
					),
				url: reviewUrl,
				body: { fields },
				names: {
					fields: { en: 'To look up', fr: 'À vérifier' },
					post: { en: 'Send for review', fr: 'Envoyer pour vérification' },
				},
			},
		],
		notes: [
			{
				en: 'If the vendor already writes to the same calendar (look for a calendar link in `data`), do not add the booking a second time.',
				fr: 'Si l’éditeur écrit déjà dans le même calendrier (cherchez un lien de calendrier dans `data`), n’ajoutez pas le rendez-vous une seconde fois.',
			},
			...undocumentedNote(entries),
		],
	};
};

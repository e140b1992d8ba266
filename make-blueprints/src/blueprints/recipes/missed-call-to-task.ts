import type { CatalogueEntry } from '@voicehooks/core';
import { event, expression } from '../expressions.ts';
import {
	eachEvent,
	fieldOf,
	identity,
	isThere,
	normalizedFields,
	normalizedKeysOf,
} from '../fields.ts';
import type { Recipe } from '../recipe.ts';
import type { Condition } from '../scenario.ts';
import { type Setting, settingIn } from '../settings.ts';
import { undocumentedNote, urlSetting } from './shared.ts';

const taskUrl = urlSetting(
	{ en: 'task_url', fr: 'url_tache' },
	{
		en: 'the call-back task as JSON: your CRM’s or task list’s API',
		fr: 'la tâche de rappel en JSON : l’API de votre CRM ou de votre gestionnaire de tâches',
	},
);

const shorterThan: Setting = {
	name: { en: 'missed_below_seconds', fr: 'manque_sous_secondes' },
	value: '1',
	help: {
		en: 'A call shorter than this was missed. Calls whose duration is unknown are judged by their result alone.',
		fr: 'Un appel plus court est considéré comme manqué. Un appel de durée inconnue n’est jugé que sur son résultat.',
	},
};

/** No vendor lists its results, so these are ours to start from. */
const missedResults: Setting = {
	name: { en: 'missed_results', fr: 'resultats_manques' },
	value: 'missed,no_answer,unanswered,voicemail,abandoned',
	help: {
		en: 'Results that mean “missed”, separated by commas, without spaces. No vendor documents its list: add what you see in your own events.',
		fr: 'Résultats qui signifient « manqué », séparés par des virgules, sans espaces. Aucun éditeur ne documente sa liste : ajoutez ce que vous voyez dans vos propres événements.',
	},
};

/** Longer than any call, for one whose duration is unknown. */
const unknownSeconds = 999_999;

/** The caller, or whom our own call action rang. */
const phone = `ifempty(${event('normalized.caller_phone_e164')}; ${event('context.to')})`;

/** Someone to call back, before they call a competitor. */
export const missedCallToTask = (all: readonly CatalogueEntry[]): Recipe => {
	const entries = all.filter(({ canonical }) => canonical === 'call.completed');
	const keys = normalizedKeysOf(all.filter(({ category }) => category === 'call'));
	return {
		slug: 'missed-call-to-task',
		name: {
			en: 'voicehooks: missed call to call-back task',
			fr: 'voicehooks : appel manqué vers tâche de rappel',
		},
		purpose: {
			en: 'Creates a task to call back for each missed call whose number is known.',
			fr: 'Crée une tâche de rappel pour chaque appel manqué dont le numéro est connu.',
		},
		entries,
		settings: [taskUrl, shorterThan, missedResults],
		routes: [
			{
				name: { en: 'Missed calls', fr: 'Appels manqués' },
				when: (language) => {
					const always = [isThere(phone), isThere(settingIn(taskUrl, language))];
					const short: Condition = {
						a: expression(`ifempty(${event('normalized.duration_seconds')}; ${unknownSeconds})`),
						o: 'number:less',
						b: expression(settingIn(shorterThan, language)),
					};
					const result: Condition = {
						a: expression(
							`contains(split(${settingIn(missedResults, language)}; ","); ${event('normalized.result')})`,
						),
						o: 'boolean:equal',
						b: 'true',
					};
					return [
						...eachEvent(entries, short, ...always),
						...eachEvent(entries, result, ...always),
					];
				},
				url: taskUrl,
				body: {
					fields: (language) => [
						{
							name: 'title',
							value: { en: `Call back {{${phone}}}`, fr: `Rappeler le {{${phone}}}` }[language],
						},
						{ name: 'phone', value: expression(phone) },
						...identity,
						...normalizedFields(keys),
						fieldOf('links.recording'),
						fieldOf('links.transcript'),
					],
				},
				names: {
					fields: { en: 'Call-back task', fr: 'Tâche de rappel' },
					post: { en: 'Create the task', fr: 'Créer la tâche' },
				},
			},
		],
		notes: undocumentedNote(entries),
	};
};

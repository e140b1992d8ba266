import { type Localized, vendorCatalogue } from '@voicehooks/core';
import { choose, filtersOf } from './filters.mts';
import { bare } from './names.mts';
import type { Option, Property } from './property.mts';
import type { TriggerPlan } from './trigger-plan.mts';

const eventOptions = ({ vendor, entries }: TriggerPlan): readonly Option[] => {
	const vendors = new Map(vendorCatalogue().map((summary) => [summary.id, summary.name]));
	const ids = [...new Set(entries.map((entry) => entry.vendor))];
	/** In the trigger of every vendor each name begins with the vendor's. */
	const named = (id: string, { en, fr }: Localized): Localized => {
		const name = vendors.get(id) ?? id;
		return vendor === null ? { en: `${name}: ${en}`, fr: `${name} : ${fr}` } : { en, fr };
	};
	return [
		...ids.map((id) => ({
			name: named(id, { en: 'All Events', fr: 'Tous les événements' }),
			value: `${id}.*`,
			description: {
				en: 'Also those that are added later',
				fr: 'Y compris ceux qui seront ajoutés plus tard',
			},
		})),
		...entries.map((entry) => ({
			name: named(entry.vendor, entry.label),
			value: entry.type,
			description: { en: bare(entry.description.en), fr: bare(entry.description.fr) },
		})),
	];
};

const options: Property = {
	name: 'options',
	displayName: { en: 'Options', fr: 'Options' },
	type: 'collection',
	default: {},
	placeholder: { en: 'Add option', fr: 'Ajouter une option' },
	fields: [
		{
			name: 'output',
			displayName: { en: 'Output', fr: 'Sortie' },
			type: 'options',
			default: 'event',
			description: { en: 'What the item holds', fr: 'Contenu de l’élément' },
			options: [
				{
					name: { en: 'Full Event', fr: 'Événement complet' },
					value: 'event',
					description: {
						en: 'The fields under the names of the vendor, the same fields normalized, links to files, and where the event comes from',
						fr: 'Les champs sous les noms de l’éditeur, les mêmes normalisés, les liens vers les fichiers et l’origine de l’événement',
					},
				},
				{
					name: { en: 'Fields of the Vendor', fr: 'Champs de l’éditeur' },
					value: 'data',
					description: {
						en: 'Only the fields of the event itself',
						fr: 'Seulement les champs de l’événement lui-même',
					},
				},
			],
		},
		{
			name: 'testEvent',
			displayName: {
				en: 'While Listening for a Test Event',
				fr: 'Pendant l’écoute d’un événement de test',
			},
			type: 'options',
			default: 'latest',
			description: {
				en: 'What to send to the editor, so that nobody has to make a phone call',
				fr: 'Ce qui est envoyé à l’éditeur de workflow, pour ne pas avoir à passer un appel',
			},
			options: [
				{
					name: {
						en: 'Send the Last Real Event, or the Sample',
						fr: 'Envoyer le dernier événement réel, ou l’exemple',
					},
					value: 'latest',
				},
				{ name: { en: 'Send the Sample', fr: 'Envoyer l’exemple' }, value: 'sample' },
				{ name: { en: 'Wait for a Real Event', fr: 'Attendre un événement réel' }, value: 'wait' },
			],
		},
	],
};

/** The parameters of a trigger node, in both languages. */
export const triggerProperties = (plan: TriggerPlan): readonly Property[] => {
	const filters = filtersOf(plan.entries);
	return [
		{
			name: 'events',
			displayName: { en: 'Events', fr: 'Événements' },
			type: 'multiOptions',
			more: { required: true },
			default: [],
			description: {
				en: 'The events that start the workflow',
				fr: 'Les événements qui lancent le workflow',
			},
			options: eventOptions(plan),
		},
		{
			name: 'sourceId',
			displayName: { en: 'Source Name or ID', fr: 'Source' },
			type: 'options',
			more: { typeOptions: { loadOptionsMethod: 'getSources' } },
			default: '',
			description: {
				en: `The account at the vendor; leave empty for all. ${choose.en.replace('IDs', 'an ID')}.`,
				fr: `Le compte chez l’éditeur ; laissez vide pour tous. ${choose.fr.replace('des identifiants', 'un identifiant')}.`,
			},
		},
		...(filters.properties.length === 0
			? []
			: [
					{
						name: 'filters',
						displayName: { en: 'Filters', fr: 'Filtres' },
						type: 'collection' as const,
						default: {},
						placeholder: { en: 'Add filter', fr: 'Ajouter un filtre' },
						description: {
							en: 'All of them must match; within one filter any value may',
							fr: 'Tous doivent correspondre ; au sein d’un filtre, une seule valeur suffit',
						},
						fields: filters.properties,
					},
				]),
		options,
	];
};

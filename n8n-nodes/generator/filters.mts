import {
	type CatalogueEntry,
	type Field,
	type FilterField,
	type ListFilterKey,
	type Localized,
	listFilterKeys,
	type MinimumFilterKey,
	minimumFilterKeys,
} from '@voicehooks/core';
import { camel, pascal } from './names.mts';
import type { Property } from './property.mts';

type Texts = { readonly name: Localized; readonly about: Localized };

/** Filters in words; one without words is a compile error. */
const listTexts: Readonly<Record<ListFilterKey, Texts>> = {
	tracking_number: {
		name: { en: 'Tracking Number', fr: 'Numéros de tracking' },
		about: { en: 'Only these tracking numbers', fr: 'Seulement ces numéros de tracking' },
	},
	user: {
		name: { en: 'User', fr: 'Utilisateurs' },
		about: { en: 'Only these users', fr: 'Seulement ces utilisateurs' },
	},
	agent_id: {
		name: { en: 'Agent', fr: 'Agents' },
		about: { en: 'Only these voice agents', fr: 'Seulement ces agents vocaux' },
	},
	campaign_id: {
		name: { en: 'Campaign', fr: 'Campagnes' },
		about: { en: 'Only these campaigns', fr: 'Seulement ces campagnes' },
	},
	result: {
		name: { en: 'Result', fr: 'Résultats' },
		about: { en: 'Only these results', fr: 'Seulement ces résultats' },
	},
	urgency: {
		name: { en: 'Urgency', fr: 'Urgences' },
		about: { en: 'Only these urgencies', fr: 'Seulement ces degrés d’urgence' },
	},
	failure_reason: {
		name: { en: 'Failure Reason', fr: 'Motifs d’échec' },
		about: { en: 'Only these reasons of failure', fr: 'Seulement ces motifs d’échec' },
	},
};

const minimumTexts: Readonly<Record<MinimumFilterKey, Texts>> = {
	min_duration_seconds: {
		name: { en: 'Minimum Duration (Seconds)', fr: 'Durée minimale (secondes)' },
		about: {
			en: 'Leave out what was shorter, such as calls that were hung up at once',
			fr: 'Écarte ce qui a duré moins longtemps, par exemple les appels raccrochés aussitôt',
		},
	},
	min_score: {
		name: { en: 'Minimum Score', fr: 'Score minimal' },
		about: { en: 'Leave out lower scores', fr: 'Écarte les scores plus bas' },
	},
};

/** n8n's rules want these very words for a list that is loaded. */
export const choose: Localized = {
	en: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	fr: 'Choisissez dans la liste, ou indiquez des identifiants avec une <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** The loadOptions method that lists the values of a filter. */
export const valuesMethod = (key: ListFilterKey): string => `get${pascal(key)}Values`;

const listProperty = (key: ListFilterKey): Property => {
	const { name, about } = listTexts[key];
	return {
		name: camel(key),
		displayName: { en: `${name.en} Names or IDs`, fr: name.fr },
		type: 'multiOptions',
		more: {
			typeOptions: { loadOptionsMethod: valuesMethod(key), loadOptionsDependsOn: ['sourceId'] },
		},
		default: [],
		description: {
			en: `${about.en}, of those seen so far. ${choose.en}.`,
			fr: `${about.fr}, parmi ceux déjà vus. ${choose.fr}.`,
		},
	};
};

const minimumProperty = (key: MinimumFilterKey): Property => ({
	name: camel(key),
	displayName: minimumTexts[key].name,
	type: 'number',
	more: { typeOptions: { minValue: 0 } },
	default: 0,
	description: minimumTexts[key].about,
});

const fieldsIn = (fields: readonly Field[]): readonly FilterField[] =>
	fields.flatMap((field) => [
		...(field.filter === undefined ? [] : [field.filter]),
		...(field.kind === 'list' ? [] : fieldsIn(field.children ?? [])),
	]);

export type Filters = {
	readonly properties: readonly Property[];
	readonly listKeys: readonly ListFilterKey[];
};

/** The filters that can constrain some of these event types. */
export const filtersOf = (entries: readonly CatalogueEntry[]): Filters => {
	const offered = new Set(
		entries.flatMap((entry) => [...fieldsIn(entry.fields), ...entry.mapped_filters]),
	);
	const listKeys = listFilterKeys.filter((key) => offered.has(key));
	const minimums = Object.entries(minimumFilterKeys) as readonly [MinimumFilterKey, FilterField][];
	return {
		listKeys,
		properties: [
			...listKeys.map(listProperty),
			...minimums.filter(([, field]) => offered.has(field)).map(([key]) => minimumProperty(key)),
		],
	};
};

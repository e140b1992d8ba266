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
import type { PlainInputField } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import { sourceListKey, valueListKey } from './keys.ts';

type Inputs = Readonly<Record<string, unknown>>;

/** What people call the values that a filter lists. */
export const listFilterLabels: Readonly<Record<ListFilterKey, Localized>> = {
	tracking_number: { en: 'Tracking Numbers', fr: 'Numéros de tracking' },
	user: { en: 'Users', fr: 'Utilisateurs' },
	agent_id: { en: 'Agents', fr: 'Agents' },
	campaign_id: { en: 'Campaigns', fr: 'Campagnes' },
	result: { en: 'Results', fr: 'Résultats' },
	urgency: { en: 'Urgencies', fr: 'Niveaux d’urgence' },
	failure_reason: { en: 'Failure Reasons', fr: 'Motifs d’échec' },
};

const minimumLabels: Readonly<Record<MinimumFilterKey, Localized>> = {
	min_duration_seconds: { en: 'Minimum Duration (Seconds)', fr: 'Durée minimale (secondes)' },
	min_score: { en: 'Minimum Score', fr: 'Score minimal' },
};

const minimumHelp: Readonly<Record<MinimumFilterKey, Localized>> = {
	min_duration_seconds: {
		en: 'Shorter calls are left out. Blank means all.',
		fr: 'Les appels plus courts sont écartés. Laissez vide pour tout recevoir.',
	},
	min_score: {
		en: 'Lower ones are left out. Blank means all.',
		fr: 'Les scores inférieurs sont écartés. Laissez vide pour tout recevoir.',
	},
};

const listHelp: Localized = {
	en: 'Only events with one of these values. The menu shows those seen so far; others can be typed as custom values. Blank means all.',
	fr: 'Uniquement les événements qui portent l’une de ces valeurs. Le menu montre celles déjà vues ; les autres peuvent être saisies comme valeurs personnalisées. Laissez vide pour tout recevoir.',
};

const sourceLabel: Localized = { en: 'Source', fr: 'Source' };
const sourceHelp: Readonly<Record<'all' | 'one', Localized>> = {
	all: {
		en: 'One account at the vendor, as it is called in your dashboard. Blank means all.',
		fr: 'Un compte chez l’éditeur, tel qu’il est nommé dans votre tableau de bord. Laissez vide pour tout recevoir.',
	},
	one: {
		en: 'The account at the vendor that acts. Needed only where you have several.',
		fr: 'Le compte chez l’éditeur qui agit. Nécessaire seulement si vous en avez plusieurs.',
	},
};

/** Those inside a list are none: there could be many values. */
const filtersIn = (fields: readonly Field[]): readonly FilterField[] =>
	fields.flatMap(({ kind, filter, children = [] }) =>
		kind === 'list' ? [] : [...(filter === undefined ? [] : [filter]), ...filtersIn(children)],
	);

/** The filters that constrain at least one of these events, each once. */
export const filtersOf = (entries: readonly CatalogueEntry[]): readonly FilterField[] => [
	...new Set(entries.flatMap((entry) => [...filtersIn(entry.fields), ...entry.mapped_filters])),
];

const minimumKeys = Object.entries(minimumFilterKeys) as [MinimumFilterKey, FilterField][];

/** The choice of a source; `of` says what a blank one means. */
export const sourceInput = (
	build: Build,
	sources: string = sourceListKey(),
	of: 'all' | 'one' = 'all',
): PlainInputField => ({
	key: 'source_id',
	label: say(build, sourceLabel),
	type: 'string',
	required: false,
	dynamic: `${sources}.id.name`,
	helpText: say(build, sourceHelp[of]),
});

/** The fields of a trigger's form that narrow its events (contract, "filter"). */
export const filterInputs = (
	build: Build,
	sources: string,
	filters: readonly FilterField[],
): PlainInputField[] => [
	sourceInput(build, sources),
	...listFilterKeys
		.filter((key) => filters.includes(key))
		.map(
			(key): PlainInputField => ({
				key,
				label: say(build, listFilterLabels[key]),
				type: 'string',
				required: false,
				list: true,
				dynamic: `${valueListKey(key)}.id.name`,
				helpText: say(build, listHelp),
			}),
		),
	...minimumKeys
		.filter(([, field]) => filters.includes(field))
		.map(
			([key]): PlainInputField => ({
				key,
				label: say(build, minimumLabels[key]),
				type: 'number',
				required: false,
				helpText: say(build, minimumHelp[key]),
			}),
		),
];

/** The values of a field that users may leave blank, fill once or fill several times. */
export const allOf = (value: unknown): readonly string[] =>
	(Array.isArray(value) ? value : [value])
		.map((item: unknown) =>
			typeof item === 'string' || typeof item === 'number' ? String(item).trim() : '',
		)
		.filter((item) => item !== '');

/** The one value of a field; undefined where it is blank. */
export const oneOf = (value: unknown): string | undefined => allOf(value)[0];

/** The filter of a subscription or a list, of what the user filled in. */
export const filterOf = (
	filters: readonly FilterField[],
	inputs: Inputs,
): Readonly<Record<string, readonly string[] | number>> => ({
	...Object.fromEntries(
		listFilterKeys
			.filter((key) => filters.includes(key))
			.map((key) => [key, allOf(inputs[key])] as const)
			.filter(([, values]) => values.length > 0),
	),
	...Object.fromEntries(
		minimumKeys
			.filter(([key, field]) => filters.includes(field) && oneOf(inputs[key]) !== undefined)
			.map(([key]) => [key, Number(oneOf(inputs[key]))]),
	),
});

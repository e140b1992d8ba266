import { catalogue, type Localized, vendorCatalogue } from '@voicehooks/core';
import { choose } from '../filters.mts';
import type { Option, Property } from '../property.mts';

export const same = (text: string): Localized => ({ en: text, fr: text });

export const required = (
	name: string,
	displayName: Localized,
	placeholder: Localized,
): Property => ({
	name,
	displayName,
	type: 'string',
	more: { required: true },
	default: '',
	placeholder,
});

export const returnAll: Property = {
	name: 'returnAll',
	displayName: { en: 'Return All', fr: 'Tout renvoyer' },
	type: 'boolean',
	default: false,
	description: {
		en: 'Whether to return all results or only up to a given limit',
		fr: 'Renvoyer tous les résultats, ou seulement jusqu’à une limite',
	},
};

export const limit: Property = {
	name: 'limit',
	displayName: { en: 'Limit', fr: 'Limite' },
	type: 'number',
	more: { typeOptions: { minValue: 1 }, displayOptions: { show: { returnAll: [false] } } },
	default: 50,
	description: {
		en: 'Max number of results to return',
		fr: 'Nombre maximal de résultats à renvoyer',
	},
};

export const since: Property = {
	name: 'since',
	displayName: { en: 'Since', fr: 'Depuis' },
	type: 'dateTime',
	default: '',
	description: { en: 'Received at this time or later', fr: 'Reçus à cette date ou après' },
};

export const until: Property = {
	name: 'until',
	displayName: { en: 'Until', fr: 'Jusqu’à' },
	type: 'dateTime',
	default: '',
	description: { en: 'Received before this time', fr: 'Reçus avant cette date' },
};

export const textField = (
	name: string,
	displayName: Localized,
	description: Localized,
): Property => ({
	name,
	displayName,
	type: 'string',
	default: '',
	description,
	...(name === 'email' ? { placeholder: same('name@email.com') } : {}),
});

/** Every event type of every vendor, to choose from. */
export const eventTypes = (): readonly Option[] => {
	const names = new Map(vendorCatalogue().map(({ id, name }) => [id, name]));
	return catalogue().map(({ type, vendor, label }) => ({
		name: {
			en: `${names.get(vendor) ?? vendor}: ${label.en}`,
			fr: `${names.get(vendor) ?? vendor} : ${label.fr}`,
		},
		value: type,
	}));
};

export const sourceProperty: Property = {
	name: 'sourceId',
	displayName: { en: 'Source Name or ID', fr: 'Source' },
	type: 'options',
	more: { typeOptions: { loadOptionsMethod: 'getSources' } },
	default: '',
	description: {
		en: `The account at the vendor. ${choose.en.replace('IDs', 'an ID')}.`,
		fr: `Le compte chez l’éditeur. ${choose.fr.replace('des identifiants', 'un identifiant')}.`,
	},
};

export const filters = (fields: readonly Property[]): Property => ({
	name: 'filters',
	displayName: { en: 'Filters', fr: 'Filtres' },
	type: 'collection',
	default: {},
	placeholder: { en: 'Add filter', fr: 'Ajouter un filtre' },
	fields,
});

export const eventId = required(
	'eventId',
	{ en: 'Event ID', fr: 'Identifiant de l’événement' },
	same('msg_…'),
);
export const subscriptionId = required(
	'subscriptionId',
	{ en: 'Subscription ID', fr: 'Identifiant de l’abonnement' },
	same('sub_…'),
);
export const deliveryId = required(
	'deliveryId',
	{ en: 'Delivery ID', fr: 'Identifiant de la livraison' },
	same('dlv_…'),
);

export const options = (fields: readonly Property[]): Property => ({
	name: 'options',
	displayName: { en: 'Options', fr: 'Options' },
	type: 'collection',
	default: {},
	placeholder: { en: 'Add option', fr: 'Ajouter une option' },
	fields,
});

import type { CatalogueEntry, Localized } from '@voicehooks/core';
import type { Setting } from '../settings.ts';

/** A URL that a route posts to. An empty one switches the route off. */
export const urlSetting = (name: Localized, what: Localized): Setting => ({
	name,
	value: '',
	help: {
		en: `The URL that takes ${what.en}. Empty switches this route off.`,
		fr: `L’URL qui reçoit ${what.fr}. Vide, elle désactive cette route.`,
	},
});

/** The webhook of a CRM or table. */
export const crmUrl = urlSetting(
	{ en: 'crm_url', fr: 'url_crm' },
	{
		en: 'the row as JSON: your CRM’s API, or a table that has a webhook',
		fr: 'la ligne en JSON : l’API de votre CRM, ou un tableau doté d’un webhook',
	},
);

export const crmNames = {
	fields: { en: 'Row for the CRM', fr: 'Ligne pour le CRM' },
	post: { en: 'Add to the CRM', fr: 'Ajouter au CRM' },
} as const;

/** What to know where a vendor shows no payload. */
export const undocumentedNote = (entries: readonly CatalogueEntry[]): readonly Localized[] => {
	const types = entries
		.filter(({ provenance }) => provenance === 'inferred')
		.map(({ type }) => `\`${type}\``)
		.join(', ');
	if (types === '') return [];
	return [
		{
			en: `The vendor does not document the payload of ${types}: look at one you received, and for a vendor without field names set the source’s field map (\`PATCH /v1/sources/{id}\`, \`field_map\`) so that \`normalized\` is filled.`,
			fr: `L’éditeur ne documente pas le contenu de ${types} : regardez-en un que vous avez reçu et, pour un éditeur qui ne nomme pas ses champs, définissez la correspondance des champs de la source (\`PATCH /v1/sources/{id}\`, \`field_map\`) afin que \`normalized\` soit rempli.`,
		},
	];
};

import { texts } from '../../text/texts.ts';

export const secretTexts = texts({
	title: { en: 'Signing secrets', fr: 'Secrets de signature' },
	none: { en: 'No secret is set.', fr: 'Aucun secret n’est défini.' },
	several: {
		en: 'A signature by any of them is valid. To rotate: add the new one here, set it at the vendor, then end the old one.',
		fr: 'Une signature faite avec l’un d’eux est valable. Pour changer : ajoutez ici le nouveau, définissez-le chez l’éditeur, puis retirez l’ancien.',
	},
	secret: { en: 'Signing secret', fr: 'Secret de signature' },
	paste: {
		en: (name: string) => `Paste the secret that ${name} signs with.`,
		fr: (name: string) => `Collez le secret avec lequel ${name} signe.`,
	},
	add: { en: 'Add the secret', fr: 'Ajouter le secret' },
	save: { en: 'Save the secret', fr: 'Enregistrer le secret' },
	added: {
		en: (recovered: number) =>
			recovered === 0
				? 'The secret is set.'
				: `The secret is set, and ${recovered} rejected requests were verified and taken in.`,
		fr: (recovered: number) =>
			recovered === 0
				? 'Le secret est défini.'
				: `Le secret est défini, et ${recovered} requêtes refusées ont été vérifiées puis acceptées.`,
	},
	newest: { en: 'newest', fr: 'le plus récent' },
	since: { en: (at: string) => `Set on ${at}`, fr: (at: string) => `Défini le ${at}` },
	remove: { en: 'Remove', fr: 'Retirer' },
	removeTitle: { en: 'Remove this secret?', fr: 'Retirer ce secret ?' },
	removeSays: {
		en: 'What the vendor still signs with it is rejected from now on.',
		fr: 'Ce que l’éditeur signe encore avec lui est désormais refusé.',
	},
	removeLast: {
		en: 'It is the last one: from now on events are taken without checking their signature.',
		fr: 'C’est le dernier : désormais, les événements sont acceptés sans vérifier leur signature.',
	},
	removed: { en: 'The secret was removed.', fr: 'Le secret a été retiré.' },
	required: {
		en: (name: string) => `${name} signs every webhook: without the secret nothing is verified.`,
		fr: (name: string) => `${name} signe chaque webhook : sans le secret, rien n’est vérifié.`,
	},
	optional: {
		en: (name: string) => `${name} signs once a secret is set there: set the same one here.`,
		fr: (name: string) => `${name} signe dès qu’un secret y est défini : définissez le même ici.`,
	},
	never: {
		en: (name: string) => `${name} does not sign its webhooks: there is no secret to paste.`,
		fr: (name: string) => `${name} ne signe pas ses webhooks : il n’y a aucun secret à coller.`,
	},
	isSet: {
		en: 'A secret is set: signatures are verified.',
		fr: 'Un secret est défini : les signatures sont vérifiées.',
	},
	token: { en: 'The vendor’s API key', fr: 'Clé d’API de l’éditeur' },
	tokenSays: {
		en: 'For what voicehooks asks of the vendor: calls, sourcing and files. It is kept encrypted and never shown again.',
		fr: 'Pour ce que voicehooks demande à l’éditeur : appels, sourcing et fichiers. Elle est chiffrée et n’est plus jamais affichée.',
	},
	tokenSet: { en: 'An API key is set.', fr: 'Une clé d’API est définie.' },
	tokenNone: { en: 'No API key is set.', fr: 'Aucune clé d’API n’est définie.' },
	tokenField: { en: 'New API key', fr: 'Nouvelle clé d’API' },
	tokenSave: { en: 'Save the API key', fr: 'Enregistrer la clé d’API' },
	tokenRemove: { en: 'Remove the API key', fr: 'Retirer la clé d’API' },
	tokenRemoveTitle: { en: 'Remove the API key?', fr: 'Retirer la clé d’API ?' },
	tokenRemoveSays: {
		en: 'Calls and files that need it stop working.',
		fr: 'Les appels et les fichiers qui en ont besoin ne fonctionnent plus.',
	},
	tokenSaved: { en: 'The API key is set.', fr: 'La clé d’API est définie.' },
	tokenRemoved: { en: 'The API key was removed.', fr: 'La clé d’API a été retirée.' },
});

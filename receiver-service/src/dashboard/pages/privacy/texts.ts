import { texts } from '../../text/texts.ts';

export const privacyTexts = texts({
	title: { en: 'Privacy', fr: 'Données personnelles' },
	intro: {
		en: 'Find, export or erase everything that is kept about one person.',
		fr: 'Retrouver, exporter ou effacer tout ce qui est conservé sur une personne.',
	},
	person: { en: 'The person', fr: 'La personne' },
	phone: { en: 'Telephone number', fr: 'Numéro de téléphone' },
	phoneHint: {
		en: 'In any spelling; one without a country is read as French.',
		fr: 'Dans n’importe quelle écriture ; sans indicatif, il est lu comme français.',
	},
	email: { en: 'E-mail address', fr: 'Adresse e-mail' },
	both: {
		en: 'Give either, or both: what carries one of them is found.',
		fr: 'Indiquez l’un, l’autre ou les deux : tout ce qui porte l’un d’eux est retrouvé.',
	},
	preview: { en: 'See what is kept', fr: 'Voir ce qui est conservé' },
	found: { en: 'What is kept', fr: 'Ce qui est conservé' },
	nothing: {
		en: 'Nothing is kept about this person.',
		fr: 'Rien n’est conservé sur cette personne.',
	},
	export: { en: 'Export as JSON', fr: 'Exporter en JSON' },
	exported: { en: 'Exported.', fr: 'Exporté.' },
	truncated: {
		en: 'There is more than one export holds: this one is not complete.',
		fr: 'Il y en a plus qu’un export n’en contient : l’export est incomplet.',
	},
	erase: { en: 'Erase all of it', fr: 'Tout effacer' },
	eraseTitle: { en: 'Erase all of it?', fr: 'Tout effacer ?' },
	eraseSays: {
		en: 'Everything listed is erased for good; deliveries under way are canceled. Keyed hashes stay, so that a vendor cannot bring an erased event back.',
		fr: 'Tout ce qui est listé est effacé définitivement ; les livraisons en cours sont annulées. Des empreintes à clé restent, afin qu’un éditeur ne puisse pas faire revenir un événement effacé.',
	},
	understood: {
		en: 'I understand that this cannot be undone',
		fr: 'Je comprends que c’est irréversible',
	},
	erased: { en: 'Erased.', fr: 'Effacé.' },
	goneTitle: { en: 'What was erased', fr: 'Ce qui a été effacé' },
	retention: { en: 'How long data is kept', fr: 'Durée de conservation' },
	retentionDays: {
		en: (days: number) => `Payloads and attempts are erased after ${days} days.`,
		fr: (days: number) => `Les contenus et les tentatives sont effacés après ${days} jours.`,
	},
	settings: { en: 'Change it in the settings', fr: 'La modifier dans les paramètres' },
	audit: {
		en: 'Exports and erasures stand in the audit log',
		fr: 'Exports et effacements figurent au journal d’audit',
	},
});

export const countTexts = texts({
	messages: { en: 'Events', fr: 'Événements' },
	deliveries: { en: 'Deliveries', fr: 'Livraisons' },
	open_deliveries: { en: 'of them under way', fr: 'dont en cours' },
	attempts: { en: 'Attempts', fr: 'Tentatives' },
	receipts: { en: 'Receipts', fr: 'Réceptions' },
	samples: { en: 'Captured samples', fr: 'Exemples capturés' },
	filter_values: { en: 'Filter values', fr: 'Valeurs de filtres' },
	sandbox_requests: { en: 'Requests in the sandbox', fr: 'Requêtes du bac à sable' },
	idempotency_records: {
		en: 'Answers kept for repeated requests',
		fr: 'Réponses gardées pour les requêtes répétées',
	},
	call_contexts: { en: 'Contexts of calls', fr: 'Contextes d’appels' },
});

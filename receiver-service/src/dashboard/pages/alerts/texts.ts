import { texts } from '../../text/texts.ts';

export const alertTexts = texts({
	title: { en: 'Alerts', fr: 'Alertes' },
	intro: {
		en: 'What needs somebody, and who is told: once when it begins, and once when it is over.',
		fr: 'Ce qui demande une intervention, et qui en est informé : une fois au début, une fois à la fin.',
	},
	recipients: { en: 'Who is told', fr: 'Destinataires' },
	history: { en: 'What was raised', fr: 'Historique' },
	add: { en: 'Add a recipient', fr: 'Ajouter un destinataire' },
	edit: { en: 'Edit the recipient', fr: 'Modifier le destinataire' },
	channel: { en: 'By', fr: 'Par' },
	email: { en: 'E-mail', fr: 'E-mail' },
	webhook: { en: 'Webhook', fr: 'Webhook' },
	emailHint: {
		en: 'Needs SMTP_URL to be set where the service runs.',
		fr: 'Nécessite que SMTP_URL soit défini là où tourne le service.',
	},
	webhookHint: {
		en: 'Signed as Standard Webhooks, with a secret of its own.',
		fr: 'Signé selon Standard Webhooks, avec son propre secret.',
	},
	address: { en: 'E-mail address', fr: 'Adresse e-mail' },
	url: { en: 'URL (https)', fr: 'URL (https)' },
	target: { en: 'To', fr: 'À' },
	events: { en: 'About', fr: 'À propos de' },
	state: { en: 'State', fr: 'État' },
	on: { en: 'On', fr: 'Activé' },
	off: { en: 'Off', fr: 'Désactivé' },
	enabled: { en: 'Send alerts to this recipient', fr: 'Envoyer des alertes à ce destinataire' },
	lastSent: { en: 'Last sent', fr: 'Dernier envoi' },
	never: { en: 'never', fr: 'jamais' },
	failed: { en: 'Failed', fr: 'Échec' },
	acts: { en: 'Actions', fr: 'Actions' },
	more: { en: (name: string) => `More for ${name}`, fr: (name: string) => `Plus pour ${name}` },
	change: { en: 'Edit', fr: 'Modifier' },
	test: { en: 'Send a test', fr: 'Envoyer un test' },
	tested: { en: 'The test was sent.', fr: 'Le test a été envoyé.' },
	testFailed: {
		en: (why: string) => `The test did not arrive: ${why}`,
		fr: (why: string) => `Le test n’est pas arrivé : ${why}`,
	},
	delete: { en: 'Delete', fr: 'Supprimer' },
	deleteOf: {
		en: (name: string) => `Tell ${name} no more?`,
		fr: (name: string) => `Ne plus informer ${name} ?`,
	},
	deleted: { en: 'Deleted.', fr: 'Supprimé.' },
	save: { en: 'Save', fr: 'Enregistrer' },
	saved: { en: 'Saved.', fr: 'Enregistré.' },
	nobody: {
		en: 'Nobody is told yet. Add an e-mail address or a webhook.',
		fr: 'Personne n’est informé pour l’instant. Ajoutez une adresse e-mail ou un webhook.',
	},
	quiet: { en: 'Nothing was raised so far.', fr: 'Aucune alerte jusqu’ici.' },
	at: { en: 'Since', fr: 'Depuis' },
	what: { en: 'What', fr: 'Quoi' },
	open: { en: 'Open', fr: 'En cours' },
	resolved: { en: 'Resolved', fr: 'Résolue' },
	secretOf: { en: 'The secret of this webhook', fr: 'Le secret de ce webhook' },
	theSecret: { en: 'the secret', fr: 'le secret' },
});

export const kindTexts = texts({
	subscription_failing: { en: 'A webhook keeps failing', fr: 'Un webhook échoue de façon répétée' },
	subscription_disabled: { en: 'A webhook was disabled', fr: 'Un webhook a été désactivé' },
	source_silent: { en: 'A source is silent', fr: 'Une source est silencieuse' },
	source_rejecting: {
		en: 'Events of a source are rejected',
		fr: 'Des événements d’une source sont rejetés',
	},
	delivery_dead_letter: { en: 'A delivery was given up', fr: 'Une livraison a été abandonnée' },
});

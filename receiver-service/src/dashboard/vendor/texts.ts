import { texts } from '../text/texts.ts';

/** What kind of value a field holds. */
export const kindTexts = texts({
	identifier: { en: 'identifier', fr: 'identifiant' },
	text: { en: 'text', fr: 'texte' },
	long_text: { en: 'long text', fr: 'texte long' },
	integer: { en: 'whole number', fr: 'nombre entier' },
	decimal: { en: 'number', fr: 'nombre' },
	boolean: { en: 'yes or no', fr: 'oui ou non' },
	date: { en: 'date', fr: 'date' },
	datetime: { en: 'date and time', fr: 'date et heure' },
	phone: { en: 'telephone number', fr: 'numéro de téléphone' },
	email: { en: 'e-mail address', fr: 'adresse e-mail' },
	url: { en: 'link', fr: 'lien' },
	list: { en: 'list', fr: 'liste' },
	object: { en: 'object', fr: 'objet' },
});

export const unitTexts = texts({
	seconds: { en: 'seconds', fr: 'secondes' },
	credits: { en: 'credits', fr: 'crédits' },
	questions: { en: 'questions', fr: 'questions' },
	ratio: { en: 'from 0 to 1', fr: 'de 0 à 1' },
});

export const statusTexts = texts({
	pending: { en: 'under way', fr: 'en cours' },
	held: { en: 'held', fr: 'en attente' },
	succeeded: { en: 'delivered', fr: 'livrée' },
	dead_letter: { en: 'given up', fr: 'abandonnée' },
	canceled: { en: 'canceled', fr: 'annulée' },
});

export const outcomeTexts = texts({
	accepted: { en: 'accepted', fr: 'accepté' },
	duplicate: { en: 'duplicate', fr: 'doublon' },
	rejected: { en: 'rejected', fr: 'refusé' },
	quarantined: { en: 'quarantined', fr: 'en quarantaine' },
});

export const eventTexts = texts({
	everyType: { en: 'Every event', fr: 'Tous les événements' },
	everyTypeOf: { en: (name: string) => `${name}: all`, fr: (name: string) => `${name} : tous` },
	type: { en: 'Event', fr: 'Événement' },
	source: { en: 'Source', fr: 'Source' },
	noSource: { en: 'none', fr: 'aucune' },
	goneSource: { en: 'source deleted', fr: 'source supprimée' },
	everySource: { en: 'Every source', fr: 'Toutes les sources' },
	yes: { en: 'yes', fr: 'oui' },
	no: { en: 'no', fr: 'non' },
	none: { en: 'nothing', fr: 'rien' },
	field: { en: 'Field', fr: 'Champ' },
	value: { en: 'Value', fr: 'Valeur' },
	undocumented: { en: 'not documented', fr: 'non documenté' },
});

export const testTexts = texts({
	event: { en: 'Event', fr: 'Événement' },
	also: { en: 'Also deliver it to', fr: 'Livrer aussi à' },
	alsoHint: {
		en: 'Without any, only the sandbox receives it.',
		fr: 'Sans aucun webhook, seul le bac à sable le reçoit.',
	},
	alsoPlaceholder: { en: 'Find a webhook', fr: 'Chercher un webhook' },
	send: { en: 'Send a test event', fr: 'Envoyer un événement de test' },
	sendAgain: { en: 'Send another', fr: 'En envoyer un autre' },
	result: { en: 'What became of it', fr: 'Ce qu’il est devenu' },
	received: { en: 'Received', fr: 'Reçu' },
	verified: { en: 'signature verified', fr: 'signature vérifiée' },
	unsigned: { en: 'not signed', fr: 'non signé' },
	open: { en: 'Open the event', fr: 'Ouvrir l’événement' },
	openDelivery: { en: 'Open the delivery', fr: 'Ouvrir la livraison' },
	toSandbox: { en: 'Open the sandbox', fr: 'Ouvrir le bac à sable' },
	noWebhook: {
		en: 'No webhook asks for it yet: it is kept, and can be replayed to one later.',
		fr: 'Aucun webhook ne le demande encore : il est gardé, et pourra être rejoué vers l’un d’eux.',
	},
});

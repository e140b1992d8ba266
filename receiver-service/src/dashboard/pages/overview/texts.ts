import { texts } from '../../text/texts.ts';

export const overviewTexts = texts({
	title: { en: 'Overview', fr: 'Vue d’ensemble' },
	intro: {
		en: 'What came in, what went out, and what needs you. It follows live.',
		fr: 'Ce qui est arrivé, ce qui est parti, et ce qui demande votre attention. Mis à jour en direct.',
	},
	events: { en: 'Events', fr: 'Événements' },
	deliveries: { en: 'Delivered', fr: 'Livrés' },
	succeeded: { en: 'Successful attempts', fr: 'Tentatives réussies' },
	failed: { en: 'Failed attempts', fr: 'Tentatives échouées' },
	successRate: { en: 'Success rate', fr: 'Taux de succès' },
	p50: { en: 'Answer time (p50)', fr: 'Temps de réponse (p50)' },
	p95: { en: 'Answer time (p95)', fr: 'Temps de réponse (p95)' },
	deadLetters: { en: 'Given up', fr: 'Abandonnées' },
	traffic: {
		en: (step: string) => `Events and deliveries per ${step}`,
		fr: (step: string) => `Événements et livraisons par ${step}`,
	},
	attempts: {
		en: (step: string) => `Attempts per ${step}`,
		fr: (step: string) => `Tentatives par ${step}`,
	},
	minute: { en: 'minute', fr: 'minute' },
	hour: { en: 'hour', fr: 'heure' },
	day: { en: 'day', fr: 'jour' },
	rate: { en: 'Success rate of attempts', fr: 'Taux de succès des tentatives' },
	times: { en: 'Answer time of hook URLs', fr: 'Temps de réponse des URL de webhook' },
	backlog: { en: 'Backlog', fr: 'File d’attente' },
	waiting: { en: 'Backlog over time', fr: 'File d’attente au fil du temps' },
	age: {
		en: 'Age of the oldest delivery on its way',
		fr: 'Âge de la plus ancienne livraison en cours',
	},
	backlogNow: { en: 'Waiting now', fr: 'En attente actuellement' },
	pending: { en: 'On their way', fr: 'En cours' },
	held: { en: 'Held (webhook paused or disabled)', fr: 'Retenues (webhook en pause ou désactivé)' },
	dead: { en: 'Given up', fr: 'Abandonnées' },
	oldest: {
		en: (age: string) => `The oldest: ${age}.`,
		fr: (age: string) => `La plus ancienne : ${age}.`,
	},
	noneWaiting: { en: 'Nothing waits.', fr: 'Rien n’attend.' },
	sources: { en: 'Sources', fr: 'Sources' },
	webhooks: { en: 'Webhooks', fr: 'Webhooks' },
	all: { en: 'Show all', fr: 'Tout afficher' },
	noSources: { en: 'No source yet.', fr: 'Aucune source pour l’instant.' },
	noWebhooks: { en: 'No webhook yet.', fr: 'Aucun webhook pour l’instant.' },
	lastEvent: {
		en: (when: string) => `last event ${when}`,
		fr: (when: string) => `dernier événement ${when}`,
	},
	noEvent: { en: 'no event yet', fr: 'aucun événement pour l’instant' },
	rejections: {
		en: (count: number) => `${count} rejected in a row`,
		fr: (count: number) => `${count} rejets consécutifs`,
	},
	untilDisabled: {
		en: (count: number) => `${count} more and the vendor disables this hook`,
		fr: (count: number) => `encore ${count} et l’éditeur désactive ce webhook`,
	},
	deliveriesCount: {
		en: (count: string) => `${count} deliveries`,
		fr: (count: string) => `${count} livraisons`,
	},
	unnamed: { en: 'Without a name', fr: 'Sans nom' },
	openAlerts: { en: 'Needs you', fr: 'À traiter' },
	stepsTitle: { en: 'Next step', fr: 'Prochaine étape' },
	connectFirst: {
		en: 'Connect a vendor: paste its ingest URL into the vendor’s settings and see the first event arrive.',
		fr: 'Connectez un éditeur : collez son URL de réception dans ses réglages et voyez arriver le premier événement.',
	},
	connect: { en: 'Connect a vendor', fr: 'Connecter un éditeur' },
	hookFirst: {
		en: 'Add a webhook: events that arrive are kept, and go nowhere yet.',
		fr: 'Ajoutez un webhook : les événements reçus sont conservés, mais ne partent encore nulle part.',
	},
	addHook: { en: 'Add a webhook', fr: 'Ajouter un webhook' },
	testFirst: {
		en: 'Send a test event to see it delivered.',
		fr: 'Envoyez un événement de test pour le voir livré.',
	},
	sendTest: { en: 'To the sources', fr: 'Vers les sources' },
});

export const sourceStatusTexts = texts({
	waiting: { en: 'Waiting', fr: 'En attente' },
	ok: { en: 'Healthy', fr: 'Opérationnelle' },
	rejecting: { en: 'Rejecting', fr: 'Rejette' },
	silent: { en: 'Silent', fr: 'Silencieuse' },
});

export const hookStatusTexts = texts({
	active: { en: 'Active', fr: 'Actif' },
	paused: { en: 'Paused', fr: 'En pause' },
	disabled: { en: 'Disabled', fr: 'Désactivé' },
	failing: { en: 'Failing', fr: 'En échec' },
});

import { texts } from '../../text/texts.ts';

export const statusTexts = texts({
	pending: { en: 'On its way', fr: 'En cours' },
	held: { en: 'Held', fr: 'Retenue' },
	succeeded: { en: 'Delivered', fr: 'Livrée' },
	dead_letter: { en: 'Given up', fr: 'Abandonnée' },
	canceled: { en: 'Canceled', fr: 'Annulée' },
});

export const deliveryTexts = texts({
	title: { en: 'Deliveries', fr: 'Livraisons' },
	intro: {
		en: 'Every event on its way to a webhook: what was sent, what came back, and what is tried next.',
		fr: 'Chaque événement en route vers un webhook : ce qui a été envoyé, la réponse reçue et la prochaine tentative.',
	},
	status: { en: 'Status', fr: 'Statut' },
	anyStatus: { en: 'Any status', fr: 'Tous les statuts' },
	events: { en: 'Events', fr: 'Événements' },
	allOf: { en: (vendor: string) => `All of ${vendor}`, fr: (vendor: string) => `Tout ${vendor}` },
	anyEvent: { en: 'Any event', fr: 'Tous les événements' },
	webhook: { en: 'Webhook', fr: 'Webhook' },
	anyWebhook: { en: 'Any webhook', fr: 'Tous les webhooks' },
	id: { en: 'Identifier', fr: 'Identifiant' },
	idHint: { en: 'dlv_…, msg_… or sub_…', fr: 'dlv_…, msg_… ou sub_…' },
	idIncomplete: {
		en: 'This is not a whole identifier: dlv_, msg_ or sub_ and 26 characters.',
		fr: 'Cet identifiant est incomplet : dlv_, msg_ ou sub_ suivi de 26 caractères.',
	},
	reset: { en: 'Show everything', fr: 'Tout afficher' },
	event: { en: 'Event', fr: 'Événement' },
	attempts: { en: 'Attempts', fr: 'Tentatives' },
	answer: { en: 'Last answer', fr: 'Dernière réponse' },
	made: { en: 'Since', fr: 'Depuis' },
	acts: { en: 'Actions', fr: 'Actions' },
	selection: { en: 'Selection', fr: 'Sélection' },
	none: { en: 'none yet', fr: 'aucune pour l’instant' },
	again: { en: 'Sent again', fr: 'Relance' },
	gone: { en: 'deleted webhook', fr: 'webhook supprimé' },
	next: {
		en: (when: string) => `next attempt ${when}`,
		fr: (when: string) => `prochaine tentative ${when}`,
	},
	anyMoment: { en: 'any moment', fr: 'imminente' },
	heldSays: {
		en: 'waits until its webhook is enabled',
		fr: 'attend que son webhook soit activé',
	},
	empty: {
		en: 'No delivery yet. One is made for each webhook that asks for an event when it arrives.',
		fr: 'Aucune livraison pour l’instant. Il s’en crée une par webhook concerné à l’arrivée d’un événement.',
	},
	emptyFiltered: {
		en: 'No delivery matches these filters.',
		fr: 'Aucune livraison ne correspond à ces filtres.',
	},
	live: { en: 'Follow live', fr: 'Suivre en direct' },
	news: { en: 'There are new deliveries.', fr: 'Il y a de nouvelles livraisons.' },
	showNews: { en: 'Show them', fr: 'Les afficher' },
	select: {
		en: (name: string, when: string) => `Select ${name}, ${when}`,
		fr: (name: string, when: string) => `Sélectionner ${name}, ${when}`,
	},
	selectPage: { en: 'Select this page', fr: 'Sélectionner cette page' },
	selected: {
		en: (count: number) => `${count} selected`,
		fr: (count: number) => (count > 1 ? `${count} sélectionnées` : `${count} sélectionnée`),
	},
	full: { en: 'At most 100 at once.', fr: '100 au plus à la fois.' },
	clear: { en: 'Clear the selection', fr: 'Vider la sélection' },
	relaunch: { en: 'Deliver again', fr: 'Relancer' },
	relaunchOf: {
		en: (name: string, when: string) => `Deliver again: ${name}, ${when}`,
		fr: (name: string, when: string) => `Relancer : ${name}, ${when}`,
	},
	relaunchSelected: { en: 'Deliver the selection again', fr: 'Relancer la sélection' },
	relaunched: {
		en: (count: number) =>
			count === 1
				? 'One delivery is on its way again.'
				: `${count} deliveries are on their way again.`,
		fr: (count: number) =>
			count > 1 ? `${count} livraisons sont relancées.` : `${count} livraison est relancée.`,
	},
	relaunchedSome: {
		en: (count: number, asked: number) =>
			`${count} of ${asked} are on their way again. The others were still on their way, were selected twice for one event and webhook, or their webhook or event is gone.`,
		fr: (count: number, asked: number) =>
			`${count} sur ${asked} sont relancées. Les autres étaient encore en cours, concernaient deux fois le même événement et le même webhook, ou leur webhook ou leur événement n’existe plus.`,
	},
	range: { en: 'Deliver a period again', fr: 'Relancer une période' },
});

export const detailTexts = texts({
	notFound: { en: 'Delivery', fr: 'Livraison' },
	all: { en: 'All deliveries', fr: 'Toutes les livraisons' },
	ofWebhook: { en: 'Webhook', fr: 'Webhook' },
	summary: { en: 'In short', fr: 'En bref' },
	identifier: { en: 'Identifier', fr: 'Identifiant' },
	theId: { en: 'the identifier', fr: 'l’identifiant' },
	created: { en: 'Made', fr: 'Créée' },
	ended: { en: 'Ended', fr: 'Terminée' },
	nextAttempt: { en: 'Next attempt', fr: 'Prochaine tentative' },
	lastError: { en: 'Last error', fr: 'Dernière erreur' },
	replayFact: { en: 'Sent again', fr: 'Relance' },
	replaySays: {
		en: 'This is a new delivery of an event that was delivered before.',
		fr: 'Nouvelle livraison d’un événement déjà livré auparavant.',
	},
	timeline: { en: 'Attempts', fr: 'Tentatives' },
	noAttempt: { en: 'Nothing was sent yet.', fr: 'Rien n’a encore été envoyé.' },
	attempt: {
		en: (which: number) => `Attempt ${which}`,
		fr: (which: number) => `Tentative ${which}`,
	},
	took: { en: (time: string) => `took ${time}`, fr: (time: string) => `en ${time}` },
	response: { en: 'Answer', fr: 'Réponse' },
	noResponse: {
		en: 'Nothing of the answer is shown: it was empty, or refused from a private network.',
		fr: 'Rien de la réponse n’est affiché : elle était vide, ou le refus venait d’un réseau privé.',
	},
	payload: { en: 'Payload', fr: 'Contenu' },
	erased: {
		en: 'Its content has been erased: the retention time is over, or a person’s data was erased.',
		fr: 'Le contenu a été effacé : la durée de conservation est dépassée, ou les données d’une personne ont été effacées.',
	},
	request: { en: 'Request', fr: 'Requête' },
	exact: { en: 'Exactly as sent', fr: 'Telle qu’envoyée' },
	exactSays: {
		en: 'Headers of the latest attempt; the values of custom headers are not shown. The body is the same each time.',
		fr: 'En-têtes de la dernière tentative ; les valeurs des en-têtes personnalisés sont masquées. Le corps est le même à chaque fois.',
	},
	exactFirst: {
		en: 'Its headers are known once it was sent.',
		fr: 'Les en-têtes seront connus après l’envoi.',
	},
	hostOnly: {
		en: 'A hook URL is a secret: you see its host only.',
		fr: 'Une URL de webhook est un secret : vous n’en voyez que l’hôte.',
	},
	toEvent: { en: 'Show the event', fr: 'Afficher l’événement' },
});

/** What came of one try, by the outcome that the service tells. */
export const outcomeTexts = texts({
	success: { en: 'Accepted', fr: 'Acceptée' },
	http_error: { en: 'Refused', fr: 'Refusée' },
	redirect: {
		en: 'Redirected: redirects are not followed',
		fr: 'Redirigée : les redirections ne sont pas suivies',
	},
	gone: { en: 'The webhook says it is gone', fr: 'Le webhook indique qu’il n’existe plus' },
	rate_limited: { en: 'Asked to slow down', fr: 'Ralentissement demandé' },
	queue_full: { en: 'Make’s queue is full', fr: 'La file d’attente de Make est pleine' },
	rejected: { en: 'Refused for good', fr: 'Refusée définitivement' },
	timeout: { en: 'No answer in time', fr: 'Pas de réponse à temps' },
	connection_error: { en: 'No connection', fr: 'Connexion impossible' },
	blocked_address: { en: 'The address is not allowed', fr: 'Adresse non autorisée' },
});

export const replayTexts = texts({
	what: { en: 'What', fr: 'Quoi' },
	dead_letter: { en: 'What was given up', fr: 'Ce qui a été abandonné' },
	canceled: { en: 'What was canceled', fr: 'Ce qui a été annulé' },
	succeeded: { en: 'What was delivered', fr: 'Ce qui a été livré' },
	ended: {
		en: 'All three: given up, canceled and delivered',
		fr: 'Les trois : abandonné, annulé et livré',
	},
	events: {
		en: 'Every event, to whoever asks for it now',
		fr: 'Chaque événement, à qui le demande désormais',
	},
	eventsHint: {
		en: 'Also events that arrived before a webhook was added.',
		fr: 'Y compris les événements reçus avant l’ajout d’un webhook.',
	},
	review: { en: 'Review', fr: 'Vérifier' },
	back: { en: 'Back', fr: 'Retour' },
	needsBegin: {
		en: 'Choose a period that begins before it ends.',
		fr: 'Choisissez une période dont le début précède la fin.',
	},
	willDeliveries: {
		en: 'Each of these deliveries is sent again to its own webhook, as a new delivery of the same event:',
		fr: 'Chacune de ces livraisons est renvoyée à son propre webhook, comme nouvelle livraison du même événement :',
	},
	willEvents: {
		en: 'Each of these events is sent to every webhook that asks for it now, also to those that had it already:',
		fr: 'Chacun de ces événements est envoyé à tous les webhooks qui le demandent désormais, y compris ceux qui l’ont déjà reçu :',
	},
	from: { en: 'From', fr: 'Du' },
	until: { en: 'Until', fr: 'Au' },
	howMany: { en: 'How many', fr: 'Nombre' },
	moreThan: {
		en: (count: number) => `more than ${count}`,
		fr: (count: number) => `plus de ${count}`,
	},
	nothing: { en: 'There is nothing to deliver again.', fr: 'Il n’y a rien à relancer.' },
	receivers: {
		en: 'Receivers see the same identifier as before: those that check for repeats take each event once.',
		fr: 'Les destinataires voient le même identifiant qu’auparavant : ceux qui écartent les doublons ne traitent chaque événement qu’une fois.',
	},
	running: {
		en: (count: string) => `${count} so far…`,
		fr: (count: string) => `${count} pour l’instant…`,
	},
	stop: { en: 'Stop after this part', fr: 'Arrêter après cette partie' },
	stopped: {
		en: (count: number) => `Stopped: ${count} deliveries are on their way again.`,
		fr: (count: number) => `Arrêté : ${count} livraisons sont relancées.`,
	},
});

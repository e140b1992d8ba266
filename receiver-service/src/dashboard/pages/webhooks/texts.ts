import { texts } from '../../text/texts.ts';

export const stateTexts = texts({
	active: { en: 'Active', fr: 'Actif' },
	failing: { en: 'Failing', fr: 'En échec' },
	listening: { en: 'Listening for a test', fr: 'À l’écoute d’un test' },
	paused: { en: 'Paused', fr: 'En pause' },
	disabled: { en: 'Disabled', fr: 'Désactivé' },
});

export const reasonTexts = texts({
	gone: {
		en: 'It answered that it is gone (HTTP 410).',
		fr: 'Il a répondu qu’il n’existe plus (HTTP 410).',
	},
	failing: { en: 'It failed for too long.', fr: 'Il échouait depuis trop longtemps.' },
	key_revoked: {
		en: 'The API key that registered it was revoked.',
		fr: 'La clé d’API qui l’a enregistré a été révoquée.',
	},
	account_closed: { en: 'The account was closed.', fr: 'Le compte a été fermé.' },
});

export const webhookTexts = texts({
	title: { en: 'Webhooks', fr: 'Webhooks' },
	intro: {
		en: 'Where events go: each hook URL, what it receives and how it fares.',
		fr: 'Là où partent les événements : chaque URL de webhook, ce qu’elle reçoit et comment elle se porte.',
	},
	add: { en: 'Add a webhook', fr: 'Ajouter un webhook' },
	byHand: {
		en: (count: string) => `Added by hand (${count})`,
		fr: (count: string) => `Ajoutés à la main (${count})`,
	},
	byPlatform: {
		en: (count: string) => `Zapier, n8n and Make (${count})`,
		fr: (count: string) => `Zapier, n8n et Make (${count})`,
	},
	groups: { en: 'Who registered them', fr: 'Origine des webhooks' },
	platformIntro: {
		en: 'These platforms register their hook URLs themselves when a Zap, workflow or scenario is switched on, and remove them when it is switched off.',
		fr: 'Ces plateformes enregistrent elles-mêmes leurs URL quand un Zap, un workflow ou un scénario est activé, et les retirent quand il est désactivé.',
	},
	search: { en: 'Search', fr: 'Rechercher' },
	searchHint: { en: 'Name, URL, event or workflow', fr: 'Nom, URL, événement ou workflow' },
	state: { en: 'State', fr: 'État' },
	anyState: { en: 'Any state', fr: 'Tous les états' },
	name: { en: 'Webhook', fr: 'Webhook' },
	custom: { en: 'By hand', fr: 'À la main' },
	events: { en: 'Events', fr: 'Événements' },
	all: { en: (vendor: string) => `All of ${vendor}`, fr: (vendor: string) => `Tout ${vendor}` },
	more: {
		en: (count: number) => `and ${count} more`,
		fr: (count: number) => `et ${count} de plus`,
	},
	rate: { en: 'Success, 24 h', fr: 'Succès, 24 h' },
	deliveries: { en: 'Delivered', fr: 'Livrées' },
	deliveriesOf: {
		en: (count: string, name: string) => `${count} delivered to ${name}`,
		fr: (count: string, name: string) => `${count} livrées à ${name}`,
	},
	lastError: { en: 'Last error', fr: 'Dernière erreur' },
	acts: { en: 'Actions', fr: 'Actions' },
	moreOf: { en: (name: string) => `More for ${name}`, fr: (name: string) => `Plus pour ${name}` },
	emptyHand: {
		en: 'No webhook yet. Add one to have events sent to a URL of yours.',
		fr: 'Aucun webhook pour l’instant. Ajoutez-en un pour envoyer les événements à votre URL.',
	},
	emptyPlatform: {
		en: 'None yet. Connect voicehooks in Zapier, n8n or Make, and switch on a trigger there.',
		fr: 'Aucun pour l’instant. Connectez voicehooks dans Zapier, n8n ou Make, puis activez-y un déclencheur.',
	},
	emptyFound: { en: 'Nothing matches.', fr: 'Aucun résultat.' },
	showMore: { en: 'Show more', fr: 'En afficher plus' },
	test: { en: 'Send a test', fr: 'Envoyer un test' },
	edit: { en: 'Edit', fr: 'Modifier' },
	pause: { en: 'Pause', fr: 'Mettre en pause' },
	paused: {
		en: 'Paused: its deliveries are held until it is enabled.',
		fr: 'En pause : ses livraisons sont retenues jusqu’à sa réactivation.',
	},
	enable: { en: 'Enable', fr: 'Réactiver' },
	rotate: { en: 'Change the secret', fr: 'Changer le secret' },
	remove: { en: 'Delete', fr: 'Supprimer' },
});

export const actTexts = texts({
	removeOf: {
		en: (name: string) => `Delete ${name}?`,
		fr: (name: string) => `Supprimer ${name} ?`,
	},
	removeSays: {
		en: 'It gets nothing any more, at once. Its past deliveries stay in the list.',
		fr: 'Il ne reçoit plus rien, immédiatement. Ses livraisons passées restent dans la liste.',
	},
	removeBacklog: {
		en: (count: string) =>
			`Not yet delivered: ${count}. They wait ten minutes for a new webhook with the same URL, then they are canceled.`,
		fr: (count: string) =>
			`Pas encore livrées : ${count}. Elles attendent dix minutes un nouveau webhook avec la même URL, puis sont annulées.`,
	},
	removeNoBacklog: { en: 'Nothing waits for it.', fr: 'Rien n’est en attente pour lui.' },
	removePlatform: {
		en: (platform: string) =>
			`${platform} registered it. Better switch it off there: else ${platform} goes on waiting for events.`,
		fr: (platform: string) =>
			`C’est ${platform} qui l’a enregistré. Désactivez-le plutôt là-bas, sinon ${platform} continuera d’attendre des événements.`,
	},
	removed: { en: 'Deleted.', fr: 'Supprimé.' },
	enableOf: { en: (name: string) => `Enable ${name}`, fr: (name: string) => `Réactiver ${name}` },
	missed: { en: 'What it missed', fr: 'Ce qu’il a manqué' },
	replay: { en: 'Replay what was missed', fr: 'Relancer ce qui a été manqué' },
	replaySays: {
		en: 'What was held is delivered, and what was given up since it began to fail is delivered again.',
		fr: 'Ce qui était retenu est livré, et ce qui a été abandonné depuis le début des échecs est relancé.',
	},
	release: { en: 'Deliver only what was held', fr: 'Livrer seulement ce qui était retenu' },
	drop: { en: 'Begin with the next event', fr: 'Reprendre au prochain événement' },
	dropSays: { en: 'What was held is canceled.', fr: 'Ce qui était retenu est annulé.' },
	heldNow: {
		en: (count: string) => `Held now: ${count}.`,
		fr: (count: string) => `Retenues actuellement : ${count}.`,
	},
	enabled: {
		en: (released: number, replayed: number, canceled: number) =>
			`Enabled. Released: ${released}, delivered again: ${replayed}, canceled: ${canceled}.`,
		fr: (released: number, replayed: number, canceled: number) =>
			`Réactivé. Libérées : ${released}, relancées : ${replayed}, annulées : ${canceled}.`,
	},
	rotateOf: {
		en: (name: string) => `Change the secret of ${name}?`,
		fr: (name: string) => `Changer le secret de ${name} ?`,
	},
	rotateSays: {
		en: 'For 24 hours every delivery is signed with both secrets, the new one and the old one: change it at the receiver within that time.',
		fr: 'Pendant 24 heures, chaque livraison est signée avec les deux secrets, le nouveau et l’ancien : changez-le chez le destinataire dans ce délai.',
	},
	secretOf: {
		en: (name: string) => `Secret of ${name}`,
		fr: (name: string) => `Secret de ${name}`,
	},
	theSecret: { en: 'the signing secret', fr: 'le secret de signature' },
	verify: {
		en: 'The receiver checks the signature with it: the header webhook-signature is “v1,” and the base64 HMAC-SHA256 of webhook-id, webhook-timestamp and the body, joined by dots.',
		fr: 'Le destinataire s’en sert pour vérifier la signature : l’en-tête webhook-signature est « v1, » suivi du HMAC-SHA256 en base64 de webhook-id, webhook-timestamp et du corps, joints par des points.',
	},
	verifyVendor: {
		en: 'The receiver checks the signature with it exactly as the vendor’s own documentation says.',
		fr: 'Le destinataire s’en sert pour vérifier la signature exactement comme l’indique la documentation de l’éditeur.',
	},
	snippets: {
		en: 'Ready-made code in Python, JavaScript and PHP',
		fr: 'Du code prêt à l’emploi en Python, JavaScript et PHP',
	},
	moreThan: {
		en: (count: number) => `more than ${count}`,
		fr: (count: number) => `plus de ${count}`,
	},
});

export const testTexts = texts({
	titleOf: { en: (name: string) => `Test ${name}`, fr: (name: string) => `Tester ${name}` },
	intro: {
		en: 'It gets one event, marked as a test. Nobody else does.',
		fr: 'Il reçoit un événement marqué comme test. Personne d’autre ne le reçoit.',
	},
	event: { en: 'Event', fr: 'Événement' },
	anyEvent: { en: 'Whichever fits', fr: 'Celui qui convient' },
	content: { en: 'Content', fr: 'Contenu' },
	latest: { en: 'The latest real event', fr: 'Le dernier événement réel' },
	latestSays: {
		en: 'Where none arrived yet: the sample of the catalogue.',
		fr: 'S’il n’y en a pas encore : l’exemple du catalogue.',
	},
	sample: { en: 'The sample of the catalogue', fr: 'L’exemple du catalogue' },
	send: { en: 'Send', fr: 'Envoyer' },
	sendAgain: { en: 'Send another', fr: 'En envoyer un autre' },
	sent: {
		en: (type: string) => `Sent: ${type}.`,
		fr: (type: string) => `Envoyé : ${type}.`,
	},
	usedSample: {
		en: 'With the sample of the catalogue.',
		fr: 'Avec l’exemple du catalogue.',
	},
	usedLatest: { en: 'With the latest real event.', fr: 'Avec le dernier événement réel.' },
	details: { en: 'Show this delivery', fr: 'Afficher cette livraison' },
	none: {
		en: 'Its filter let nothing through.',
		fr: 'Son filtre n’a rien laissé passer.',
	},
});

export const detailTexts = texts({
	webhook: { en: 'Webhook', fr: 'Webhook' },
	all: { en: 'All webhooks', fr: 'Tous les webhooks' },
	health: { en: 'Health', fr: 'Santé' },
	day: { en: '24 hours', fr: '24 heures' },
	week: { en: '7 days', fr: '7 jours' },
	rate: { en: (span: string) => `Success, ${span}`, fr: (span: string) => `Succès, ${span}` },
	p95: { en: 'Answer time, 95 %, 24 hours', fr: 'Temps de réponse, 95 %, 24 heures' },
	attempts: { en: 'Attempts, 24 hours', fr: 'Tentatives, 24 heures' },
	givenUp: { en: 'Given up, 7 days', fr: 'Abandonnées, 7 jours' },
	deliveries: { en: 'Delivered in all', fr: 'Livrées au total' },
	since: { en: 'Failing since', fr: 'En échec depuis' },
	inARow: { en: 'Failed in a row', fr: 'Échecs consécutifs' },
	lastSuccess: { en: 'Last success', fr: 'Dernier succès' },
	lastFailure: { en: 'Last failure', fr: 'Dernier échec' },
	probe: { en: 'Tried again', fr: 'Prochain essai' },
	never: { en: 'never', fr: 'jamais' },
	disabledSays: {
		en: 'It is disabled: its deliveries are held until it is enabled.',
		fr: 'Il est désactivé : ses livraisons sont retenues jusqu’à sa réactivation.',
	},
	pausedSays: {
		en: 'It is paused: its deliveries are held until it is enabled.',
		fr: 'Il est en pause : ses livraisons sont retenues jusqu’à sa réactivation.',
	},
	receives: { en: 'What it receives', fr: 'Ce qu’il reçoit' },
	url: { en: 'URL', fr: 'URL' },
	theUrl: { en: 'the URL', fr: 'l’URL' },
	hostOnly: {
		en: 'A hook URL is a secret: you see its host only.',
		fr: 'Une URL de webhook est un secret : vous n’en voyez que l’hôte.',
	},
	platform: { en: 'Platform', fr: 'Plateforme' },
	workflow: { en: 'Workflow', fr: 'Workflow' },
	instance: { en: 'Instance', fr: 'Instance' },
	only: { en: 'Only', fr: 'Seulement' },
	source: { en: 'Source', fr: 'Source' },
	anySource: { en: 'every source', fr: 'toutes les sources' },
	headers: { en: 'Custom headers', fr: 'En-têtes personnalisés' },
	perSecond: {
		en: (rate: string) => `${rate} per second`,
		fr: (rate: string) => `${rate} par seconde`,
	},
	pace: { en: 'At most', fr: 'Au plus' },
	signing: { en: 'Signing', fr: 'Signature' },
	secret: { en: 'with its own secret', fr: 'avec son propre secret' },
	derived: {
		en: 'with a secret derived from its API key',
		fr: 'avec un secret dérivé de sa clé d’API',
	},
	created: { en: 'Added', fr: 'Ajouté' },
	expires: { en: 'Listens until', fr: 'Écoute jusqu’au' },
	identifier: { en: 'Identifier', fr: 'Identifiant' },
	theId: { en: 'the identifier', fr: 'l’identifiant' },
	recent: { en: 'Recent deliveries', fr: 'Livraisons récentes' },
	showAll: { en: 'Show all', fr: 'Tout afficher' },
	noRecent: { en: 'No delivery yet.', fr: 'Aucune livraison pour l’instant.' },
});

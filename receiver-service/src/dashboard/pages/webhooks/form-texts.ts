import { texts } from '../../text/texts.ts';

export const formTexts = texts({
	add: { en: 'Add a webhook', fr: 'Ajouter un webhook' },
	editOf: { en: (name: string) => `Edit ${name}`, fr: (name: string) => `Modifier ${name}` },
	name: { en: 'Name', fr: 'Nom' },
	nameHint: {
		en: 'Such as “CRM” or “Slack, sales”',
		fr: 'Par exemple « CRM » ou « Slack, ventes »',
	},
	url: { en: 'URL', fr: 'URL' },
	urlHint: {
		en: 'Begins with https:// and takes POST. It is a secret: only its maker and owners see it in full.',
		fr: 'Commence par https:// et accepte POST. C’est un secret : seuls son auteur et les propriétaires la voient en entier.',
	},
	urlMasked: {
		en: 'You see its host only. Leave it as it is to keep it.',
		fr: 'Vous n’en voyez que l’hôte. Laissez tel quel pour la conserver.',
	},
	platform: { en: 'Platform', fr: 'Plateforme' },
	custom: { en: 'A server of your own, or any other', fr: 'Votre serveur, ou toute autre' },
	events: { en: 'Events', fr: 'Événements' },
	eventsNeeded: { en: 'Choose at least one event.', fr: 'Choisissez au moins un événement.' },
	allOf: { en: (vendor: string) => `All of ${vendor}`, fr: (vendor: string) => `Tout ${vendor}` },
	allHint: {
		en: 'Also events that it adds later.',
		fr: 'Y compris les événements ajoutés plus tard.',
	},
	some: {
		en: (vendor: string, chosen: number, all: number) =>
			`${vendor}: choose events (${chosen} of ${all})`,
		fr: (vendor: string, chosen: number, all: number) =>
			`${vendor} : choisir les événements (${chosen} sur ${all})`,
	},
	only: { en: 'Only some of them', fr: 'Seulement une partie' },
	onlyHint: {
		en: 'An event must match every line that is filled in; one of the values of a line is enough. Events without such a field are not restricted by it.',
		fr: 'Un événement doit satisfaire chaque ligne remplie ; une valeur par ligne suffit. Les événements dépourvus de ce champ ne sont pas limités.',
	},
	moreFilters: { en: 'More restrictions', fr: 'Autres restrictions' },
	any: { en: 'Any', fr: 'Peu importe' },
	source: { en: 'Source', fr: 'Source' },
	anySource: { en: 'Every source', fr: 'Toutes les sources' },
	advanced: { en: 'More settings', fr: 'Autres réglages' },
	format: { en: 'Format', fr: 'Format' },
	message: {
		en: 'Ours, the same for every vendor',
		fr: 'Le nôtre, identique pour tous les éditeurs',
	},
	messageHint: { en: 'Signed by Standard Webhooks.', fr: 'Signé selon Standard Webhooks.' },
	vendor: { en: 'The vendor’s own', fr: 'Celui de l’éditeur' },
	vendorHint: {
		en: 'Body, headers and signature as the vendor’s documentation says.',
		fr: 'Corps, en-têtes et signature conformes à la documentation de l’éditeur.',
	},
	policy: { en: 'Retries', fr: 'Nouvelles tentatives' },
	standard: {
		en: 'Standard: ten attempts over three days',
		fr: 'Standard : dix tentatives sur trois jours',
	},
	vendorPolicy: {
		en: 'As the event’s vendor documents them',
		fr: 'Comme le documente l’éditeur de l’événement',
	},
	own: { en: 'Your own', fr: 'Personnalisées' },
	ownIs: {
		en: (delays: string, seconds: string) => `Your own (${delays}), ${seconds} s to answer`,
		fr: (delays: string, seconds: string) =>
			`Personnalisées (${delays}), ${seconds} s pour répondre`,
	},
	schedule: { en: 'Wait after each failure', fr: 'Attente après chaque échec' },
	scheduleHint: {
		en: 'Such as 5s, 5m, 30m, 2h. Empty: one attempt only.',
		fr: 'Par exemple 5s, 5m, 30m, 2h. Vide : une seule tentative.',
	},
	scheduleWrong: {
		en: 'Write each as a number and s, m, h or d, with commas in between.',
		fr: 'Écrivez chaque durée avec un nombre et s, m, h ou d, séparés par des virgules.',
	},
	timeout: { en: 'Seconds to answer', fr: 'Secondes pour répondre' },
	disableAfter: {
		en: 'Disable after so many failures in a row',
		fr: 'Désactiver après ce nombre d’échecs consécutifs',
	},
	headers: { en: 'Custom headers', fr: 'En-têtes personnalisés' },
	headersHint: {
		en: 'Sent with every delivery, such as x-make-apikey. Their values are never shown again.',
		fr: 'Envoyés avec chaque livraison, par exemple x-make-apikey. Leurs valeurs ne sont plus jamais affichées.',
	},
	headerName: { en: 'Header', fr: 'En-tête' },
	headerValue: { en: 'Value', fr: 'Valeur' },
	addHeader: { en: 'Add a header', fr: 'Ajouter un en-tête' },
	removeHeader: {
		en: (name: string) => `Remove the header ${name}`,
		fr: (name: string) => `Retirer l’en-tête ${name}`,
	},
	headersKept: {
		en: (names: string) => `Sent now: ${names}.`,
		fr: (names: string) => `Envoyés actuellement : ${names}.`,
	},
	headersDropped: {
		en: 'They were meant for the old host: with another host they are dropped, unless given again.',
		fr: 'Ils étaient destinés à l’ancien hôte : avec un autre hôte, ils sont abandonnés, sauf si vous les redonnez.',
	},
	replaceHeaders: { en: 'Replace them', fr: 'Les remplacer' },
	keepHeaders: { en: 'Keep them as they are', fr: 'Les conserver tels quels' },
	rateLimit: { en: 'At most per second', fr: 'Au plus par seconde' },
	rateLimitHint: {
		en: 'Empty: what suits the platform.',
		fr: 'Vide : ce qui convient à la plateforme.',
	},
	enabled: { en: 'Enabled', fr: 'Activé' },
	enabledHint: {
		en: 'Else it begins paused and holds what arrives.',
		fr: 'Sinon il commence en pause et retient ce qui arrive.',
	},
	notMapped: {
		en: 'The vendor does not document where its events carry that field. Learn it from an event that arrived, on the page of the source, then come back.',
		fr: 'L’éditeur ne documente pas où ses événements portent ce champ. Apprenez-le d’un événement reçu, sur la page de la source, puis revenez ici.',
	},
	toSource: { en: 'To the source', fr: 'Vers la source' },
	save: { en: 'Save', fr: 'Enregistrer' },
	saved: { en: 'Saved.', fr: 'Enregistré.' },
	added: { en: 'Added.', fr: 'Ajouté.' },
});

export const filterTexts = texts({
	tracking_number: { en: 'Tracking number', fr: 'Numéro de suivi' },
	user: { en: 'User', fr: 'Utilisateur' },
	agent_id: { en: 'Agent', fr: 'Agent' },
	campaign_id: { en: 'Campaign', fr: 'Campagne' },
	result: { en: 'Result', fr: 'Résultat' },
	urgency: { en: 'Urgency', fr: 'Urgence' },
	failure_reason: { en: 'Reason of failure', fr: 'Motif d’échec' },
	min_duration_seconds: { en: 'At least so many seconds long', fr: 'Durée minimale en secondes' },
	min_score: { en: 'Score of at least', fr: 'Score minimal' },
});

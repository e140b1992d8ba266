import { texts } from '../../text/texts.ts';

export const sourcesTexts = texts({
	title: { en: 'Sources', fr: 'Sources' },
	intro: {
		en: 'Your accounts at vendors: where their events arrive, and whether they do.',
		fr: 'Vos comptes chez les éditeurs : où arrivent leurs événements, et s’ils arrivent.',
	},
	connect: { en: 'Connect a vendor', fr: 'Connecter un éditeur' },
	empty: {
		en: 'No source yet. Connect a vendor to receive its events.',
		fr: 'Aucune source pour l’instant. Connectez un éditeur pour recevoir ses événements.',
	},
	name: { en: 'Name', fr: 'Nom' },
	vendor: { en: 'Vendor', fr: 'Éditeur' },
	health: { en: 'Health', fr: 'Santé' },
	lastEvent: { en: 'Last event', fr: 'Dernier événement' },
	signature: { en: 'Signature', fr: 'Signature' },
	never: { en: 'never', fr: 'jamais' },
	off: { en: 'switched off', fr: 'désactivée' },
	waiting: { en: 'waiting', fr: 'en attente' },
	ok: { en: 'receiving', fr: 'en réception' },
	rejecting: { en: 'rejecting', fr: 'refuse' },
	silent: { en: 'silent', fr: 'silencieuse' },
	signed: { en: 'verified', fr: 'vérifiée' },
	unverified: { en: 'not verified', fr: 'non vérifiée' },
	unsigned: { en: 'vendor does not sign', fr: 'éditeur sans signature' },
});

export const healthTexts = texts({
	waitingSays: {
		en: 'Nothing has arrived yet. Follow the steps of connecting, or send a test event.',
		fr: 'Rien n’est encore arrivé. Suivez les étapes de connexion, ou envoyez un événement de test.',
	},
	silentSays: {
		en: (since: string) => `Silent: the last event came ${since}. Check the webhook at the vendor.`,
		fr: (since: string) =>
			`Silencieuse : le dernier événement est arrivé ${since}. Vérifiez le webhook chez l’éditeur.`,
	},
	rejectingSays: {
		en: (count: number) =>
			count === 1
				? 'The last request was rejected: its signature was missing or wrong.'
				: `The last ${count} requests were rejected: their signatures were missing or wrong.`,
		fr: (count: number) =>
			count > 1
				? `Les ${count} dernières requêtes ont été refusées : leurs signatures manquaient ou étaient fausses.`
				: 'La dernière requête a été refusée : sa signature manquait ou était fausse.',
	},
	disablesSoon: {
		en: (left: number, name: string) =>
			left === 1
				? `One more failure and ${name} disables this webhook.`
				: `${left} more failures and ${name} disables this webhook.`,
		fr: (left: number, name: string) =>
			left > 1
				? `Encore ${left} échecs et ${name} désactive ce webhook.`
				: `Encore un échec et ${name} désactive ce webhook.`,
	},
	disabled: {
		en: (name: string) => `${name} has probably disabled this webhook: enable it there again.`,
		fr: (name: string) => `${name} a sans doute désactivé ce webhook : réactivez-le chez lui.`,
	},
	noSecret: {
		en: 'Events are taken without checking their signature: no secret is set.',
		fr: 'Les événements sont acceptés sans vérifier leur signature : aucun secret n’est défini.',
	},
	neverSigned: {
		en: (name: string) =>
			`${name} does not sign its webhooks: whoever knows the ingest URL can post to it. Keep it secret.`,
		fr: (name: string) =>
			`${name} ne signe pas ses webhooks : qui connaît l’URL de réception peut y envoyer. Gardez-la secrète.`,
	},
	offSays: {
		en: 'This source is switched off: what arrives is rejected.',
		fr: 'Cette source est désactivée : ce qui arrive est refusé.',
	},
	receipts: { en: 'See what was rejected', fr: 'Voir ce qui a été refusé' },
	events: { en: 'See its events', fr: 'Voir ses événements' },
	lastRejection: { en: 'Last rejection', fr: 'Dernier refus' },
	alarm: { en: 'Silence alarm', fr: 'Alarme de silence' },
	alarmAfter: {
		en: (hours: string) => `after ${hours} hours without an event`,
		fr: (hours: string) => `après ${hours} heures sans événement`,
	},
	alarmOff: { en: 'off', fr: 'désactivée' },
	state: { en: 'State', fr: 'État' },
});

export const ingestTexts = texts({
	title: { en: 'Ingest URL', fr: 'URL de réception' },
	titles: { en: 'Ingest URLs', fr: 'URL de réception' },
	says: {
		en: 'Paste it into the vendor’s webhook settings. It is a secret: whoever knows it can post to it.',
		fr: 'Collez-la dans les réglages de webhook de l’éditeur. C’est un secret : qui la connaît peut y envoyer.',
	},
	sayMany: {
		en: 'Each event has its own. Paste them into the vendor’s webhook settings; they are secrets.',
		fr: 'Chaque événement a la sienne. Collez-les dans les réglages de webhook de l’éditeur ; ce sont des secrets.',
	},
	theUrl: { en: 'the ingest URL', fr: 'l’URL de réception' },
	theUrlOf: {
		en: (event: string) => `the ingest URL for ${event}`,
		fr: (event: string) => `l’URL de réception pour ${event}`,
	},
	https: {
		en: 'This address is not reachable from the internet: a vendor cannot post to it. Set PUBLIC_URL to the https address under which this service is reached.',
		fr: 'Cette adresse n’est pas joignable depuis Internet : un éditeur ne peut pas y envoyer. Définissez PUBLIC_URL avec l’adresse https de ce service.',
	},
	previous: {
		en: (until: string) => `The previous URL works until ${until}.`,
		fr: (until: string) => `L’URL précédente fonctionne jusqu’au ${until}.`,
	},
	rotate: { en: 'Change the URL', fr: 'Changer l’URL' },
	rotateTitle: { en: 'Change the ingest URL?', fr: 'Changer l’URL de réception ?' },
	rotateSays: {
		en: 'Paste the new URL at the vendor afterwards.',
		fr: 'Collez ensuite la nouvelle URL chez l’éditeur.',
	},
	when: { en: 'The old URL', fr: 'L’ancienne URL' },
	later: { en: 'keeps working for 24 hours', fr: 'fonctionne encore 24 heures' },
	laterHint: { en: 'Nothing is lost meanwhile.', fr: 'Rien ne se perd entre-temps.' },
	now: { en: 'stops at once', fr: 's’arrête immédiatement' },
	nowHint: {
		en: 'If somebody else knows it. What the vendor sends to it is refused until you paste the new one.',
		fr: 'Si quelqu’un d’autre la connaît. Ce que l’éditeur y envoie est refusé jusqu’à ce que vous colliez la nouvelle.',
	},
	rotated: { en: 'The URL was changed.', fr: 'L’URL a été changée.' },
});

export const settingTexts = texts({
	title: { en: 'Settings', fr: 'Réglages' },
	name: { en: 'Name', fr: 'Nom' },
	enabled: { en: 'Enabled', fr: 'Activée' },
	enabledHint: {
		en: 'Off, what arrives is rejected.',
		fr: 'Désactivée, ce qui arrive est refusé.',
	},
	alarm: {
		en: 'Raise an alarm when it falls silent',
		fr: 'Alerter quand elle devient silencieuse',
	},
	hours: {
		en: 'After so many hours without an event',
		fr: 'Après combien d’heures sans événement',
	},
	tolerance: {
		en: 'Tolerated age of a signature, in seconds',
		fr: 'Âge toléré d’une signature, en secondes',
	},
	toleranceHint: {
		en: 'What is signed longer ago is quarantined.',
		fr: 'Ce qui est signé depuis plus longtemps est mis en quarantaine.',
	},
	replays: { en: 'Take what is sent again as new', fr: 'Prendre un renvoi comme nouveau' },
	replaysHint: {
		en: 'An identical request is then an event of its own, as when somebody relaunches a webhook at the vendor; otherwise it counts once.',
		fr: 'Une requête identique est alors un événement à part entière, comme lors d’une relance chez l’éditeur ; sinon elle compte une fois.',
	},
	sandbox: { en: 'Play calls, never make them', fr: 'Simuler les appels, sans jamais appeler' },
	sandboxHint: {
		en: 'What a workflow asks of the vendor through this source is only played.',
		fr: 'Ce qu’un scénario demande à l’éditeur par cette source est seulement simulé.',
	},
	save: { en: 'Save', fr: 'Enregistrer' },
	saved: { en: 'Saved.', fr: 'Enregistré.' },
	remove: { en: 'Delete this source', fr: 'Supprimer cette source' },
	removeOf: {
		en: (name: string) => `Delete ${name}?`,
		fr: (name: string) => `Supprimer ${name} ?`,
	},
	removeSays: {
		en: 'Its ingest URL stops at once: what the vendor still sends is refused. Its events stay until their retention ends.',
		fr: 'Son URL de réception s’arrête immédiatement : ce que l’éditeur envoie encore est refusé. Ses événements restent jusqu’à la fin de leur conservation.',
	},
	removeAct: { en: 'Delete', fr: 'Supprimer' },
	removed: { en: 'The source was deleted.', fr: 'La source a été supprimée.' },
	test: { en: 'Send a test event', fr: 'Envoyer un événement de test' },
	testSays: {
		en: 'The vendor’s sample goes through the whole pipe, signed as the vendor signs, to the sandbox and to the webhooks you choose.',
		fr: 'L’exemple de l’éditeur parcourt toute la chaîne, signé comme l’éditeur signe, jusqu’au bac à sable et aux webhooks choisis.',
	},
	steps: { en: 'Steps of connecting', fr: 'Étapes de connexion' },
});

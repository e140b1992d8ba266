import { texts } from '../../text/texts.ts';

export const eventsTexts = texts({
	title: { en: 'Events', fr: 'Événements' },
	intro: {
		en: 'What your vendors sent, verified and kept, newest first.',
		fr: 'Ce que vos éditeurs ont envoyé, vérifié et gardé, du plus récent au plus ancien.',
	},
	show: { en: 'Show', fr: 'Afficher' },
	events: { en: 'Events', fr: 'Événements' },
	quarantined: { en: 'Quarantined', fr: 'En quarantaine' },
	duplicates: { en: 'Duplicates', fr: 'Doublons' },
	more: { en: 'Search more closely', fr: 'Recherche plus précise' },
	callId: { en: 'Call ID', fr: 'Identifiant de l’appel' },
	candidateId: { en: 'Candidate ID', fr: 'Identifiant du candidat' },
	phone: { en: 'Telephone number', fr: 'Numéro de téléphone' },
	phoneHint: {
		en: 'Exact, in any spelling; one without a country is read as French.',
		fr: 'Exact, dans n’importe quelle écriture ; sans indicatif, il est lu comme français.',
	},
	email: { en: 'E-mail address', fr: 'Adresse e-mail' },
	search: { en: 'Search', fr: 'Rechercher' },
	clear: { en: 'Clear', fr: 'Effacer la recherche' },
	tests: { en: 'Show test events', fr: 'Afficher les événements de test' },
	received: { en: 'Received', fr: 'Reçu' },
	occurred: { en: 'Happened', fr: 'Survenu' },
	who: { en: 'Who', fr: 'Qui' },
	signature: { en: 'Signature', fr: 'Signature' },
	verified: { en: 'verified', fr: 'vérifiée' },
	unverified: { en: 'not verified', fr: 'non vérifiée' },
	test: { en: 'test', fr: 'test' },
	empty: {
		en: 'No event matches. Choose a longer period, or connect a vendor.',
		fr: 'Aucun événement ne correspond. Choisissez une période plus longue, ou connectez un éditeur.',
	},
	connect: { en: 'Connect a vendor', fr: 'Connecter un éditeur' },
	held: { en: 'Why it is held', fr: 'Pourquoi il est retenu' },
	emptyQuarantine: {
		en: 'Nothing in quarantine matches.',
		fr: 'Rien de correspondant n’est en quarantaine.',
	},
});

export const detailTexts = texts({
	title: { en: 'Event', fr: 'Événement' },
	about: { en: 'About it', fr: 'À propos' },
	id: { en: 'ID', fr: 'Identifiant' },
	theId: { en: 'the ID', fr: 'l’identifiant' },
	vendor: { en: 'Vendor', fr: 'Éditeur' },
	type: { en: 'Event type', fr: 'Type d’événement' },
	status: { en: 'State', fr: 'État' },
	duplicates: { en: 'Duplicates', fr: 'Doublons' },
	seeDuplicates: { en: 'See duplicates', fr: 'Voir les doublons' },
	origin: { en: 'How it came', fr: 'Comment il est venu' },
	ingest: { en: 'sent by the vendor', fr: 'envoyé par l’éditeur' },
	replayed_ingest: { en: 'sent again by the vendor', fr: 'renvoyé par l’éditeur' },
	publish: { en: 'published through the API', fr: 'publié par l’API' },
	test_origin: { en: 'a test', fr: 'un test' },
	quarantined: {
		en: 'This event is quarantined: nothing was delivered. Its signature is genuine, but its time is too old or in the future; it could be a replay by a stranger.',
		fr: 'Cet événement est en quarantaine : rien n’a été livré. Sa signature est authentique, mais son heure est trop ancienne ou dans le futur ; ce pourrait être un rejeu par un inconnu.',
	},
	deliver: { en: 'Deliver anyway', fr: 'Livrer quand même' },
	receipt: { en: 'Receipt', fr: 'Réception' },
	openReceipt: { en: 'Open the receipt', fr: 'Ouvrir la réception' },
	files: { en: 'Files', fr: 'Fichiers' },
	recording: { en: 'Recording', fr: 'Enregistrement' },
	transcript: { en: 'Transcript', fr: 'Transcription' },
	fields: { en: 'Fields', fr: 'Champs' },
	noFields: { en: 'This event has no fields.', fr: 'Cet événement n’a aucun champ.' },
	normalized: {
		en: 'In the words of every vendor',
		fr: 'Dans les mots communs à tous les éditeurs',
	},
	body: { en: 'What a hook receives', fr: 'Ce que reçoit un webhook' },
	deliveries: { en: 'Deliveries', fr: 'Livraisons' },
	noDeliveries: {
		en: 'No webhook asked for this event when it came. It can be replayed once one does.',
		fr: 'Aucun webhook ne demandait cet événement à son arrivée. Il pourra être rejoué dès qu’un webhook le demandera.',
	},
	webhook: { en: 'Webhook', fr: 'Webhook' },
	attempts: { en: 'Attempts', fr: 'Tentatives' },
	last: { en: 'Last attempt', fr: 'Dernière tentative' },
	error: { en: 'Last error', fr: 'Dernière erreur' },
	open: { en: 'Open', fr: 'Ouvrir' },
	replayed: { en: 'replay', fr: 'rejeu' },
	replay: { en: 'Replay', fr: 'Rejouer' },
	replayTo: { en: 'Deliver it again to', fr: 'Le livrer à nouveau à' },
	replayAll: { en: 'Every webhook that asks for it now', fr: 'Tous les webhooks qui le demandent' },
	replaySays: {
		en: 'Each replay is a new delivery of the same event: its webhook-id stays the same, so that a careful receiver can tell.',
		fr: 'Chaque rejeu est une nouvelle livraison du même événement : son webhook-id reste le même, pour qu’un destinataire attentif le reconnaisse.',
	},
	replayDone: {
		en: (count: number) => (count === 1 ? '1 delivery begins.' : `${count} deliveries begin.`),
		fr: (count: number) =>
			count > 1 ? `${count} livraisons commencent.` : `${count} livraison commence.`,
	},
	marks: { en: 'Remarks', fr: 'Remarques' },
});

/** What the service remarked about an event (core, interpret and conform; pipeline/receive.ts). */
export const markTexts = texts({
	not_json: {
		en: 'The body was no JSON: kept as text.',
		fr: 'Le corps n’était pas du JSON : gardé comme texte.',
	},
	form: { en: 'The body was a form.', fr: 'Le corps était un formulaire.' },
	too_deep: {
		en: 'The body is nested too deeply to read.',
		fr: 'Le corps est trop imbriqué pour être lu.',
	},
	unknown_event: {
		en: 'The vendor documents no such event.',
		fr: 'L’éditeur ne documente pas cet événement.',
	},
	stale_timestamp: {
		en: 'Signed too long ago, or in the future.',
		fr: 'Signé il y a trop longtemps, ou dans le futur.',
	},
	accepted_by_hand: {
		en: 'Somebody chose to deliver it anyway.',
		fr: 'Quelqu’un a choisi de le livrer quand même.',
	},
	verified_later: {
		en: 'Verified after a secret was added.',
		fr: 'Vérifié après l’ajout d’un secret.',
	},
	missing_field: {
		en: (path: string) => `Documented, but missing: ${path}`,
		fr: (path: string) => `Documenté, mais absent : ${path}`,
	},
	invalid_field: {
		en: (path: string) => `Not as documented: ${path}`,
		fr: (path: string) => `Non conforme à la documentation : ${path}`,
	},
	unknown_field: {
		en: (path: string) => `Not documented: ${path}`,
		fr: (path: string) => `Non documenté : ${path}`,
	},
});

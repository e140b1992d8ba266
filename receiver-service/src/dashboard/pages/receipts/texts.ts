import { texts } from '../../text/texts.ts';

export const receiptTexts = texts({
	title: { en: 'Receipts', fr: 'Réceptions' },
	intro: {
		en: 'Every request that reached an ingest URL, and what became of it.',
		fr: 'Chaque requête arrivée sur une URL de réception, et ce qu’elle est devenue.',
	},
	outcome: { en: 'Outcome', fr: 'Issue' },
	every: { en: 'Every outcome', fr: 'Toutes les issues' },
	received: { en: 'Received', fr: 'Reçu' },
	event: { en: 'Event', fr: 'Événement' },
	answered: { en: 'Answer, size', fr: 'Réponse, taille' },
	acts: { en: 'Actions', fr: 'Actions' },
	details: { en: 'Show the request', fr: 'Voir la requête' },
	open: { en: 'Open the event', fr: 'Ouvrir l’événement' },
	first: { en: 'Open the first one', fr: 'Ouvrir le premier' },
	unknownEvent: { en: 'unknown', fr: 'inconnu' },
	notKept: { en: 'its content is no longer kept', fr: 'son contenu n’est plus conservé' },
	empty: {
		en: 'Nothing arrived that matches. Connect a vendor, or choose a longer period.',
		fr: 'Rien de correspondant n’est arrivé. Connectez un éditeur, ou choisissez une période plus longue.',
	},
	accept: { en: 'Deliver anyway', fr: 'Livrer quand même' },
	acceptOf: { en: 'Deliver it anyway?', fr: 'Le livrer quand même ?' },
	acceptQuarantined: {
		en: 'The event leaves the quarantine and goes to every webhook that asks for it.',
		fr: 'L’événement quitte la quarantaine et part vers tous les webhooks qui le demandent.',
	},
	acceptDuplicate: {
		en: 'It becomes an event of its own and goes to every webhook that asks for it: whoever already received the first one receives it twice.',
		fr: 'Il devient un événement à part entière et part vers tous les webhooks qui le demandent : qui a déjà reçu le premier le recevra deux fois.',
	},
	acceptRejected: {
		en: 'It becomes an event marked as unverified and goes to every webhook that asks for it. Do this only if you know who sent it: nothing proves that the vendor did.',
		fr: 'Il devient un événement marqué comme non vérifié et part vers tous les webhooks qui le demandent. Ne le faites que si vous savez qui l’a envoyé : rien ne prouve que c’est l’éditeur.',
	},
	accepted: {
		en: (deliveries: number) =>
			deliveries === 1 ? 'Accepted: 1 delivery.' : `Accepted: ${deliveries} deliveries.`,
		fr: (deliveries: number) =>
			deliveries > 1 ? `Accepté : ${deliveries} livraisons.` : `Accepté : ${deliveries} livraison.`,
	},
});

/** One of them. */
export const receiptDetailTexts = texts({
	title: { en: 'Receipt', fr: 'Réception' },
	titleOf: {
		en: (event: string) => `Receipt: ${event}`,
		fr: (event: string) => `Réception : ${event}`,
	},
	about: { en: 'About it', fr: 'À propos' },
	id: { en: 'ID', fr: 'Identifiant' },
	theId: { en: 'the ID', fr: 'l’identifiant' },
	why: { en: 'Why', fr: 'Pourquoi' },
	size: { en: 'Size', fr: 'Taille' },
	answered: { en: 'What the sender was answered', fr: 'Réponse donnée à l’expéditeur' },
	method: { en: 'Method', fr: 'Méthode' },
	theEvent: { en: 'Event', fr: 'Événement' },
	firstEvent: { en: 'Event that it repeats', fr: 'Événement qu’il répète' },
	body: { en: 'Body, as it came', fr: 'Corps, tel que reçu' },
	bodyBase64: {
		en: 'Body, as base64: it is no text',
		fr: 'Corps, en base64 : ce n’est pas du texte',
	},
	noBody: { en: 'The body was empty.', fr: 'Le corps était vide.' },
	headers: { en: 'Headers', fr: 'En-têtes' },
	headersSay: {
		en: 'The values of keys, tokens and cookies are hidden.',
		fr: 'Les valeurs des clés, des jetons et des cookies sont masquées.',
	},
	headersOfEvent: {
		en: 'Of an event, the service keeps the content type alone.',
		fr: 'D’un événement, le service ne conserve que le type de contenu.',
	},
	keptFor: {
		en: 'A refused request is kept, encrypted, for 7 days.',
		fr: 'Une requête refusée est conservée, chiffrée, pendant 7 jours.',
	},
	truncated: {
		en: 'Only the first 256 KB of the body were kept: it cannot be delivered from here.',
		fr: 'Seuls les 256 premiers Ko du corps ont été conservés : la livraison n’est pas possible d’ici.',
	},
	gone: {
		en: 'Its content is not kept any more: the event was erased, or is past its retention.',
		fr: 'Son contenu n’est plus conservé : l’événement a été effacé, ou sa durée de conservation est passée.',
	},
});

/** What the service's codes mean (pipeline/verify.ts, pipeline/receive.ts). */
export const reasonTexts = texts({
	signature_missing: {
		en: 'The source has a signing secret, but the request is not signed.',
		fr: 'La source a un secret de signature, mais la requête n’est pas signée.',
	},
	signature_malformed: {
		en: 'The signature is not written as this vendor writes it.',
		fr: 'La signature n’est pas écrite comme l’éditeur l’écrit.',
	},
	signature_timestamp_missing: {
		en: 'The time that belongs to the signature is missing.',
		fr: 'L’heure qui accompagne la signature manque.',
	},
	signature_mismatch: {
		en: 'The signature was not made with a secret of this source: the secret here and the vendor’s differ, or somebody else sent it.',
		fr: 'La signature n’a pas été faite avec un secret de cette source : le secret d’ici et celui de l’éditeur diffèrent, ou quelqu’un d’autre l’a envoyée.',
	},
	source_disabled: {
		en: 'The source was switched off.',
		fr: 'La source était désactivée.',
	},
	stale_timestamp: {
		en: 'Genuine, but signed too long ago (or in the future): it could be a replay by a stranger.',
		fr: 'Authentique, mais signé il y a trop longtemps (ou dans le futur) : ce pourrait être un rejeu par un inconnu.',
	},
	accepted_later: {
		en: 'Refused at first, then taken in.',
		fr: 'Refusé d’abord, puis accepté.',
	},
	duplicate: {
		en: 'The same event arrived before: it counts once.',
		fr: 'Le même événement est déjà arrivé : il compte une fois.',
	},
});

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

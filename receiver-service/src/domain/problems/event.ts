import type { Problems } from './problem.ts';

/** Sources, and events on their way in and afterwards. */
export const eventProblems = {
	source_disabled: {
		status: 404,
		title: { en: 'This source is switched off', fr: 'Cette source est désactivée' },
		detail: {
			en: 'The event was kept but not delivered. Enable the source, then accept the receipt to deliver it.',
			fr: "L'événement a été conservé mais pas transmis. Activez la source, puis acceptez le reçu pour le transmettre.",
		},
	},
	signature_invalid: {
		status: 401,
		title: {
			en: 'The signature is missing or wrong',
			fr: 'La signature est absente ou incorrecte',
		},
		detail: {
			en: "Check that the source's signing secret is the one shown in the vendor's webhook settings.",
			fr: "Vérifiez que le secret de signature de la source est celui affiché dans les réglages de webhook de l'éditeur.",
		},
	},
	ingest_url_unknown: {
		status: 404,
		title: { en: 'No source has this URL', fr: "Aucune source n'a cette URL" },
		detail: {
			en: "Copy the source's ingest URL again into the vendor's webhook settings; it may have been replaced.",
			fr: "Copiez de nouveau l'URL de réception de la source dans les réglages de webhook de l'éditeur ; elle a peut-être été remplacée.",
		},
	},
	event_unknown: {
		status: 400,
		title: { en: 'Unknown event', fr: 'Événement inconnu' },
		detail: {
			en: '{vendor} has no event “{event}”. GET /v1/event-types lists those it has.',
			fr: "{vendor} n'a pas d'événement « {event} ». GET /v1/event-types donne la liste.",
		},
	},
	source_of_other_vendor: {
		status: 400,
		title: { en: "The source is another vendor's", fr: "La source est celle d'un autre éditeur" },
		detail: {
			en: 'This source belongs to {actual}, not to {vendor}. Name a source of {vendor}.',
			fr: 'Cette source appartient à {actual} et non à {vendor}. Indiquez une source de {vendor}.',
		},
	},
	message_quarantined: {
		status: 409,
		title: { en: 'The message is quarantined', fr: 'Le message est en quarantaine' },
		detail: {
			en: 'Accept its receipt first (POST /v1/receipts/{id}/accept), then it can be delivered.',
			fr: "Acceptez d'abord son reçu (POST /v1/receipts/{id}/accept) pour qu'il puisse être transmis.",
		},
	},
	message_gone: {
		status: 409,
		title: { en: 'The message no longer exists', fr: "Le message n'existe plus" },
		detail: {
			en: 'Its content was erased, by request or because it is older than the retention period.',
			fr: "Son contenu a été effacé, sur demande ou parce qu'il dépasse la durée de conservation.",
		},
	},
	file_missing: {
		status: 404,
		title: { en: 'No such file', fr: 'Fichier introuvable' },
		detail: {
			en: 'This message has no {kind}, or the vendor no longer offers it.',
			fr: "Ce message n'a pas de fichier « {kind} », ou l'éditeur ne le propose plus.",
		},
	},
	file_unverified: {
		status: 409,
		title: { en: 'The message is not verified', fr: "Le message n'est pas vérifié" },
		detail: {
			en: 'Files are fetched for signed messages only: give the source its signing secret.',
			fr: 'Les fichiers ne sont récupérés que pour les messages signés : renseignez le secret de signature de la source.',
		},
	},
	file_unreachable: {
		status: 502,
		title: { en: 'The file could not be fetched', fr: "Le fichier n'a pas pu être récupéré" },
		detail: {
			en: "The vendor's server could not be reached, or the address is not allowed. Try again later.",
			fr: "Le serveur de l'éditeur est injoignable, ou son adresse n'est pas autorisée. Réessayez plus tard.",
		},
	},
	file_refused: {
		status: 502,
		title: {
			en: "The vendor's server refused the file",
			fr: "Le serveur de l'éditeur a refusé le fichier",
		},
		detail: {
			en: 'It answered {status}. Where it asks for a key, give the source its api_token.',
			fr: "Il a répondu {status}. Si une clé est exigée, renseignez l'api_token de la source.",
		},
	},
	file_too_large: {
		status: 502,
		title: { en: 'The file is too large', fr: 'Le fichier est trop volumineux' },
		detail: {
			en: 'Files of more than {limit} are not passed on. Open it at the vendor.',
			fr: "Les fichiers de plus de {limit} ne sont pas transmis. Ouvrez-le chez l'éditeur.",
		},
	},
	receipt_settled: {
		status: 409,
		title: { en: 'The receipt is accepted already', fr: 'Le reçu est déjà accepté' },
		detail: {
			en: 'Its message was delivered. To deliver it again, replay the message.',
			fr: 'Son message a été transmis. Pour le transmettre de nouveau, rejouez le message.',
		},
	},
	receipt_not_kept: {
		status: 409,
		title: { en: 'The request was not kept', fr: "La requête n'a pas été conservée" },
		detail: {
			en: 'Its body was too large to keep, was erased, or is older than 7 days. Ask the vendor to send it again.',
			fr: "Son corps était trop volumineux, a été effacé ou date de plus de 7 jours. Demandez un nouvel envoi à l'éditeur.",
		},
	},
	source_required: {
		status: 400,
		title: { en: 'Name a source', fr: 'Indiquez une source' },
		detail: {
			en: 'You have {count} usable sources of {vendor}: say with source_id which one to use.',
			fr: 'Vous avez {count} sources {vendor} utilisables : précisez laquelle avec source_id.',
		},
	},
	source_missing: {
		status: 400,
		title: { en: 'No source of this vendor', fr: 'Aucune source de cet éditeur' },
		detail: {
			en: 'Create a source of {vendor} with its api_token first.',
			fr: "Créez d'abord une source {vendor} avec son api_token.",
		},
	},
	source_switched_off: {
		status: 409,
		title: { en: 'This source is switched off', fr: 'Cette source est désactivée' },
		detail: { en: 'Enable the source, then try again.', fr: 'Activez la source, puis réessayez.' },
	},
	sandbox_url_unknown: {
		status: 404,
		title: { en: 'No sandbox has this URL', fr: "Aucun bac à sable n'a cette URL" },
		detail: {
			en: 'Copy the URL again from GET /v1/sandbox.',
			fr: "Copiez de nouveau l'URL depuis GET /v1/sandbox.",
		},
	},
} as const satisfies Problems;

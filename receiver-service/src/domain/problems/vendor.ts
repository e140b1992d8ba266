import type { Problems } from './problem.ts';

/** Answers of a vendor's own API. */
export const vendorProblems = {
	vendor_token_missing: {
		status: 409,
		title: {
			en: 'The source has no vendor API key',
			fr: "La source n'a pas de clé API de l'éditeur",
		},
		detail: {
			en: 'Give the source the api_token from your {vendor} account, then try again.',
			fr: "Renseignez dans la source l'api_token de votre compte {vendor}, puis réessayez.",
		},
	},
	vendor_token_refused: {
		status: 409,
		title: { en: 'The vendor refuses the API key', fr: "L'éditeur refuse la clé API" },
		detail: {
			en: '{vendor} does not accept the api_token of this source. Replace it with a valid one.',
			fr: "{vendor} n'accepte pas l'api_token de cette source. Remplacez-le par une clé valide.",
		},
	},
	vendor_forbidden: {
		status: 409,
		title: { en: 'The vendor does not allow this', fr: "L'éditeur ne le permet pas" },
		detail: {
			en: 'The api_token of this source may not do this at {vendor}. Check its rights there.',
			fr: "L'api_token de cette source n'en a pas le droit chez {vendor}. Vérifiez ses droits.",
		},
	},
	vendor_credits_exhausted: {
		status: 402,
		title: { en: 'Not enough credits at the vendor', fr: "Crédits insuffisants chez l'éditeur" },
		detail: {
			en: 'Nothing was sent. Top up your {vendor} account, then try again.',
			fr: "Rien n'a été envoyé. Rechargez votre compte {vendor}, puis réessayez.",
		},
	},
	vendor_not_found: {
		status: 404,
		title: {
			en: 'The vendor does not know this id',
			fr: "L'éditeur ne connaît pas cet identifiant",
		},
		detail: {
			en: '{vendor} has no such agent or campaign. Copy its id again from your account.',
			fr: "{vendor} n'a pas cet agent ou cette campagne. Recopiez son identifiant depuis votre compte.",
		},
	},
	vendor_rejected: {
		status: 422,
		title: { en: 'The vendor refused the request', fr: "L'éditeur a refusé la requête" },
		detail: {
			en: '{vendor} answered {status}; what it says of the fields stands under errors.',
			fr: '{vendor} a répondu {status} ; ses remarques sur les champs figurent dans errors.',
		},
	},
	vendor_rate_limited: {
		status: 429,
		title: { en: 'Too many requests to the vendor', fr: "Trop de requêtes à l'éditeur" },
		detail: {
			en: '{vendor} asks to wait. Nothing was done: try again after the time in the Retry-After header.',
			fr: "{vendor} demande d'attendre. Rien n'a été fait : réessayez après le délai de l'en-tête Retry-After.",
		},
	},
	vendor_busy: {
		status: 503,
		title: { en: 'The vendor is not available', fr: "L'éditeur n'est pas disponible" },
		detail: {
			en: '{vendor} asks to come back later. Try again after the time in the Retry-After header.',
			fr: "{vendor} demande de revenir plus tard. Réessayez après le délai de l'en-tête Retry-After.",
		},
	},
	vendor_unreachable: {
		status: 502,
		title: { en: 'The vendor cannot be reached', fr: "L'éditeur est injoignable" },
		detail: {
			en: 'No connection to {vendor} was made, so nothing was done. Trying again is safe.',
			fr: "Aucune connexion à {vendor} n'a abouti : rien n'a été fait, vous pouvez réessayer sans risque.",
		},
	},
	vendor_failed: {
		status: 502,
		title: {
			en: 'The vendor gave an unusable answer',
			fr: "L'éditeur a donné une réponse inutilisable",
		},
		detail: {
			en: '{vendor} answered {status} and did nothing. Try again later.',
			fr: "{vendor} a répondu {status} et n'a rien fait. Réessayez plus tard.",
		},
	},
	vendor_outcome_unknown: {
		status: 504,
		title: { en: 'It is unknown whether it was done', fr: "On ignore si l'action a eu lieu" },
		detail: {
			en: 'The request was sent to {vendor}, but no clear answer came. It is not sent again with this Idempotency-Key: look in your {vendor} account first.',
			fr: "La requête est partie vers {vendor}, sans réponse claire. Elle n'est pas renvoyée avec cette Idempotency-Key : vérifiez d'abord dans votre compte {vendor}.",
		},
	},
} as const satisfies Problems;

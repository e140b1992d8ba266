import type { Problems } from './problem.ts';

/** Who calls, and what they may do. */
export const accessProblems = {
	unauthenticated: {
		status: 401,
		title: { en: 'An API key is needed', fr: 'Une clé API est nécessaire' },
		detail: {
			en: 'Send the header Authorization: Bearer followed by an API key or an access token.',
			fr: "Envoyez l'en-tête Authorization: Bearer suivi d'une clé API ou d'un jeton d'accès.",
		},
	},
	credentials_invalid: {
		status: 401,
		title: { en: 'The API key is not valid', fr: "La clé API n'est pas valide" },
		detail: {
			en: 'The API key or access token is unknown, expired or revoked. Check it, or create a new one.',
			fr: "La clé API ou le jeton d'accès est inconnu, expiré ou révoqué. Vérifiez-le ou créez-en un nouveau.",
		},
	},
	scope_missing: {
		status: 403,
		title: { en: 'The API key may not do this', fr: "La clé API n'a pas ce droit" },
		detail: {
			en: 'This needs the scope {scope}. Use an API key that has it.',
			fr: 'Cette action exige la portée {scope}. Utilisez une clé API qui la possède.',
		},
	},
	api_key_needed: {
		status: 403,
		title: { en: 'An access token may not do this', fr: "Un jeton d'accès ne peut pas faire cela" },
		detail: {
			en: 'Send the API key itself: access tokens cannot make keys or tokens.',
			fr: "Envoyez la clé API elle-même : un jeton d'accès ne peut créer ni clé ni jeton.",
		},
	},
	key_revoked: {
		status: 409,
		title: { en: 'The API key is revoked', fr: 'La clé API est révoquée' },
		detail: {
			en: 'A revoked key cannot be rotated. Make a new one.',
			fr: 'Une clé révoquée ne peut pas être remplacée par rotation. Créez-en une nouvelle.',
		},
	},
	key_already_rotated: {
		status: 409,
		title: { en: 'The API key was rotated already', fr: 'La clé API a déjà été remplacée' },
		detail: {
			en: 'Its successor is in use: rotate that one, or revoke this one.',
			fr: 'Sa remplaçante est en service : remplacez celle-ci à son tour, ou révoquez l’ancienne.',
		},
	},
	key_cannot_inherit: {
		status: 400,
		title: { en: 'This key cannot take over', fr: 'Cette clé ne peut pas prendre le relais' },
		detail: {
			en: 'transfer_to must be another key that is not revoked.',
			fr: 'transfer_to doit désigner une autre clé, non révoquée.',
		},
	},
	metrics_forbidden: {
		status: 403,
		title: { en: 'Metrics are not open to you', fr: 'Les métriques ne vous sont pas ouvertes' },
		detail: {
			en: 'Read them from this machine, or with Authorization: Bearer and the METRICS_TOKEN.',
			fr: 'Lisez-les depuis cette machine, ou avec Authorization: Bearer et le METRICS_TOKEN.',
		},
	},
} as const satisfies Problems;

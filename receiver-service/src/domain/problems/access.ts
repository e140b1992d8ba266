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
	not_signed_in: {
		status: 401,
		title: { en: 'You are not signed in', fr: 'Vous n’êtes pas connecté' },
		detail: {
			en: 'The session has ended. Sign in again with a new link.',
			fr: 'La session est terminée. Connectez-vous de nouveau avec un nouveau lien.',
		},
	},
	sign_in_link_invalid: {
		status: 401,
		title: { en: 'This sign-in link does not work', fr: 'Ce lien de connexion ne fonctionne pas' },
		detail: {
			en: 'It was used already, or is more than 24 hours old. Ask for a new one.',
			fr: 'Il a déjà servi ou date de plus de 24 heures. Demandez-en un nouveau.',
		},
	},
	csrf_failed: {
		status: 403,
		title: {
			en: 'The request does not come from the dashboard',
			fr: 'La requête ne vient pas du tableau de bord',
		},
		detail: {
			en: 'Open the dashboard at {url} and try again there: with a session, changes need its x-csrf-token and come from that address.',
			fr: 'Ouvrez le tableau de bord à l’adresse {url} et réessayez : avec une session, toute modification exige son x-csrf-token et vient de cette adresse.',
		},
	},
	email_not_configured: {
		status: 409,
		title: { en: 'This service sends no e-mail', fr: 'Ce service n’envoie pas d’e-mail' },
		detail: {
			en: 'Ask an owner for a sign-in link, or make one on the machine of the service: npm run sign-in -- your@address. The operator can set SMTP_URL.',
			fr: 'Demandez un lien de connexion à un propriétaire, ou créez-en un sur la machine du service : npm run sign-in -- votre@adresse. L’exploitant peut définir SMTP_URL.',
		},
	},
	member_exists: {
		status: 409,
		title: { en: 'This person is a member already', fr: 'Cette personne est déjà membre' },
		detail: {
			en: 'Your organisation has a member with this e-mail address.',
			fr: 'Votre organisation a déjà un membre avec cette adresse e-mail.',
		},
	},
	last_owner: {
		status: 409,
		title: { en: 'This is the last owner', fr: 'C’est le dernier propriétaire' },
		detail: {
			en: 'An organisation needs an owner. Make another member one first.',
			fr: 'Une organisation a besoin d’un propriétaire. Donnez d’abord ce rôle à un autre membre.',
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

import type { Problems } from './problem.ts';

/** Hook URLs and subscriptions. */
export const hookProblems = {
	subscription_gone: {
		status: 409,
		title: { en: 'The subscription no longer exists', fr: "L'abonnement n'existe plus" },
		detail: {
			en: 'The hook this delivery was for has been removed. Replay the message to reach those that exist now.',
			fr: 'Le hook visé par cette livraison a été supprimé. Rejouez le message pour atteindre les abonnements actuels.',
		},
	},
	url_invalid: {
		status: 400,
		title: { en: 'The hook URL is not safe', fr: 'L’URL de hook n’est pas sûre' },
		detail: {
			en: 'It is not an http(s) URL that can be called.',
			fr: 'Ce n’est pas une URL http(s) appelable.',
		},
	},
	url_not_https: {
		status: 400,
		title: { en: 'The hook URL is not safe', fr: 'L’URL de hook n’est pas sûre' },
		detail: {
			en: 'Use https: hooks carry personal data.',
			fr: 'Utilisez https : les hooks transportent des données personnelles.',
		},
	},
	url_has_credentials: {
		status: 400,
		title: { en: 'The hook URL is not safe', fr: 'L’URL de hook n’est pas sûre' },
		detail: {
			en: 'Leave the user name and password out of the URL; use a custom header instead.',
			fr: 'Retirez le nom d’utilisateur et le mot de passe de l’URL ; utilisez plutôt un en-tête personnalisé.',
		},
	},
	url_port_not_allowed: {
		status: 400,
		title: { en: 'The hook URL is not safe', fr: 'L’URL de hook n’est pas sûre' },
		detail: {
			en: 'This port is not allowed. Use 443, 80, or one above 1023.',
			fr: 'Ce port n’est pas autorisé. Utilisez 443, 80 ou un port supérieur à 1023.',
		},
	},
	url_private_address: {
		status: 400,
		title: { en: 'The hook URL is not safe', fr: 'L’URL de hook n’est pas sûre' },
		detail: {
			en: 'Its host is in a private or reserved network. The operator can allow it with VOICEHOOKS_ALLOW_TARGETS.',
			fr: 'Son hôte se trouve dans un réseau privé ou réservé. L’exploitant peut l’autoriser avec VOICEHOOKS_ALLOW_TARGETS.',
		},
	},
	url_own_address: {
		status: 400,
		title: { en: 'The hook URL is not safe', fr: 'L’URL de hook n’est pas sûre' },
		detail: {
			en: 'It points back at this service, which would loop.',
			fr: 'Elle renvoie vers ce service même, ce qui créerait une boucle.',
		},
	},
	url_host_unresolvable: {
		status: 400,
		title: { en: 'The hook URL is not safe', fr: 'L’URL de hook n’est pas sûre' },
		detail: {
			en: 'Its host name cannot be resolved. Check the spelling.',
			fr: 'Son nom d’hôte est introuvable. Vérifiez l’orthographe.',
		},
	},
	url_not_zapier: {
		status: 400,
		title: { en: 'This is not a hook URL of Zapier', fr: 'Ce n’est pas une URL de hook Zapier' },
		detail: {
			en: 'Platform zapier needs a URL that begins with https://hooks.zapier.com/.',
			fr: 'La plateforme zapier exige une URL qui commence par https://hooks.zapier.com/.',
		},
	},
	filter_not_mapped: {
		status: 400,
		title: { en: 'This filter is not mapped yet', fr: 'Ce filtre n’est pas encore associé' },
		detail: {
			en: '{vendor} does not document where its deliveries carry {field}. Look at the data of a received message, then send PATCH /v1/sources/{source} with field_map: {"{key}": "<dotted path>"}, and subscribe again.',
			fr: '{vendor} ne documente pas où ses livraisons portent {field}. Regardez les données d’un message reçu, envoyez PATCH /v1/sources/{source} avec field_map: {"{key}": "<chemin pointé>"}, puis abonnez-vous de nouveau.',
		},
	},
	subscription_exists: {
		status: 409,
		title: { en: 'There is such a subscription already', fr: 'Un tel abonnement existe déjà' },
		detail: {
			en: 'Another subscription has the same URL, and for custom the same event types, source and filter. Change or delete that one.',
			fr: 'Un autre abonnement a la même URL et, pour custom, les mêmes types d’événements, source et filtre. Modifiez ou supprimez celui-là.',
		},
	},
	subscription_disabled: {
		status: 409,
		title: { en: 'The subscription is disabled', fr: 'L’abonnement est désactivé' },
		detail: {
			en: 'A disabled subscription holds its deliveries already. Enable it first.',
			fr: 'Un abonnement désactivé retient déjà ses livraisons. Réactivez-le d’abord.',
		},
	},
	subscription_not_active: {
		status: 409,
		title: { en: 'The subscription is not active', fr: 'L’abonnement n’est pas actif' },
		detail: {
			en: 'Enable it before you test it.',
			fr: 'Activez-le avant de le tester.',
		},
	},
	signing_derived: {
		status: 409,
		title: { en: 'The secret is derived', fr: 'Le secret est dérivé' },
		detail: {
			en: 'This subscription is signed with a secret derived from its API key. Rotate the API key instead.',
			fr: 'Cet abonnement est signé avec un secret dérivé de sa clé API. Remplacez plutôt la clé API.',
		},
	},
	signing_needs_key: {
		status: 409,
		title: { en: 'An API key is needed here', fr: 'Une clé API est nécessaire ici' },
		detail: {
			en: 'This subscription is signed with a secret derived from an API key that is revoked. Enable it with the API key that is to sign from now on.',
			fr: 'Cet abonnement est signé avec un secret dérivé d’une clé API révoquée. Réactivez-le avec la clé API qui signera désormais.',
		},
	},
} as const satisfies Problems;

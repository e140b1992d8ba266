import type { Problems } from './problem.ts';

/** What any request may be refused for. */
export const requestProblems = {
	not_found: {
		status: 404,
		title: { en: 'Not found', fr: 'Introuvable' },
		detail: {
			en: 'There is no {what} with this id in your organisation. Check the id and the API key.',
			fr: "Aucun élément « {what} » avec cet identifiant dans votre organisation. Vérifiez l'identifiant et la clé API.",
		},
	},
	validation_failed: {
		status: 400,
		title: { en: 'The request is not valid', fr: "La requête n'est pas valide" },
		detail: {
			en: 'Correct the fields listed under errors and send the request again.',
			fr: 'Corrigez les champs listés dans errors puis renvoyez la requête.',
		},
	},
	cursor_invalid: {
		status: 400,
		title: { en: 'The cursor is not valid', fr: "Le curseur n'est pas valide" },
		detail: {
			en: 'Send the next_cursor of the page before as it is, with the same list, or leave it out to begin anew.',
			fr: 'Renvoyez tel quel le next_cursor de la page précédente, sur la même liste, ou omettez-le pour recommencer.',
		},
	},
	too_many_requests: {
		status: 429,
		title: { en: 'Too many requests', fr: 'Trop de requêtes' },
		detail: {
			en: 'Wait as long as the Retry-After header says, then send the request again.',
			fr: "Attendez le délai indiqué par l'en-tête Retry-After, puis renvoyez la requête.",
		},
	},
	too_many_listeners: {
		status: 429,
		title: { en: 'Too many listeners', fr: 'Trop d’écoutes simultanées' },
		detail: {
			en: 'Your organisation follows the live stream in as many places as it may. Close one, or try again later.',
			fr: 'Votre organisation suit déjà le flux en direct en autant d’endroits que permis. Fermez-en un ou réessayez plus tard.',
		},
	},
	too_many_alerts: {
		status: 409,
		title: { en: 'Too many alerts', fr: 'Trop d’alertes' },
		detail: {
			en: 'An organisation has at most {limit} alerts. Delete one first.',
			fr: 'Une organisation a au plus {limit} alertes. Supprimez-en d’abord une.',
		},
	},
	method_not_allowed: {
		status: 405,
		title: { en: 'Method not allowed', fr: 'Méthode non autorisée' },
		detail: {
			en: 'Use one of the methods that the Allow header names.',
			fr: "Utilisez l'une des méthodes indiquées par l'en-tête Allow.",
		},
	},
	encoding_not_supported: {
		status: 415,
		title: {
			en: 'This content encoding is not accepted',
			fr: "Cet encodage de contenu n'est pas accepté",
		},
		detail: {
			en: 'Send the body without compression.',
			fr: 'Envoyez le corps sans compression.',
		},
	},
	body_too_large: {
		status: 413,
		title: { en: 'The body is too large', fr: 'Le corps est trop volumineux' },
		detail: {
			en: 'Send at most {limit}.',
			fr: 'Envoyez au plus {limit}.',
		},
	},
	unavailable: {
		status: 503,
		title: {
			en: 'The event could not be stored',
			fr: "L'enregistrement est momentanément impossible",
		},
		detail: {
			en: 'The database cannot take it now. Send it again after the time in the Retry-After header.',
			fr: "La base de données est momentanément indisponible. Renvoyez la requête après le délai de l'en-tête Retry-After.",
		},
	},
	malformed_json: {
		status: 400,
		title: { en: 'The body is not JSON', fr: "Le corps n'est pas du JSON" },
		detail: {
			en: 'Send one JSON document in UTF-8, nested at most {depth} levels deep.',
			fr: 'Envoyez un seul document JSON en UTF-8, imbriqué sur {depth} niveaux au plus.',
		},
	},
	bad_request: {
		status: 400,
		title: { en: 'The request cannot be read', fr: 'La requête est illisible' },
		detail: {
			en: 'The URL or a header is malformed. Check its encoding and send the request again.',
			fr: "L'URL ou un en-tête est mal formé. Vérifiez son encodage puis renvoyez la requête.",
		},
	},
	content_type_not_supported: {
		status: 415,
		title: { en: 'Only JSON is accepted', fr: 'Seul le JSON est accepté' },
		detail: {
			en: 'Send the body as JSON with the header Content-Type: application/json.',
			fr: "Envoyez le corps en JSON avec l'en-tête Content-Type: application/json.",
		},
	},
	route_not_found: {
		status: 404,
		title: { en: 'There is nothing here', fr: "Il n'y a rien ici" },
		detail: {
			en: 'No route has this path. The routes are listed in /openapi.json.',
			fr: "Aucune route n'a ce chemin. Les routes sont listées dans /openapi.json.",
		},
	},
	idempotency_key_missing: {
		status: 400,
		title: { en: 'Idempotency-Key is missing', fr: 'Idempotency-Key est absent' },
		detail: {
			en: 'This may reach people: send the header Idempotency-Key with a value of your own, the same when you try again.',
			fr: "Cette action peut joindre des personnes : envoyez l'en-tête Idempotency-Key avec une valeur de votre choix, la même à chaque nouvel essai.",
		},
	},
	idempotency_key_invalid: {
		status: 400,
		title: { en: 'Idempotency-Key is not valid', fr: "Idempotency-Key n'est pas valide" },
		detail: {
			en: 'Use 1 to 255 visible ASCII characters, such as a UUID.',
			fr: 'Utilisez de 1 à 255 caractères ASCII visibles, par exemple un UUID.',
		},
	},
	idempotency_key_reused: {
		status: 422,
		title: {
			en: 'Idempotency-Key was used for another request',
			fr: 'Idempotency-Key a servi à une autre requête',
		},
		detail: {
			en: 'The same key came with another body less than 24 hours ago. Use a new key for a new request.',
			fr: 'La même clé est arrivée avec un autre corps il y a moins de 24 heures. Utilisez une nouvelle clé pour une nouvelle requête.',
		},
	},
	idempotency_in_flight: {
		status: 409,
		title: {
			en: 'The first request is still in flight',
			fr: 'La première requête est encore en cours',
		},
		detail: {
			en: 'A request with this Idempotency-Key has not ended, or its outcome is not known. Try again in a moment with the same key.',
			fr: "Une requête avec cet Idempotency-Key n'est pas terminée, ou son issue n'est pas connue. Réessayez dans un instant avec la même clé.",
		},
	},
	internal: {
		status: 500,
		title: {
			en: 'Something went wrong on our side',
			fr: "Une erreur s'est produite de notre côté",
		},
		detail: {
			en: 'The fault has been logged. Try again; if it persists, tell whoever runs this service.',
			fr: "L'erreur a été enregistrée. Réessayez ; si elle persiste, prévenez l'exploitant de ce service.",
		},
	},
	personal_data_in_url: {
		status: 400,
		title: { en: 'Personal data in the URL', fr: "Donnée personnelle dans l'URL" },
		detail: {
			en: 'Leave {parameter} out of the URL, which ends in logs: send it in the body of POST /v1/messages/search.',
			fr: "N'indiquez pas {parameter} dans l'URL, qui finit dans des journaux : envoyez-le dans le corps de POST /v1/messages/search.",
		},
	},
} as const satisfies Problems;

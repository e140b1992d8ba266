import type { Localized } from '@voicehooks/core';

/**
 * Everything that can be wrong with an attempt to deliver or to alert, in both languages. The English text is what is
 * stored and told as `error`; it leads back to the others. `{name}` stands for a number.
 */
export const attemptErrors = {
	url_invalid: { en: 'The URL is not valid.', fr: 'L’URL n’est pas valide.' },
	url_not_https: {
		en: 'The URL must begin with https.',
		fr: 'L’URL doit commencer par https.',
	},
	url_has_credentials: {
		en: 'The URL must not hold a user name or password.',
		fr: 'L’URL ne doit contenir ni nom d’utilisateur ni mot de passe.',
	},
	url_port_not_allowed: {
		en: 'The port of the URL is not allowed.',
		fr: 'Le port de l’URL n’est pas autorisé.',
	},
	url_private_address: {
		en: 'The host leads to an address that is not public.',
		fr: 'L’hôte mène à une adresse qui n’est pas publique.',
	},
	url_own_address: {
		en: 'The URL leads back to this service.',
		fr: 'L’URL ramène à ce service.',
	},
	url_host_unresolvable: {
		en: 'The host name does not resolve.',
		fr: 'Le nom d’hôte est introuvable dans le DNS.',
	},
	refused: { en: 'The connection was refused.', fr: 'La connexion a été refusée.' },
	closed_early: {
		en: 'The connection was closed before the response was complete.',
		fr: 'La connexion a été fermée avant la fin de la réponse.',
	},
	closed_while_sending: {
		en: 'The connection was closed before the request was complete.',
		fr: 'La connexion a été fermée avant la fin de la requête.',
	},
	host_unreachable: { en: 'The host cannot be reached.', fr: 'L’hôte est injoignable.' },
	network_unreachable: { en: 'The network cannot be reached.', fr: 'Le réseau est injoignable.' },
	connect_timeout: {
		en: 'The connection could not be made in time.',
		fr: 'La connexion n’a pas pu être établie à temps.',
	},
	timeout: {
		en: 'There was no complete response within {seconds} s.',
		fr: 'Aucune réponse complète n’est arrivée en {seconds} s.',
	},
	too_many_headers: {
		en: 'The response has too many headers.',
		fr: 'La réponse a trop d’en-têtes.',
	},
	wrong_length: {
		en: 'The response does not have the length it announced.',
		fr: 'La réponse n’a pas la longueur annoncée.',
	},
	not_http: { en: 'The response is not HTTP/1.1.', fr: 'La réponse n’est pas du HTTP/1.1.' },
	certificate_expired: {
		en: 'The TLS certificate has expired.',
		fr: 'Le certificat TLS a expiré.',
	},
	certificate_self_signed: {
		en: 'The TLS certificate is self-signed.',
		fr: 'Le certificat TLS est auto-signé.',
	},
	chain_self_signed: {
		en: 'The TLS certificate chain holds a self-signed certificate.',
		fr: 'La chaîne de certificats TLS contient un certificat auto-signé.',
	},
	certificate_unverifiable: {
		en: 'The TLS certificate cannot be verified.',
		fr: 'Le certificat TLS ne peut pas être vérifié.',
	},
	certificate_of_other_host: {
		en: 'The TLS certificate is for another host name.',
		fr: 'Le certificat TLS est établi pour un autre nom d’hôte.',
	},
	failed: { en: 'The connection failed.', fr: 'La connexion a échoué.' },
	sender_ended: {
		en: 'Sending ended before the response was complete.',
		fr: 'L’envoi s’est interrompu avant la fin de la réponse.',
	},
	stopping: {
		en: 'The request was not sent: the service is stopping.',
		fr: 'La requête n’a pas été envoyée : le service s’arrête.',
	},
	not_made: {
		en: 'The request could not be made; the fault has been logged.',
		fr: 'La requête n’a pas pu être préparée ; la panne est dans le journal du service.',
	},
	status: { en: 'HTTP {status}', fr: 'HTTP {status}' },
	n8n_starting: {
		en: 'HTTP {status}, but n8n is starting and took nothing',
		fr: 'HTTP {status}, mais n8n démarre et n’a rien pris',
	},
	redirect: {
		en: 'HTTP {status}: redirects are not followed',
		fr: 'HTTP {status} : les redirections ne sont pas suivies',
	},
	gone: { en: 'HTTP 410: the hook is gone', fr: 'HTTP 410 : le hook n’existe plus' },
	too_many_requests: {
		en: 'HTTP 429: too many requests',
		fr: 'HTTP 429 : trop de requêtes',
	},
	queue_full: {
		en: 'HTTP 400: the queue of the scenario is full',
		fr: 'HTTP 400 : la file d’attente du scénario est pleine',
	},
	refused_by_make: {
		en: 'HTTP 400: refused by Make for good',
		fr: 'HTTP 400 : refusé définitivement par Make',
	},
	no_mail_server: {
		en: 'No mail server is configured (SMTP_URL).',
		fr: 'Aucun serveur de messagerie n’est configuré (SMTP_URL).',
	},
	mail_unreachable: {
		en: 'The mail server of SMTP_URL cannot be reached.',
		fr: 'Le serveur de messagerie de SMTP_URL est injoignable.',
	},
	mail_untrusted: {
		en: 'The mail server’s certificate is not trusted. Have one of a public authority, or start the service with NODE_EXTRA_CA_CERTS set to the file of the authority that issued it.',
		fr: 'Le certificat du serveur de messagerie n’est pas approuvé. Utilisez celui d’une autorité publique, ou démarrez le service avec NODE_EXTRA_CA_CERTS désignant le fichier de l’autorité qui l’a émis.',
	},
	mail_other_host: {
		en: 'The mail server’s certificate is for another host name than SMTP_URL says.',
		fr: 'Le certificat du serveur de messagerie est établi pour un autre nom d’hôte que celui de SMTP_URL.',
	},
	mail_without_tls: {
		en: 'The mail server offers no TLS, and without it no password is sent. Set SMTP_URL to smtps:// or to a port with STARTTLS.',
		fr: 'Le serveur de messagerie ne propose pas TLS, sans lequel aucun mot de passe n’est envoyé. Indiquez dans SMTP_URL smtps:// ou un port avec STARTTLS.',
	},
	mail_sign_in_refused: {
		en: 'The mail server refused the user name or password of SMTP_URL.',
		fr: 'Le serveur de messagerie a refusé le nom d’utilisateur ou le mot de passe de SMTP_URL.',
	},
	mail_refused: {
		en: 'The mail server did not take the message.',
		fr: 'Le serveur de messagerie n’a pas pris le message.',
	},
	alert_without_secret: {
		en: 'The alert has no secret.',
		fr: 'L’alerte n’a pas de secret.',
	},
} as const satisfies Readonly<Record<string, Localized>>;

export type AttemptError = keyof typeof attemptErrors;

const hole = /\{(\w+)\}/g;

/** The text that is stored of an error. */
export const attemptError = (
	error: AttemptError,
	numbers: Readonly<Record<string, number>> = {},
): string =>
	attemptErrors[error].en.replaceAll(hole, (whole, name: string) => String(numbers[name] ?? whole));

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Each text, as what it looks like once its numbers are there. */
const known = Object.values(attemptErrors).map((text: Localized) => ({
	text,
	pattern: new RegExp(
		`^${text.en
			.split(hole)
			.map((part, at) => (at % 2 === 1 ? `(?<${part}>[\\d.]+)` : literal(part)))
			.join('')}$`,
	),
}));

/** An error as it was stored, in every language; one of another version stays as it is. */
export const attemptErrorText = (error: string): Localized => {
	for (const { text, pattern } of known) {
		const found = pattern.exec(error);
		if (found === null) continue;
		const number = (name: string): string => found.groups?.[name]?.replace('.', ',') ?? '';
		return { en: error, fr: text.fr.replaceAll(hole, (_, name: string) => number(name)) };
	}
	return { en: error, fr: error };
};

export const attemptErrorTextOrNull = (error: string | null): Localized | null =>
	error === null ? null : attemptErrorText(error);

import { isIP } from 'node:net';
import type { Localized } from '@voicehooks/core';

export type ServiceUrl =
	/** Without a slash at its end: paths of the API are put behind it. */
	| { readonly kind: 'usable'; readonly base: string }
	| { readonly kind: 'refused'; readonly why: Localized };

const refused = (en: string, fr: string): ServiceUrl => ({ kind: 'refused', why: { en, fr } });

/** The service on the same machine, for development: Zapier itself cannot reach it. */
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** RFC 1918, 3927, 6598, 4193 and 4291: addresses that never are a service on the Internet. */
const privateAddress =
	/^(?:0\.|10\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|\[(?:::|f[cd]|fe[89ab]|::ffff:))/;
/** RFC 6761, 6762 and what routers and clouds call their own. */
const privateName = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|test|invalid|example)$/;

const isHostName = (hostname: string): boolean =>
	hostname.length <= 253 &&
	/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(hostname);

/**
 * Reads the address that a user typed as that of the service. The API key goes there and nowhere
 * else, so that what could lead it astray is refused: plain http, credentials, private networks.
 */
export const serviceUrl = (text: unknown): ServiceUrl => {
	const typed = typeof text === 'string' ? text.trim() : '';
	if (!URL.canParse(typed)) {
		return refused(
			'The Service URL is not a web address. Paste the address of your service as its dashboard shows it, such as https://hooks.example.com.',
			'L’URL du service n’est pas une adresse web. Collez l’adresse de votre service telle que son tableau de bord l’affiche, par exemple https://hooks.example.com.',
		);
	}
	const url = new URL(typed);
	const isLocal = loopback.test(url.hostname);
	if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) {
		return refused(
			'The Service URL must begin with https://, because your API key and personal data travel over it.',
			'L’URL du service doit commencer par https://, car votre clé API et des données personnelles y transitent.',
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		return refused(
			'The Service URL must be the bare address: leave out user names, passwords, and everything from ? or # on.',
			'L’URL du service doit être l’adresse seule : retirez l’identifiant, le mot de passe et tout ce qui suit ? ou #.',
		);
	}
	const address = url.hostname.replace(/^\[|\]$/g, '');
	const isReachable =
		isIP(address) === 0
			? isHostName(url.hostname) && !privateName.test(url.hostname)
			: !privateAddress.test(url.hostname);
	if (!isLocal && !isReachable) {
		return refused(
			'The Service URL is not reachable from Zapier: its host must be a public name such as hooks.example.com.',
			'L’URL du service n’est pas joignable depuis Zapier : son hôte doit être un nom public, par exemple hooks.example.com.',
		);
	}
	return { kind: 'usable', base: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
};

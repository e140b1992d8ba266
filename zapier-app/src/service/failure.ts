import type { Localized } from '@voicehooks/core';
import type { ZObject } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import type { Problem } from './problem.ts';

/** How long Zapier waits where the service names no time, in seconds. */
const defaultDelaySeconds = 60;
/** Nobody knows whether somebody was called: running the step again could call them twice. */
const outcomeUnknown = 'vendor_outcome_unknown';
/** The same action is still running: its answer is there when Zapier comes back. */
const inFlight = 'idempotency_in_flight';

const reconnect: Localized = {
	en: 'The service does not accept this API key: it is wrong, expired or revoked. Create a key in the dashboard of your service, then reconnect this account in Zapier under Apps.',
	fr: 'Le service n’accepte pas cette clé API : elle est incorrecte, expirée ou révoquée. Créez une clé dans le tableau de bord de votre service, puis reconnectez ce compte dans Zapier, sous Apps.',
};
const moved: Localized = {
	en: 'What answers at the Service URL sends elsewhere. Reconnect with the address that your browser shows in the dashboard of the service.',
	fr: 'Ce qui répond à l’URL du service redirige ailleurs. Reconnectez le compte avec l’adresse que votre navigateur affiche dans le tableau de bord du service.',
};
const forbidden: Localized = {
	en: 'Connect with a key that has the scopes read and subscribe, and call for actions that ring or text people.',
	fr: 'Connectez une clé qui a les portées read et subscribe, ainsi que call pour les actions qui appellent ou envoient des SMS.',
};
const halted: Localized = {
	en: 'The service refused the request. Check the fields of this step.',
	fr: 'Le service a refusé la requête. Vérifiez les champs de cette étape.',
};
const wait: Localized = {
	en: 'The service is busy. Zapier tries again by itself.',
	fr: 'Le service est occupé. Zapier réessaie de lui-même.',
};
const down: Localized = {
	en: 'The service could not answer. Check that it runs and that the Service URL of the connection is right, then replay this run.',
	fr: 'Le service n’a pas pu répondre. Vérifiez qu’il fonctionne et que l’URL du service de la connexion est correcte, puis relancez cette exécution.',
};

/**
 * The error that makes Zapier do what the answer asks for: reconnect, stop this run only, come
 * back later, or count a failure. `isConnecting`: the user is at the connection form, where an
 * expired key is simply a wrong one.
 */
export const failureOf = (
	build: Build,
	errors: ZObject['errors'],
	problem: Problem,
	isConnecting: boolean,
): Error => {
	const { status, code, text, retryAfterSeconds } = problem;
	const told = (fallback: Localized) => text ?? `${say(build, fallback)} (HTTP ${status})`;
	const delay = retryAfterSeconds ?? defaultDelaySeconds;
	if (status === 401) {
		const message = say(build, reconnect);
		return isConnecting
			? new errors.Error(message, 'AuthenticationError', status)
			: new errors.ExpiredAuthError(message);
	}
	if (status < 400) return new errors.Error(say(build, moved), 'Redirected', status);
	if (status === 403) {
		const advice = say(build, forbidden);
		return new errors.Error(
			text === null ? advice : `${text} ${advice}`,
			code ?? 'Forbidden',
			status,
		);
	}
	if (status === 429 || code === inFlight) return new errors.ThrottledError(told(wait), delay);
	if (status === 503 && retryAfterSeconds !== null) {
		return new errors.ThrottledError(told(wait), retryAfterSeconds);
	}
	if (status < 500 || code === outcomeUnknown) return new errors.HaltedError(told(halted));
	return new errors.Error(told(down), code ?? 'ServiceError', status);
};

import { type HookBody, standardWebhooksScheme, valueAt, verify } from '@voicehooks/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import { isEvent } from '../service/events.ts';
import { parseJson } from '../service/json.ts';

/** Standard Webhooks 1.0: deliveries signed earlier or later than that are refused. */
const toleranceSeconds = 300;

/** Zapier hands headers over as `Http-Webhook-Id`. */
const plainHeaders = (headers: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
	Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) =>
			typeof value === 'string' ? [[name.toLowerCase().replace(/^http-/, ''), value]] : [],
		),
	);

const unsubscribed = {
	en: 'This Zap does not know the secret of its subscription, so the event could not be verified. Turn the Zap off and on again.',
	fr: 'Ce Zap ne connaît pas le secret de son abonnement : l’événement n’a pas pu être vérifié. Désactivez le Zap puis réactivez-le.',
};
const unsigned = {
	en: 'The signature of this event is missing, wrong or too old, so it was not used. If it happens again, turn the Zap off and on again.',
	fr: 'La signature de cet événement est absente, incorrecte ou trop ancienne : il n’a pas été utilisé. Si cela se reproduit, désactivez le Zap puis réactivez-le.',
};

/**
 * The event of a delivery, checked against its signature over the raw body (Standard Webhooks 1.0).
 * Null where nothing was delivered, or what was is no event: a list, for example. Throws where the
 * signature does not hold.
 */
export const receivedEvent = (
	build: Build,
	z: Pick<ZObject, 'errors'>,
	bundle: Bundle,
): HookBody | null => {
	const content = bundle.rawRequest?.content ?? '';
	// Zapier's command line runs a trigger without any request.
	if (content === '' && bundle.cleanedRequest === undefined) return null;
	const secret = valueAt(bundle.subscribeData, 'secret');
	if (typeof secret !== 'string') {
		throw new z.errors.Error(say(build, unsubscribed), 'SecretMissing', 401);
	}
	const verdict = verify(standardWebhooksScheme, {
		headers: plainHeaders(bundle.rawRequest?.headers),
		body: Buffer.from(content),
		secrets: [secret],
	});
	const age = verdict.valid
		? Math.abs(build.clock.now() / 1_000 - Number(verdict.timestamp))
		: null;
	if (age === null || age > toleranceSeconds) {
		throw new z.errors.Error(say(build, unsigned), 'SignatureInvalid', 401);
	}
	const event: unknown = parseJson(content);
	return isEvent(event) ? event : null;
};

/** Whether an event is one that was asked for, by its type or as `<vendor>.*`. */
export const isWanted = (event: HookBody, types: readonly string[]): boolean =>
	types.some(
		(type) =>
			type === event.type || (type.endsWith('.*') && event.type.startsWith(type.slice(0, -1))),
	);

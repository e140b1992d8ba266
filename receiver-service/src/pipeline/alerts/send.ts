import { type Language, type Localized, sign, standardWebhooksScheme } from '@voicehooks/core';
import type { Alert, AlertEvent } from '../../domain/alert.ts';
import { timeText } from '../../domain/time-text.ts';
import type { Context } from '../context.ts';
import { userAgent } from '../request-formats.ts';

const timeoutMs = 10_000;
const keepResponseBytes = 1_024;

export type SendContext = Pick<
	Context,
	'vault' | 'sender' | 'mailer' | 'clock' | 'config' | 'directory'
>;

const headlines: Readonly<Record<AlertEvent['kind'], Localized>> = {
	subscription_failing: { en: 'A hook keeps failing', fr: 'Un hook échoue sans cesse' },
	subscription_disabled: { en: 'A hook was disabled', fr: 'Un hook a été désactivé' },
	source_silent: { en: 'A source is silent', fr: 'Une source est silencieuse' },
	source_rejecting: { en: 'Requests are refused', fr: 'Des requêtes sont refusées' },
	delivery_dead_letter: { en: 'A delivery was given up', fr: 'Une livraison a été abandonnée' },
};

const footer: Localized = {
	en: 'You get this because an alert of your organisation names this address:',
	fr: 'Vous recevez ce message car une alerte de votre organisation indique cette adresse :',
};

const several = (count: number): Localized => ({
	en: `${count} things need your attention`,
	fr: `${count} points demandent votre attention`,
});

const mailOf = (
	{ config }: SendContext,
	to: string,
	language: Language,
	events: readonly AlertEvent[],
) => {
	const [first] = events;
	const headline =
		first !== undefined && events.length === 1 ? headlines[first.kind] : several(events.length);
	const texts = events.map(({ at, text }) => `${text[language]}\n${timeText(at)}`);
	return {
		to,
		subject: `[voicehooks] ${headline[language]}`,
		text: `${[...texts, `${footer[language]}\n${config.publicUrl}/alerts`].join('\n\n')}\n`,
	};
};

const webhookBody = (event: AlertEvent): string =>
	JSON.stringify({
		id: event.id,
		type: `alert.${event.kind}`,
		at: timeText(event.at),
		organisation_id: event.orgId,
		target: event.target,
		text: event.text,
	});

/** Sends events by e-mail, in one; says what went wrong. */
const sendMail = async (
	context: SendContext,
	alert: Alert,
	events: readonly AlertEvent[],
): Promise<string | null> => {
	if (context.mailer === null) return 'No mail server is configured (SMTP_URL).';
	const language = context.directory.organisation(alert.orgId)?.locale ?? 'en';
	const to = context.vault.open('alert_target', alert.target);
	try {
		await context.mailer.send(mailOf(context, to, language, events));
		return null;
	} catch {
		// The mail server's words may repeat the address.
		return 'The mail server did not take the message.';
	}
};

const sendWebhook = async (
	context: SendContext,
	alert: Alert,
	event: AlertEvent,
): Promise<string | null> => {
	if (alert.secret === null) return 'The alert has no secret.';
	const body = webhookBody(event);
	const timestamp = Math.floor(context.clock.now() / 1_000);
	const secret = context.vault.open('alert_secret', alert.secret);
	const result = await context.sender.send({
		url: context.vault.open('alert_target', alert.target),
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'user-agent': userAgent,
			'webhook-id': event.id,
			'webhook-timestamp': String(timestamp),
			'webhook-signature': sign(standardWebhooksScheme, { secret, id: event.id, timestamp, body }),
		},
		body: Buffer.from(body),
		timeoutMs,
		keepResponseBytes,
	});
	if (result.kind === 'failure') return result.message;
	return result.status >= 200 && result.status < 300 ? null : `HTTP ${result.status}`;
};

/** Sends events to where an alert says; answers what went wrong with each, null where nothing did. */
export const sendAlert = async (
	context: SendContext,
	alert: Alert,
	events: readonly AlertEvent[],
): Promise<readonly (string | null)[]> => {
	if (alert.channel === 'email') {
		const error = await sendMail(context, alert, events);
		return events.map(() => error);
	}
	return Promise.all(events.map((event) => sendWebhook(context, alert, event)));
};

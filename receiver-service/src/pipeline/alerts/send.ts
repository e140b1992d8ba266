import { sign, standardWebhooksScheme } from '@voicehooks/core';
import type { Alert, AlertEvent, AlertPhase } from '../../domain/alert.ts';
import { attemptError } from '../../domain/attempt-error.ts';
import { isMailError } from '../../ports.ts';
import type { Context } from '../context.ts';
import { userAgent } from '../request-formats.ts';
import { mailOf, webhookBody, webhookId } from './content.ts';

const timeoutMs = 10_000;
const keepResponseBytes = 1_024;

export type SendContext = Pick<
	Context,
	'vault' | 'sender' | 'mailer' | 'clock' | 'config' | 'directory'
>;

/** Sends events by e-mail, in one; says what went wrong. */
const sendMail = async (
	context: SendContext,
	alert: Alert,
	phase: AlertPhase,
	events: readonly AlertEvent[],
): Promise<string | null> => {
	if (context.mailer === null) return attemptError('no_mail_server');
	const language = context.directory.organisation(alert.orgId)?.locale ?? 'en';
	const to = context.vault.open('alert_target', alert.target);
	try {
		await context.mailer.send(mailOf(context.config.publicUrl, { to, language, phase, events }));
		return null;
	} catch (fault) {
		return attemptError(isMailError(fault) ? fault.reason : 'mail_refused');
	}
};

const sendWebhook = async (
	context: SendContext,
	alert: Alert,
	phase: AlertPhase,
	event: AlertEvent,
): Promise<string | null> => {
	if (alert.secret === null) return attemptError('alert_without_secret');
	const id = webhookId(phase, event);
	const body = webhookBody(phase, event);
	const timestamp = Math.floor(context.clock.now() / 1_000);
	const secret = context.vault.open('alert_secret', alert.secret);
	const result = await context.sender.send({
		url: context.vault.open('alert_target', alert.target),
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'user-agent': userAgent,
			'webhook-id': id,
			'webhook-timestamp': String(timestamp),
			'webhook-signature': sign(standardWebhooksScheme, { secret, id, timestamp, body }),
		},
		body: Buffer.from(body),
		timeoutMs,
		keepResponseBytes,
	});
	if (result.kind === 'failure') return result.message;
	return result.status >= 200 && result.status < 300
		? null
		: attemptError('status', { status: result.status });
};

/** Sends events to where an alert says; answers what went wrong with each, null where nothing did. */
export const sendAlert = async (
	context: SendContext,
	alert: Alert,
	phase: AlertPhase,
	events: readonly AlertEvent[],
): Promise<readonly (string | null)[]> => {
	if (alert.channel === 'email') {
		const error = await sendMail(context, alert, phase, events);
		return events.map(() => error);
	}
	return Promise.all(events.map((event) => sendWebhook(context, alert, phase, event)));
};

import { z } from 'zod';
import { type Alert, type AlertEvent, type AlertState, alertKinds } from '../domain/alert.ts';
import { attemptErrorTextOrNull } from '../domain/attempt-error.ts';
import { maskedHookUrl } from '../domain/hook-url.ts';
import type { Context } from '../pipeline/context.ts';
import { timeText, timeTextOrNull } from './list.ts';
import type { Caller } from './route.ts';
import { localizedSchema } from './schemas.ts';

const time = z.iso.datetime();
export const alertKindSchema = z.enum(alertKinds);

const fields = {
	id: z.string(),
	channel: z.enum(['email', 'webhook']),
	target: z.string().describe('An e-mail address, or a URL: in full for admins, else its host.'),
	events: z.array(alertKindSchema),
	enabled: z.boolean(),
	last_sent_at: time.nullable(),
	last_error: z
		.string()
		.nullable()
		.describe('Of the latest attempt to send; null when it arrived.'),
	last_error_text: localizedSchema.nullable().describe('The same in every language.'),
	created_at: time,
};

export const alertSchema = z.object(fields).meta({ id: 'Alert' });
export const createdAlertSchema = z
	.object({
		...fields,
		secret: z.string().optional().describe('Signs webhooks (Standard Webhooks). Shown once.'),
	})
	.meta({ id: 'AlertWithSecret' });

export const showAlert = (
	context: Pick<Context, 'vault'>,
	caller: Pick<Caller, 'scopes'>,
	alert: Alert & AlertState,
) => {
	const target = context.vault.open('alert_target', alert.target);
	const masked = alert.channel === 'webhook' && !caller.scopes.includes('admin');
	return {
		id: alert.id,
		channel: alert.channel,
		target: masked ? maskedHookUrl(target) : target,
		events: alert.kinds,
		enabled: alert.enabled,
		last_sent_at: timeTextOrNull(alert.lastSentAt),
		last_error: alert.lastError,
		last_error_text: attemptErrorTextOrNull(alert.lastError),
		created_at: timeText(alert.createdAt),
	};
};

export const alertEventSchema = z
	.object({
		id: z.string(),
		at: time,
		kind: alertKindSchema,
		target: z.object({
			kind: z.enum(['subscription', 'source']),
			id: z.string(),
			name: z.string(),
		}),
		text: localizedSchema,
		resolved_at: time.nullable().describe('Null while the condition lasts.'),
		resolution: localizedSchema.nullable().describe('How it ended.'),
	})
	.meta({ id: 'AlertEvent' });

export const showAlertEvent = (event: AlertEvent) => ({
	id: event.id,
	at: timeText(event.at),
	kind: event.kind,
	target: event.target,
	text: event.text,
	resolved_at: timeTextOrNull(event.resolvedAt),
	resolution: event.resolution,
});

import { languages } from '@voicehooks/core';
import { z } from 'zod';
import { invalidField } from '../../domain/invalid-field.ts';
import type { Organisation } from '../../domain/types.ts';
import type { Context } from '../../pipeline/context.ts';
import { changeOrganisation, organisationOf } from '../../pipeline/organisation.ts';
import { silenceAlarmOf } from '../../pipeline/silence.ts';
import { type Route, route } from '../route.ts';
import { label } from '../schemas.ts';

const tag = 'Organisation';
const maxAlarmHours = 8_760;

const organisationSchema = z
	.object({
		id: z.string(),
		name: z.string(),
		retention_days: z.int().describe('Payloads and attempts older than this are erased.'),
		max_retention_days: z.int().describe('What the service keeps at most.'),
		rate_limit_per_second: z.number(),
		locale: z.enum(languages).describe('Language of alerts.'),
		silence_alarm_hours: z
			.number()
			.nullable()
			.describe('After so many hours without an event a source is silent; null: never.'),
	})
	.meta({ id: 'Organisation' });

const showOrganisation = (context: Context, organisation: Organisation) => {
	const most = context.config.retentionDays;
	return {
		id: organisation.id,
		name: organisation.name,
		retention_days: Math.min(organisation.retentionDays ?? most, most),
		max_retention_days: most,
		rate_limit_per_second: organisation.rateLimitPerSecond,
		locale: organisation.locale ?? 'en',
		silence_alarm_hours: silenceAlarmOf(organisation),
	};
};

const show = route({
	method: 'get',
	path: '/v1/organisation',
	tag,
	summary: "Show the organisation's settings",
	scope: 'read',
	responses: { 200: { description: 'Its settings.', schema: organisationSchema } },
	handle: async ({ context, caller }) => ({
		status: 200,
		body: showOrganisation(context, organisationOf(context, caller.orgId)),
	}),
});

const change = route({
	method: 'patch',
	path: '/v1/organisation',
	tag,
	summary: "Change the organisation's settings",
	scope: 'admin',
	body: z.strictObject({
		name: label.optional(),
		retention_days: z.int().min(1).max(3_650).optional(),
		locale: z.enum(languages).optional(),
		silence_alarm_hours: z.number().min(1).max(maxAlarmHours).nullish(),
	}),
	example: { retention_days: 14, locale: 'fr' },
	responses: { 200: { description: 'Its settings as they are now.', schema: organisationSchema } },
	handle: async ({ context, caller, body }) => {
		const most = context.config.retentionDays;
		if (body.retention_days !== undefined && body.retention_days > most) {
			throw invalidField('retention_days', {
				en: `must be at most ${most}: the service keeps nothing longer (VOICEHOOKS_RETENTION_DAYS)`,
				fr: `doit être au plus ${most} : le service ne conserve rien plus longtemps (VOICEHOOKS_RETENTION_DAYS)`,
			});
		}
		const changed = await changeOrganisation(context, caller.orgId, {
			name: body.name,
			retentionDays: body.retention_days,
			locale: body.locale,
			silenceAlarmHours: body.silence_alarm_hours,
		});
		return { status: 200, body: showOrganisation(context, changed) };
	},
});

export const organisationRoutes: readonly Route[] = [show, change];

import { z } from 'zod';
import { invalidField } from '../../domain/invalid-field.ts';
import {
	changeAlert,
	createAlert,
	deleteAlert,
	listAlerts,
	ownAlert,
	testAlert,
} from '../../pipeline/alerts/manage.ts';
import {
	alertEventSchema,
	alertKindSchema,
	alertSchema,
	createdAlertSchema,
	showAlert,
	showAlertEvent,
} from '../alert-view.ts';
import { listOptions, listParameters, listReply, pageSchema } from '../list.ts';
import { type Route, route } from '../route.ts';
import { idParams } from '../schemas.ts';

const tag = 'Alerts';

const kinds = z
	.array(alertKindSchema)
	.min(1)
	.max(20)
	.transform((list) => [...new Set(list)]);
const target = z.string().min(1).max(2_048);
const email = z.email().max(254);

/** What the channel says a target must be. */
const checkTarget = (channel: 'email' | 'webhook', text: string): void => {
	if (channel === 'webhook' || email.safeParse(text).success) return;
	throw invalidField('target', {
		en: 'must be an e-mail address',
		fr: 'doit être une adresse e-mail',
	});
};

const list = route({
	method: 'get',
	path: '/v1/alerts',
	tag,
	summary: 'List who is told',
	scope: 'read',
	query: z.object(listParameters),
	responses: { 200: { description: 'A page of alerts.', schema: pageSchema(alertSchema) } },
	handle: async ({ context, caller, query }) => {
		const page = await listAlerts(context, caller.orgId, listOptions('alr', query));
		return {
			status: 200,
			body: listReply(
				'alr',
				page,
				({ id }) => id,
				(alert) => showAlert(context, caller, alert),
			),
		};
	},
});

const create = route({
	method: 'post',
	path: '/v1/alerts',
	tag,
	summary: 'Tell someone when something goes wrong',
	description:
		'By e-mail where the service has a mail server, or by a signed webhook. Each condition is told once, and once more when it is over: `alert.<kind>`, then `alert.<kind>.resolved` (AsyncAPI).',
	scope: 'admin',
	idempotency: 'optional',
	body: z.strictObject({
		channel: z.enum(['email', 'webhook']),
		target,
		events: kinds,
		enabled: z.boolean().default(true),
	}),
	example: {
		channel: 'email',
		target: 'ops@example.com',
		events: ['subscription_disabled', 'source_silent'],
	},
	responses: {
		201: { description: 'The alert; its secret is shown this once.', schema: createdAlertSchema },
	},
	handle: async ({ context, caller, body }) => {
		checkTarget(body.channel, body.target);
		const { events, ...rest } = body;
		const { alert, secret } = await createAlert(context, caller.orgId, { ...rest, kinds: events });
		const shown = showAlert(context, caller, alert);
		return { status: 201, body: secret === null ? shown : { ...shown, secret } };
	},
});

const change = route({
	method: 'patch',
	path: '/v1/alerts/{id}',
	tag,
	summary: 'Change an alert',
	scope: 'admin',
	params: idParams,
	body: z.strictObject({
		target: target.optional(),
		events: kinds.optional(),
		enabled: z.boolean().optional(),
	}),
	responses: { 200: { description: 'The alert as it is now.', schema: alertSchema } },
	handle: async ({ context, caller, params, body }) => {
		const before = await ownAlert(context, caller.orgId, params.id);
		if (body.target !== undefined) checkTarget(before.channel, body.target);
		const alert = await changeAlert(context, before, {
			target: body.target,
			kinds: body.events,
			enabled: body.enabled,
		});
		return { status: 200, body: showAlert(context, caller, alert) };
	},
});

const remove = route({
	method: 'delete',
	path: '/v1/alerts/{id}',
	tag,
	summary: 'Delete an alert',
	scope: 'admin',
	params: idParams,
	responses: { 204: { description: 'It is gone.' } },
	handle: async ({ context, caller, params }) => {
		await deleteAlert(context, caller.orgId, params.id);
		return { status: 204 };
	},
});

const test = route({
	method: 'post',
	path: '/v1/alerts/{id}/test',
	tag,
	summary: 'Send a test alert',
	description: 'Sends it at once and says what came of it; it is not sent again.',
	scope: 'admin',
	params: idParams,
	responses: {
		200: {
			description: 'What came of it.',
			schema: z.object({ sent: z.boolean(), error: z.string().nullable() }),
		},
	},
	handle: async ({ context, caller, params }) => {
		const alert = await ownAlert(context, caller.orgId, params.id);
		const error = await testAlert(context, alert);
		return { status: 200, body: { sent: error === null, error } };
	},
});

const events = route({
	method: 'get',
	path: '/v1/alert-events',
	tag,
	summary: 'List what was noticed',
	scope: 'read',
	query: z.object(listParameters),
	responses: {
		200: {
			description: 'A page of conditions, over or not.',
			schema: pageSchema(alertEventSchema),
		},
	},
	handle: async ({ context, caller, query }) => {
		const page = await context.store.listAlertEvents(caller.orgId, listOptions('ale', query));
		return { status: 200, body: listReply('ale', page, ({ id }) => id, showAlertEvent) };
	},
});

export const alertRoutes: readonly Route[] = [list, create, change, remove, test, events];

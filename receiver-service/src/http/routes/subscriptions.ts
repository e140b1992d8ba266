import { z } from 'zod';
import { invalidField } from '../../domain/invalid-field.ts';
import { notFound } from '../../domain/not-found.ts';
import type { Subscription } from '../../domain/types.ts';
import type { Context } from '../../pipeline/context.ts';
import { ownSubscription } from '../../pipeline/own.ts';
import { subscribe } from '../../pipeline/subscribe.ts';
import { currentSecret } from '../../pipeline/subscription-secrets.ts';
import {
	changeSubscription,
	enableSubscription,
	pauseSubscription,
	rotateSecret,
	unsubscribe,
} from '../../pipeline/subscriptions.ts';
import { testSubscription } from '../../pipeline/test-subscription.ts';
import { makerOf } from '../actor.ts';
import { listOptions, listParameters, listReply, pageSchema } from '../list.ts';
import { type Caller, type Route, route } from '../route.ts';
import { idParams } from '../schemas.ts';
import { checkFormat, checkSecret, readSubscribeRequest } from '../subscription-request.ts';
import { changeSubscriptionSchema, secretFits, subscribeSchema } from '../subscription-schema.ts';
import { showSubscription, subscribedSchema, subscriptionSchema } from '../subscription-view.ts';

const tag = 'Subscriptions';

/** The organisation's own hook; its sandbox is none. Throws 404. */
const ownHook = (context: Context, caller: Caller, id: string): Subscription => {
	const subscription = ownSubscription(context, caller.orgId, id);
	if (subscription.kind !== 'hook') throw notFound('subscription');
	return subscription;
};

const list = route({
	method: 'get',
	path: '/v1/subscriptions',
	tag,
	summary: 'List subscriptions',
	scope: 'read',
	query: z.object(listParameters),
	responses: {
		200: { description: 'A page of subscriptions.', schema: pageSchema(subscriptionSchema) },
	},
	handle: async ({ context, caller, query }) => {
		const page = await context.store.listSubscriptions(caller.orgId, listOptions('sub', query));
		const reply = listReply(
			'sub',
			page,
			({ id }) => id,
			({ id }) => id,
		);
		const data = page.items.flatMap(({ id }) => {
			const subscription = context.directory.subscription(id);
			return subscription?.kind === 'hook' ? [showSubscription(context, caller, subscription)] : [];
		});
		return { status: 200, body: { ...reply, data } };
	},
});

const create = route({
	method: 'post',
	path: '/v1/subscriptions',
	tag,
	summary: 'Register a hook URL',
	description:
		'For zapier, n8n and make a hook URL is one subscription: posting it again updates it and answers 200. For custom the event types, the source and the filter tell subscriptions of one URL apart.',
	scope: 'subscribe',
	idempotency: 'optional',
	body: subscribeSchema,
	example: {
		url: 'https://hooks.zapier.com/hooks/standard/1234/abcd/',
		platform: 'zapier',
		event_types: ['vocalis.*', 'inboundflow.call.completed'],
		filter: { min_duration_seconds: 30 },
	},
	responses: {
		200: { description: 'It was there and is updated.', schema: subscribedSchema },
		201: { description: 'The subscription with its secret.', schema: subscribedSchema },
	},
	handle: async ({ context, caller, body }) => {
		const { created, subscription } = await subscribe(
			context,
			makerOf(caller),
			readSubscribeRequest(body),
		);
		const secret = currentSecret(context, subscription);
		const shown = showSubscription(context, caller, subscription);
		return { status: created ? 201 : 200, body: secret === null ? shown : { ...shown, secret } };
	},
});

const show = route({
	method: 'get',
	path: '/v1/subscriptions/{id}',
	tag,
	summary: 'Show a subscription and its health',
	scope: 'read',
	params: idParams,
	responses: { 200: { description: 'The subscription.', schema: subscriptionSchema } },
	handle: async ({ context, caller, params }) => ({
		status: 200,
		body: showSubscription(context, caller, ownHook(context, caller, params.id)),
	}),
});

const change = route({
	method: 'patch',
	path: '/v1/subscriptions/{id}',
	tag,
	summary: 'Change a subscription',
	description: 'Custom headers are dropped when the host of `url` changes, unless given anew.',
	scope: 'subscribe',
	params: idParams,
	body: changeSubscriptionSchema,
	responses: { 200: { description: 'The subscription as it is now.', schema: subscriptionSchema } },
	handle: async ({ context, caller, params, body }) => {
		const before = ownHook(context, caller, params.id);
		const format = body.format ?? before.format;
		checkFormat(before.platform, format);
		const secret = before.signing === 'secret' ? currentSecret(context, before) : null;
		if (secret !== null && !secretFits(format, secret)) {
			throw invalidField('format', {
				en: 'its secret cannot sign this format: rotate the secret with one that can, first',
				fr: 'son secret ne peut pas signer ce format : remplacez d’abord le secret par un autre qui convient',
			});
		}
		const changed = await changeSubscription(context, before, {
			url: body.url,
			eventTypes: body.event_types,
			name: body.name,
			sourceId: body.source_id,
			filter: body.filter,
			format: body.format,
			policy: body.policy,
			headers: body.headers,
			rateLimitPerSecond: body.rate_limit_per_second,
			client: body.client,
		});
		return { status: 200, body: showSubscription(context, caller, changed) };
	},
});

const remove = route({
	method: 'delete',
	path: '/v1/subscriptions/{id}',
	tag,
	summary: 'Delete a subscription',
	description:
		'Also 204 when it is gone already. What it has not delivered waits ten minutes for a new subscription with the same URL, then is canceled.',
	scope: 'subscribe',
	params: idParams,
	responses: { 204: { description: 'It is gone.' } },
	handle: async ({ context, caller, params }) => {
		const subscription = context.directory.subscription(params.id);
		if (subscription?.orgId !== caller.orgId || subscription.kind !== 'hook') {
			return { status: 204, audited: null };
		}
		await unsubscribe(context, subscription);
		return { status: 204 };
	},
});

const pause = route({
	method: 'post',
	path: '/v1/subscriptions/{id}/pause',
	tag,
	summary: 'Hold its deliveries',
	scope: 'subscribe',
	params: idParams,
	responses: { 200: { description: 'The subscription, paused.', schema: subscriptionSchema } },
	handle: async ({ context, caller, params }) => {
		const paused = await pauseSubscription(context, ownHook(context, caller, params.id));
		return { status: 200, body: showSubscription(context, caller, paused) };
	},
});

const enable = route({
	method: 'post',
	path: '/v1/subscriptions/{id}/enable',
	tag,
	summary: 'Put it in service again',
	description:
		'What was held is released. `replay_missed: true` also delivers again what failed for good since the failures began; `false` cancels what was held.',
	scope: 'subscribe',
	idempotency: 'optional',
	params: idParams,
	bodyOptional: true,
	body: z.strictObject({ replay_missed: z.boolean().nullish() }),
	responses: {
		200: {
			description: 'The subscription, active, and what became of its backlog.',
			schema: subscriptionSchema
				.extend({ released: z.int(), canceled: z.int(), replayed: z.int() })
				.meta({ id: 'EnabledSubscription' }),
		},
	},
	handle: async ({ context, caller, params, body }) => {
		const before = ownHook(context, caller, params.id);
		const replayMissed = body.replay_missed ?? null;
		const enabled = await enableSubscription(context, before, makerOf(caller), replayMissed);
		const { subscription, released, canceled, replayed } = enabled;
		const shown = showSubscription(context, caller, subscription);
		return { status: 200, body: { ...shown, released, canceled, replayed } };
	},
});

const test = route({
	method: 'post',
	path: '/v1/subscriptions/{id}/test',
	tag,
	summary: 'Send it one test event',
	description:
		'Marked `test: true`, to this subscription only. `prefer: "latest"` takes the last real event where there is one.',
	scope: 'subscribe',
	idempotency: 'optional',
	params: idParams,
	bodyOptional: true,
	body: z.strictObject({
		event: z.string().min(1).max(200).nullish(),
		prefer: z.enum(['latest', 'sample']).default('latest'),
	}),
	responses: {
		202: {
			description: 'The test message.',
			schema: z.object({
				id: z.string(),
				type: z.string(),
				deliveries: z.int(),
				used: z.enum(['latest', 'sample']),
			}),
		},
	},
	handle: async ({ context, caller, params, body }) => {
		const choice = { event: body.event ?? null, prefer: body.prefer };
		const tested = await testSubscription(context, ownHook(context, caller, params.id), choice);
		return { status: 202, body: tested };
	},
});

const rotate = route({
	method: 'post',
	path: '/v1/subscriptions/{id}/rotate-secret',
	tag,
	summary: 'Give it a new signing secret',
	description: 'The old one signs too for 24 hours. 409 with derived signing.',
	scope: 'subscribe',
	idempotency: 'optional',
	params: idParams,
	bodyOptional: true,
	body: z.strictObject({ secret: z.string().max(256).optional() }),
	responses: {
		200: { description: 'The subscription with its new secret.', schema: subscribedSchema },
	},
	handle: async ({ context, caller, params, body }) => {
		const before = ownHook(context, caller, params.id);
		checkSecret(before.format, body.secret);
		const rotated = await rotateSecret(context, before, body.secret ?? null);
		const shown = showSubscription(context, caller, rotated);
		return { status: 200, body: { ...shown, secret: currentSecret(context, rotated) } };
	},
});

export const subscriptionRoutes: readonly Route[] = [
	list,
	create,
	show,
	change,
	remove,
	pause,
	enable,
	test,
	rotate,
];

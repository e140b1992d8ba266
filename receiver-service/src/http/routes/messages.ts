import { vendorById } from '@voicehooks/core';
import { z } from 'zod';
import { notFound } from '../../domain/not-found.ts';
import { receiptIdOf } from '../../domain/receipt-id.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Message } from '../../domain/types.ts';
import type { Context } from '../../pipeline/context.ts';
import { ownSource } from '../../pipeline/own.ts';
import { publish } from '../../pipeline/publish.ts';
import { replayMessage } from '../../pipeline/replay.ts';
import type { ListedMessage } from '../../ports.ts';
import { deliveriesOfMessage, deliverySchema, showDelivery } from '../delivery-view.ts';
import { followedReply, listOptions, listReply, pageSchema } from '../list.ts';
import {
	type MessageSearch,
	messageParameters,
	messageQueryOf,
	messageSearchSchema,
} from '../message-query.ts';
import { type Caller, type Route, route } from '../route.ts';
import { says } from '../validate.ts';

const tag = 'Messages';
const idParams = z.object({ id: z.string() });

/** The hook body (contract, "What a hook URL receives"). */
const messageSchema = z
	.object({
		id: z.string(),
		type: z.string(),
		vendor: z.string(),
		event: z.string(),
		source_id: z.string().nullable(),
		occurred_at: z.string().nullable(),
		received_at: z.string(),
		verified: z.boolean(),
		test: z.boolean(),
		replay: z.boolean(),
		data: z.unknown(),
		envelope: z.record(z.string(), z.unknown()),
		normalized: z.record(z.string(), z.unknown()),
		links: z.record(z.string(), z.string().nullable()),
		context: z.record(z.string(), z.unknown()),
	})
	.meta({ id: 'Message', description: 'Exactly the body a hook URL receives.' });

const parseBody = (body: Uint8Array): Record<string, unknown> =>
	JSON.parse(Buffer.from(body).toString());

const list = async (context: Context, caller: Caller, search: MessageSearch) => {
	const query = messageQueryOf(context, caller.orgId, search);
	const quarantined = search.status === 'quarantined';
	const kind = quarantined ? 'quarantined' : 'msg';
	const page = await context.store.listMessages(query, listOptions(kind, search));
	const placeOf = ({ seq }: ListedMessage) => seq;
	const show = ({ body }: ListedMessage) => parseBody(body);
	const reply = quarantined
		? listReply(kind, page, placeOf, show)
		: followedReply(kind, page, search.order, placeOf, show);
	return { status: 200, body: reply };
};

const publishRoute = route({
	method: 'post',
	path: '/v1/messages',
	audit: null,
	tag,
	summary: 'Publish an event without a vendor call',
	description:
		'For vendors themselves and for tests. An `id` seen before answers the first message.',
	scope: 'publish',
	idempotency: 'optional',
	body: z.object({
		vendor: z
			.string()
			.max(64)
			.refine(
				(id) => vendorById(id) !== undefined,
				says({ en: 'is no vendor we know', fr: "n'est pas un éditeur connu" }),
			),
		event: z
			.string()
			.regex(/^[\x21-\x7e]{1,96}$/)
			.describe('The wire name, as the vendor writes it.'),
		data: z
			.record(z.string(), z.unknown())
			.describe("The event's own fields under the vendor's names."),
		id: z
			.string()
			.min(1)
			.max(256)
			.optional()
			.describe('Your own id; published twice, it counts once.'),
		source_id: z.string().optional(),
	}),
	responses: {
		202: {
			description: 'On disk, with its deliveries.',
			schema: z.object({
				id: z.string(),
				deliveries: z.number().int(),
				duplicate: z.literal(true).optional(),
			}),
		},
	},
	handle: async ({ context, caller, body }) => {
		if (body.source_id !== undefined) ownSource(context, caller.orgId, body.source_id, body.vendor);
		const { id, duplicate, deliveries } = await publish(context, {
			orgId: caller.orgId,
			vendor: body.vendor,
			event: body.event,
			data: body.data,
			id: body.id ?? null,
			sourceId: body.source_id ?? null,
		});
		return { status: 202, body: { id, deliveries, ...(duplicate ? { duplicate } : {}) } };
	},
});

const listRoute = route({
	method: 'get',
	path: '/v1/messages',
	tag,
	summary: 'List messages',
	description:
		'Each item is exactly the hook body. Quarantined messages are left out, unless `status` asks for them. With `order=asc`, `next_cursor` goes on after the last item even when nothing more is there yet.',
	scope: 'read',
	query: z.looseObject(messageParameters),
	responses: { 200: { description: 'A page of messages.', schema: pageSchema(messageSchema) } },
	handle: async ({ context, caller, query }) => {
		// URLs end in logs and histories of every hop: people are searched for in a body.
		for (const name of ['phone', 'email', 'caller_phone', 'caller_email']) {
			if (name in query) throw new Refusal('personal_data_in_url', { parameter: name });
		}
		return list(context, caller, query);
	},
});

const searchRoute = route({
	method: 'post',
	path: '/v1/messages/search',
	audit: null,
	tag,
	summary: 'Search messages, also by phone and e-mail',
	scope: 'read',
	body: messageSearchSchema,
	bodyOptional: true,
	responses: { 200: { description: 'A page of messages.', schema: pageSchema(messageSchema) } },
	handle: async ({ context, caller, body }) => list(context, caller, body),
});

const cameByIngest = ({ origin }: Message): boolean =>
	origin === 'ingest' || origin === 'replayed_ingest';

const detailRoute = route({
	method: 'get',
	path: '/v1/messages/{id}',
	tag,
	summary: 'Show a message and its deliveries',
	scope: 'read',
	params: idParams,
	responses: {
		200: {
			description: 'The hook body, and what became of it.',
			schema: messageSchema.extend({
				status: z.enum(['accepted', 'quarantined']),
				duplicates: z.number().int(),
				marks: z.array(z.string()),
				origin: z.enum(['ingest', 'replayed_ingest', 'publish', 'test']),
				receipt_id: z.string().nullable().describe('Null where it did not come by an ingest URL.'),
				deliveries: z.array(deliverySchema),
			}),
		},
	},
	handle: async ({ context, caller, params }) => {
		const message = await context.store.getMessage(caller.orgId, params.id);
		if (message === null) throw notFound('message');
		const [duplicates, deliveries] = await Promise.all([
			context.store.countDuplicates(caller.orgId, message.id),
			deliveriesOfMessage(context, caller.orgId, message.id),
		]);
		return {
			status: 200,
			body: {
				...parseBody(message.body),
				status: message.status,
				duplicates,
				marks: message.marks,
				origin: message.origin,
				receipt_id: cameByIngest(message) ? receiptIdOf(message.id) : null,
				deliveries: deliveries.map((delivery) => showDelivery(context, delivery)),
			},
		};
	},
});

const replayRoute = route({
	method: 'post',
	path: '/v1/messages/{id}/replay',
	tag,
	summary: 'Deliver a message again',
	description:
		'To one subscription, whether it would match or not, or to every one that matches now. Each is a new delivery with the same `webhook-id`.',
	scope: 'subscribe',
	idempotency: 'optional',
	params: idParams,
	body: z.object({ subscription_id: z.string().optional() }),
	bodyOptional: true,
	responses: {
		202: {
			description: 'On disk.',
			schema: z.object({ id: z.string(), deliveries: z.number().int() }),
		},
	},
	handle: async ({ context, caller, params, body }) => {
		const deliveries = await replayMessage(context, caller.orgId, {
			messageId: params.id,
			subscriptionId: body.subscription_id ?? null,
		});
		return { status: 202, body: { id: params.id, deliveries: deliveries.length } };
	},
});

export const messageRoutes: readonly Route[] = [
	publishRoute,
	listRoute,
	searchRoute,
	detailRoute,
	replayRoute,
];

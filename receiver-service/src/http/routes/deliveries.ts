import { z } from 'zod';
import { notFound } from '../../domain/not-found.ts';
import type { Subscription } from '../../domain/types.ts';
import { sentBody } from '../../pipeline/outbound-request.ts';
import { replayDelivery } from '../../pipeline/replay.ts';
import type { Store } from '../../ports.ts';
import {
	attemptSchema,
	deliverySchema,
	deliveryStatusSchema,
	showAttempt,
	showDelivery,
} from '../delivery-view.ts';
import { listOptions, listParameters, listReply, pageSchema, repeated } from '../list.ts';
import { typePatternSchema } from '../message-query.ts';
import { type Route, route } from '../route.ts';
import { shownUrl } from '../subscription-view.ts';

type FoundDelivery = NonNullable<Awaited<ReturnType<Store['getDelivery']>>>;

const tag = 'Deliveries';
const idParams = z.object({ id: z.string() });

/** What was sent, or will be. The headers tell the format once the subscription is gone. */
const bodyText = (
	{ delivery, attempts, message }: FoundDelivery,
	subscription: Subscription | undefined,
): string | null => {
	if (message === null) return null;
	const headers = attempts.at(-1)?.requestHeaders;
	const ours = headers === undefined || 'webhook-id' in headers;
	const format = subscription?.format ?? (ours ? 'message' : 'vendor');
	return Buffer.from(sentBody({ format }, { delivery, message })).toString();
};

/** Which one, by its own id or its message's. */
const idOf = (query: {
	readonly id?: string | undefined;
	readonly message_id?: string | undefined;
}) =>
	query.id?.startsWith('msg_') === true && query.message_id === undefined
		? { id: null, messageId: query.id }
		: { id: query.id ?? null, messageId: query.message_id ?? null };

const listRoute = route({
	method: 'get',
	path: '/v1/deliveries',
	tag,
	summary: 'List deliveries',
	scope: 'read',
	query: z.object({
		...listParameters,
		id: z
			.string()
			.max(64)
			.optional()
			.describe('Of a delivery (`dlv_…`), or of a message (`msg_…`) for all of its deliveries.'),
		subscription_id: z.string().optional(),
		message_id: z.string().optional(),
		status: repeated(deliveryStatusSchema).optional(),
		type: repeated(typePatternSchema).optional(),
	}),
	responses: { 200: { description: 'A page of deliveries.', schema: pageSchema(deliverySchema) } },
	handle: async ({ context, caller, query }) => {
		const page = await context.store.listDeliveries(
			{
				orgId: caller.orgId,
				subscriptionId: query.subscription_id ?? null,
				...idOf(query),
				statuses: query.status ?? [],
				types: query.type ?? [],
			},
			listOptions('dlv', query),
		);
		return {
			status: 200,
			body: listReply(
				'dlv',
				page,
				({ id }) => id,
				(delivery) => showDelivery(context, delivery),
			),
		};
	},
});

const detailRoute = route({
	method: 'get',
	path: '/v1/deliveries/{id}',
	tag,
	summary: 'Show a delivery and its attempts',
	scope: 'read',
	params: idParams,
	responses: {
		200: {
			description: 'What was sent, and what came of each try.',
			schema: deliverySchema.extend({
				url: z.string().nullable().describe("In full for the hook's maker and for admins only."),
				request: z.object({
					headers: z
						.record(z.string(), z.string())
						.nullable()
						.describe('Of the latest attempt, custom values redacted; null before the first.'),
					body: z.string().nullable().describe('Exactly as sent; null once erased.'),
				}),
				attempts: z.array(attemptSchema),
			}),
		},
	},
	handle: async ({ context, caller, params }) => {
		const found = await context.store.getDelivery(caller.orgId, params.id);
		if (found === null) throw notFound('delivery');
		const { delivery, attempts, message } = found;
		const subscription = context.directory.subscription(delivery.subscriptionId);
		return {
			status: 200,
			body: {
				...showDelivery(context, {
					...delivery,
					type: message?.type ?? '',
					lastAttemptAt: attempts.at(-1)?.at ?? null,
				}),
				url: subscription === undefined ? null : shownUrl(context, caller, subscription),
				request: {
					headers: attempts.at(-1)?.requestHeaders ?? null,
					body: bodyText(found, subscription),
				},
				attempts: attempts.map(showAttempt),
			},
		};
	},
});

const replayRoute = route({
	method: 'post',
	path: '/v1/deliveries/{id}/replay',
	tag,
	summary: 'Deliver again to the same subscription',
	scope: 'subscribe',
	idempotency: 'optional',
	params: idParams,
	responses: {
		202: {
			description: 'On disk, as a new delivery of the same message.',
			schema: z.object({ id: z.string(), deliveries: z.number().int() }),
		},
	},
	handle: async ({ context, caller, params }) => {
		const id = await replayDelivery(context, caller.orgId, params.id);
		return { status: 202, body: { id, deliveries: 1 } };
	},
});

export const deliveryRoutes: readonly Route[] = [listRoute, detailRoute, replayRoute];

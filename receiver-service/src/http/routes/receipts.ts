import { z } from 'zod';
import { acceptReceipt, readReceipt } from '../../pipeline/receipts.ts';
import { listOptions, listParameters, listReply, pageSchema, repeated } from '../list.ts';
import {
	outcomeSchema,
	receiptDetailSchema,
	receiptSchema,
	showReceipt,
	showReceiptDetail,
} from '../receipt-view.ts';
import { type Route, route } from '../route.ts';
import { idParams } from '../schemas.ts';

const tag = 'Receipts';
const listRoute = route({
	method: 'get',
	path: '/v1/receipts',
	tag,
	summary: 'List what ingest saw',
	scope: 'read',
	query: z.object({
		...listParameters,
		outcome: repeated(outcomeSchema).optional(),
		source_id: z.string().optional(),
	}),
	responses: { 200: { description: 'A page of receipts.', schema: pageSchema(receiptSchema) } },
	handle: async ({ context, caller, query }) => {
		const page = await context.store.listReceipts(
			{
				orgId: caller.orgId,
				sourceId: query.source_id ?? null,
				outcomes: query.outcome ?? [],
			},
			listOptions('rcp', query),
		);
		return { status: 200, body: listReply('rcp', page, ({ id }) => id, showReceipt) };
	},
});

const detailRoute = route({
	method: 'get',
	path: '/v1/receipts/{id}',
	tag,
	summary: 'Show a receipt and the request behind it',
	description:
		'The receipt of a message has its id, but for the prefix. Rejected requests are kept for 7 days.',
	scope: 'read',
	params: idParams,
	responses: { 200: { description: 'The receipt.', schema: receiptDetailSchema } },
	handle: async ({ context, caller, params }) => {
		const { receipt, request } = await readReceipt(context, caller.orgId, params.id);
		return { status: 200, body: showReceiptDetail(receipt, request) };
	},
});

const acceptRoute = route({
	method: 'post',
	path: '/v1/receipts/{id}/accept',
	tag,
	summary: 'Deliver anyway',
	description:
		'Releases a quarantined message; makes a new message of a duplicate; takes a rejected request as unverified.',
	scope: 'publish',
	idempotency: 'optional',
	params: idParams,
	responses: {
		202: {
			description: 'The message and its deliveries are on disk.',
			schema: z.object({ id: z.string(), message_id: z.string(), deliveries: z.number().int() }),
		},
	},
	handle: async ({ context, caller, params }) => {
		const { messageId, deliveries } = await acceptReceipt(context, caller.orgId, params.id);
		return { status: 202, body: { id: params.id, message_id: messageId, deliveries } };
	},
});

export const receiptRoutes: readonly Route[] = [listRoute, detailRoute, acceptRoute];

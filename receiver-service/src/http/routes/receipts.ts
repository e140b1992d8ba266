import { z } from 'zod';
import { timeText } from '../../domain/time-text.ts';
import type { Receipt } from '../../domain/types.ts';
import { acceptReceipt } from '../../pipeline/receipts.ts';
import { listOptions, listParameters, listReply, pageSchema, repeated } from '../list.ts';
import { type Route, route } from '../route.ts';

const tag = 'Receipts';
const outcomeSchema = z.enum(['accepted', 'duplicate', 'rejected', 'quarantined']);

const receiptSchema = z
	.object({
		id: z.string(),
		source_id: z.string(),
		outcome: outcomeSchema,
		reason: z.string().nullable().describe('Why it was rejected or quarantined: a stable code.'),
		message_id: z.string().nullable(),
		event: z.string().nullable(),
		received_at: z.string(),
		status_code: z.number().int().describe('What the sender was answered.'),
		body_size: z.number().int(),
		kept: z.boolean().describe('Whether the request itself is kept, encrypted.'),
	})
	.meta({ id: 'Receipt', description: 'What ingest saw, whatever came of it.' });

const showReceipt = (receipt: Receipt) => ({
	id: receipt.id,
	source_id: receipt.sourceId,
	outcome: receipt.outcome,
	reason: receipt.reason,
	message_id: receipt.messageId,
	event: receipt.event,
	received_at: timeText(receipt.receivedAt),
	status_code: receipt.statusCode,
	body_size: receipt.bodySize,
	kept: receipt.request !== null,
});

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

const acceptRoute = route({
	method: 'post',
	path: '/v1/receipts/{id}/accept',
	tag,
	summary: 'Deliver anyway',
	description:
		'Releases a quarantined message; makes a new message of a duplicate; takes a rejected request as unverified.',
	scope: 'publish',
	idempotency: 'optional',
	params: z.object({ id: z.string() }),
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

export const receiptRoutes: readonly Route[] = [listRoute, acceptRoute];

import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { timeText } from '../domain/time-text.ts';
import type { Receipt } from '../domain/types.ts';
import type { SeenRequest } from '../pipeline/receipts.ts';
import { shownHeaders } from '../pipeline/shown-headers.ts';

export const outcomeSchema = z.enum(['accepted', 'duplicate', 'rejected', 'quarantined']);

export const receiptSchema = z
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

export const receiptDetailSchema = receiptSchema
	.extend({
		request: z
			.object({
				method: z.string().nullable(),
				headers: z
					.record(z.string(), z.string())
					.describe('Values that open doors redacted. Of an event: the content type alone.'),
				body: z.string().describe('At most 256 KB of a request that made no event.'),
				encoding: z.enum(['utf8', 'base64']).describe('Of `body`: base64 where it is no text.'),
				truncated: z.boolean(),
			})
			.nullable()
			.describe('Null where it was erased, or has passed its time.'),
	})
	.meta({ id: 'ReceiptDetail' });

export const showReceipt = (receipt: Receipt) => ({
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

const showRequest = ({ method, headers, raw, truncated }: SeenRequest) => {
	// Cut off within a character, a text is a text still.
	const encoding = isUtf8(raw) || truncated ? 'utf8' : 'base64';
	return {
		method,
		headers: shownHeaders(headers),
		body: Buffer.from(raw).toString(encoding),
		encoding,
		truncated,
	};
};

export const showReceiptDetail = (receipt: Receipt, request: SeenRequest | null) => ({
	...showReceipt(receipt),
	request: request === null ? null : showRequest(request),
});

import { notFound } from '../domain/not-found.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Receipt, Source } from '../domain/types.ts';
import type { Context } from './context.ts';
import { offerDeliveries, planDeliveries } from './fan-out.ts';
import { readEvent, type VendorRequest, vendorOf } from './receive.ts';
import { createVerifier } from './verify.ts';

/** A kept request as `sealRequest` (pipeline/receive.ts) writes it. */
type KeptRequest = {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body_base64: string;
	readonly truncated: boolean;
	readonly event: string | null;
};

/** What a receipt kept of its request; null when nothing was. */
export const openRequest = (
	context: Pick<Context, 'vault'>,
	receipt: Pick<Receipt, 'request'>,
): (VendorRequest & Pick<KeptRequest, 'headers' | 'truncated'>) | null => {
	if (receipt.request === null) return null;
	const kept: KeptRequest = JSON.parse(context.vault.open('receipt_request', receipt.request));
	return {
		method: kept.method,
		headers: kept.headers,
		raw: Buffer.from(kept.body_base64, 'base64'),
		event: kept.event,
		truncated: kept.truncated,
	};
};

/** A request as it can be shown; of an event the service keeps the bytes and their type alone. */
export type SeenRequest = Pick<VendorRequest, 'raw'> & {
	readonly method: string | null;
	readonly headers: Readonly<Record<string, string>>;
	readonly truncated: boolean;
};

/** The bytes of the event that a receipt stands for; null where there is none, or no longer. */
const eventRequest = async (context: Context, receipt: Receipt): Promise<SeenRequest | null> => {
	const { messageId, orgId, outcome } = receipt;
	if (messageId === null || outcome === 'duplicate') return null;
	const message = await context.store.getMessage(orgId, messageId);
	if (message === null) return null;
	const { contentType, raw } = message;
	const headers = contentType === null ? {} : { 'content-type': contentType };
	return { method: null, headers, raw, truncated: false };
};

/** A receipt and what is left of its request. Throws 404. */
export const readReceipt = async (
	context: Context,
	orgId: string,
	id: string,
): Promise<{ readonly receipt: Receipt; readonly request: SeenRequest | null }> => {
	const receipt = await context.store.getReceipt(orgId, id);
	if (receipt === null) throw notFound('receipt');
	const request = openRequest(context, receipt) ?? (await eventRequest(context, receipt));
	return { receipt, request };
};

export type AcceptedReceipt = { readonly messageId: string; readonly deliveries: number };

/** Releases a quarantined message and fans it out. */
const release = async (context: Context, receipt: Receipt): Promise<AcceptedReceipt> => {
	const { messageId, orgId } = receipt;
	const message = messageId === null ? null : await context.store.getMessage(orgId, messageId);
	if (message === null) throw new Refusal('receipt_not_kept');
	const now = context.clock.now();
	const deliveries = planDeliveries(context, message, now);
	if (!(await context.store.releaseMessage(orgId, message.id, deliveries, now))) {
		throw new Refusal('receipt_settled');
	}
	offerDeliveries(context, message, deliveries, now);
	return { messageId: message.id, deliveries: deliveries.length };
};

/** The bytes a receipt stands for: its own, or for a duplicate without, those of the first. */
const requestOf = async (
	context: Context,
	receipt: Receipt,
): Promise<(VendorRequest & { readonly verified?: boolean }) | null> => {
	const own = openRequest(context, receipt);
	if (own !== null && !own.truncated) return own;
	if (receipt.outcome !== 'duplicate' || receipt.messageId === null) return null;
	const first = await context.store.getMessage(receipt.orgId, receipt.messageId);
	if (first === null) return null;
	return {
		method: 'POST',
		headers: first.contentType === null ? {} : { 'content-type': first.contentType },
		raw: first.raw,
		event: first.event,
		verified: first.verified,
	};
};

/** The rejected receipt is done with: it names its message and keeps no bytes of its own. */
const settleRejected = (context: Context, receipt: Receipt, messageId: string): Promise<void> =>
	context.store.putReceipt({ ...receipt, outcome: 'accepted', messageId, request: null });

/** Makes a new message of a request that was refused or counted as a duplicate. */
const acceptAnew = async (
	context: Context,
	source: Source,
	receipt: Receipt,
	request: VendorRequest & { readonly verified?: boolean },
): Promise<AcceptedReceipt> => {
	const verdict = createVerifier(context)(vendorOf(source), source, request.headers, request.raw);
	const event = readEvent(
		source,
		verdict.kind === 'rejected' ? request.raw : verdict.document,
		request,
		{
			verified: request.verified ?? verdict.kind === 'verified',
			test: false,
			status: 'accepted',
			origin: receipt.outcome === 'duplicate' ? 'replayed_ingest' : 'ingest',
			marks: ['accepted_by_hand'],
		},
	);
	const accepted = await context.accept(event, {
		// A rejected event that the vendor sent again, well signed, is there already; a duplicate is
		// one by content, so it counts once by its receipt.
		deduplication:
			receipt.outcome === 'rejected' ? { by: 'content' } : { by: 'id', id: receipt.id },
		only: null,
	});
	if (receipt.outcome === 'rejected') await settleRejected(context, receipt, accepted.id);
	if (accepted.kind === 'duplicate') throw new Refusal('receipt_settled');
	return { messageId: accepted.id, deliveries: accepted.deliveries };
};

/**
 * "Deliver anyway" (contract): releases a quarantined message; makes a new one of a duplicate, or
 * of a rejected request as unverified. Throws a `Refusal` when there is nothing to deliver.
 */
export const acceptReceipt = async (
	context: Context,
	orgId: string,
	id: string,
): Promise<AcceptedReceipt> => {
	const receipt = await context.store.getReceipt(orgId, id);
	if (receipt === null) throw notFound('receipt');
	switch (receipt.outcome) {
		case 'accepted':
			throw new Refusal('receipt_settled');
		case 'quarantined':
			return release(context, receipt);
		case 'duplicate':
		case 'rejected': {
			const source = context.directory.source(receipt.sourceId);
			if (source?.orgId !== orgId) throw notFound('source');
			const request = await requestOf(context, receipt);
			if (request === null) throw new Refusal('receipt_not_kept');
			return acceptAnew(context, source, receipt, request);
		}
	}
};

/**
 * Verifies the rejected requests of a source again, after a secret was added: those that verify
 * now become messages, as if they had arrived with it. Returns how many.
 */
export const reverifyRejected = async (context: Context, source: Source): Promise<number> => {
	const receipts = await context.store.listRejected(source.orgId, source.id);
	let recovered = 0;
	for (const receipt of receipts) {
		// Refused for another reason than its signature: a secret changes nothing.
		if (!receipt.reason?.startsWith('signature_')) continue;
		const request = openRequest(context, receipt);
		if (request === null || request.truncated) continue;
		// Its timestamp was fresh or stale when it came, not now.
		const clock = { ...context.clock, now: () => receipt.receivedAt };
		const verifier = createVerifier({ vault: context.vault, clock });
		const verdict = verifier(vendorOf(source), source, request.headers, request.raw);
		if (verdict.kind !== 'verified') continue;
		const event = readEvent(source, verdict.document, request, {
			verified: true,
			test: false,
			status: verdict.stale ? 'quarantined' : 'accepted',
			origin: 'ingest',
			marks: ['verified_later', ...(verdict.stale ? ['stale_timestamp'] : [])],
		});
		const accepted = await context.accept(event, { deduplication: { by: 'content' }, only: null });
		await settleRejected(context, receipt, accepted.id);
		if (accepted.kind === 'accepted') recovered += 1;
	}
	return recovered;
};

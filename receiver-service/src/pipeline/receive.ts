import { interpret, parseBody, type Vendor, vendorById } from '@voicehooks/core';
import type { MessageOrigin, Source } from '../domain/types.ts';
import type { Accepted, Deduplication } from './accept.ts';
import type { Context } from './context.ts';
import type { ReadEvent } from './normalise.ts';
import { createSourceHealth } from './source-health.ts';
import { subjectsOf } from './subjects.ts';
import { createVerifier } from './verify.ts';

/** Bytes of a rejected or duplicate request that are kept, encrypted. */
const keptRequestBytes = 262_144;
/** Rejected requests kept for each source: a stranger cannot fill the disk. */
const keptRejectedPerSource = 500;

/** A request to a source's ingest URL, read whole. */
export type VendorRequest = {
	readonly method: string;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly raw: Uint8Array;
	/** The event that the ingest URL names, for vendors whose body does not. */
	readonly event: string | null;
};

export type Received =
	| Accepted
	| { readonly kind: 'quarantined'; readonly id: string }
	| { readonly kind: 'rejected'; readonly reason: string };

export type ReceiveOptions = {
	readonly origin: MessageOrigin;
	readonly test: boolean;
	/** Who gets it instead of whoever subscribed. */
	readonly only: readonly string[] | null;
	readonly deduplication: Deduplication;
};

const fromVendor: ReceiveOptions = {
	origin: 'ingest',
	test: false,
	only: null,
	deduplication: { by: 'content' },
};

/** The vendor of a source; a source always has a known one. */
export const vendorOf = (source: Source): Vendor => {
	const vendor = vendorById(source.vendor);
	if (vendor === undefined) throw new Error(`Source ${source.id} has an unknown vendor.`);
	return vendor;
};

/** Reads an authentic document of a source's into an event. Never throws, whatever it holds. */
export const readEvent = (
	source: Source,
	document: Uint8Array,
	request: Pick<VendorRequest, 'headers' | 'event'>,
	facts: Pick<ReadEvent, 'verified' | 'test' | 'status' | 'origin'> & {
		readonly marks?: readonly string[];
	},
): ReadEvent => {
	const contentType = request.headers['content-type'] ?? null;
	const parsed = parseBody(document, contentType);
	const { fieldMap, orgId } = source;
	const interpretation = interpret(vendorOf(source), parsed, { event: request.event, fieldMap });
	return {
		orgId,
		sourceId: source.id,
		vendor: source.vendor,
		interpretation,
		raw: document,
		contentType,
		...facts,
	};
};

/** What a rejected or duplicate request looked like, for people and for "deliver anyway". */
export const sealRequest = (context: Pick<Context, 'vault'>, request: VendorRequest) =>
	context.vault.seal(
		'receipt_request',
		JSON.stringify({
			method: request.method,
			headers: request.headers,
			body_base64: Buffer.from(request.raw).subarray(0, keptRequestBytes).toString('base64'),
			truncated: request.raw.length > keptRequestBytes,
			event: request.event,
		}),
	);

export type Receive = (
	source: Source,
	request: VendorRequest,
	options?: ReceiveOptions,
) => Promise<Received>;

/**
 * Everything between the bytes of a request and its durable message: verify, read, store, fan out.
 * Rejects only when the database cannot take the write.
 */
export const createReceive = (context: Context): Receive => {
	const verifier = createVerifier(context);
	const health = createSourceHealth(context);

	const receiptOf = (source: Source, request: VendorRequest, event: ReadEvent) => ({
		id: context.newId('rcp'),
		orgId: source.orgId,
		sourceId: source.id,
		event: event.interpretation.event,
		receivedAt: context.clock.now(),
		bodySize: request.raw.length,
		request: sealRequest(context, request),
		subjects: subjectsOf(context, source.orgId, event.interpretation.personal),
	});

	const reject = async (
		source: Source,
		request: VendorRequest,
		reason: string,
	): Promise<Received> => {
		const kept = health.rejected(source.id);
		context.activity.received(source.orgId, source.id, 'rejected');
		if (kept) {
			const event = readEvent(source, request.raw, request, {
				verified: false,
				test: false,
				status: 'quarantined',
				origin: 'ingest',
			});
			await context.store.addReceipt(
				{
					...receiptOf(source, request, event),
					outcome: 'rejected',
					reason,
					messageId: null,
					statusCode: reason === 'source_disabled' ? 404 : 401,
				},
				keptRejectedPerSource,
			);
		}
		return { kind: 'rejected', reason };
	};

	/** Kept for people; a new message where the source takes byte-identical re-sends. */
	const duplicate = async (
		source: Source,
		request: VendorRequest,
		event: ReadEvent,
		options: ReceiveOptions,
		first: Accepted,
	): Promise<Received> => {
		const message = await context.store.getMessage(event.orgId, first.id);
		if (source.acceptReplays && message !== null && Buffer.compare(message.raw, event.raw) === 0) {
			return context.accept(
				{ ...event, origin: 'replayed_ingest' },
				{ deduplication: { by: 'nothing' }, only: options.only },
			);
		}
		const facts = {
			outcome: 'duplicate',
			reason: null,
			messageId: first.id,
			statusCode: 200,
		} as const;
		// Erased, or past its retention: being sent again must not bring its content back.
		const content = message === null ? { request: null, subjects: [] } : {};
		await context.store.addReceipt(
			{ ...receiptOf(source, request, event), ...facts, ...content },
			keptRejectedPerSource,
		);
		return first;
	};

	return async (source, request, options = fromVendor) => {
		if (!source.enabled && !options.test) return reject(source, request, 'source_disabled');
		const verdict = verifier(vendorOf(source), source, request.headers, request.raw);
		if (verdict.kind === 'rejected') return reject(source, request, verdict.reason);
		const stale = verdict.kind === 'verified' && verdict.stale;
		const event = readEvent(source, verdict.document, request, {
			verified: verdict.kind === 'verified',
			test: options.test,
			status: stale ? 'quarantined' : 'accepted',
			origin: options.origin,
			...(stale ? { marks: ['stale_timestamp'] } : {}),
		});
		const accepted = await context.accept(event, {
			deduplication: options.deduplication,
			only: options.only,
		});
		health.received(source.id);
		if (accepted.kind === 'duplicate') return duplicate(source, request, event, options, accepted);
		if (!stale) return accepted;
		context.log.warn('ingest.quarantined', { source_id: source.id, message_id: accepted.id });
		return { kind: 'quarantined', id: accepted.id };
	};
};

import { hash } from 'node:crypto';
import type { CapturedSample, Message } from '../domain/types.ts';
import type { NewDelivery } from '../ports.ts';
import type { Context } from './context.ts';
import { offerDeliveries, planDeliveries } from './fan-out.ts';
import { createSeenValues, normalise, type ReadEvent } from './normalise.ts';

/** Captured samples remembered as written; beyond it the memory starts anew. */
const rememberedSamples = 20_000;

/** What makes two requests the same event. */
export type Deduplication =
	/** By the vendor's own id, else by the bytes (contract, "Ingest"). */
	| { readonly by: 'content' }
	/** By an id the publisher chose. */
	| { readonly by: 'id'; readonly id: string }
	/** Never a duplicate: tests, replays the source accepts, "deliver anyway". */
	| { readonly by: 'nothing' };

export type AcceptOptions = {
	readonly deduplication: Deduplication;
	/** Who gets it instead of whoever subscribed. */
	readonly only: readonly string[] | null;
};

export type Accepted =
	| { readonly kind: 'accepted'; readonly id: string; readonly deliveries: number }
	| { readonly kind: 'duplicate'; readonly id: string };

const contentKey = ({ interpretation, raw }: ReadEvent): string =>
	interpretation.vendorMessageId === null
		? `body\n${hash('sha256', raw, 'hex')}`
		: `id\n${interpretation.vendorMessageId}`;

const deduplicationKey = (
	context: Context,
	event: ReadEvent,
	messageId: string,
	{ deduplication }: AcceptOptions,
): string => {
	const scope = `${event.orgId}\n${event.sourceId ?? event.vendor}`;
	switch (deduplication.by) {
		case 'content':
			return context.vault.index('deduplication', `${scope}\n${contentKey(event)}`);
		case 'id':
			return context.vault.index('deduplication', `${scope}\npublished\n${deduplication.id}`);
		case 'nothing':
			return context.vault.index('deduplication', `${scope}\nonce\n${messageId}`);
	}
};

/** Stores events: message, deliveries and deduplication in one transaction, then fans out. */
export type Accept = (event: ReadEvent, options: AcceptOptions) => Promise<Accepted>;

/**
 * The one way into the store. Resolves once everything is on disk; the deliveries are then with
 * the dispatcher. Rejects when the database cannot take the write.
 */
export const createAccept = (context: Context): Accept => {
	const seenValues = createSeenValues();
	const sampled = new Set<string>();

	/** After an erasure the sample may be gone, and the next delivery is captured anew. */
	const sampleKey = ({
		orgId,
		sourceId,
		type,
	}: Pick<CapturedSample, 'orgId' | 'sourceId' | 'type'>) =>
		`${context.directory.erasures(orgId)}\n${sourceId}\n${type}`;

	const sampleOf = (event: ReadEvent, message: Message): CapturedSample | null => {
		const { sourceId, type } = message;
		if (sourceId === null || event.test || message.status !== 'accepted') return null;
		if (event.interpretation.eventType === null) return null;
		if (sampled.has(sampleKey({ orgId: message.orgId, sourceId, type }))) return null;
		return {
			orgId: message.orgId,
			sourceId,
			type,
			messageId: message.id,
			body: Buffer.from(message.body).toString(),
			capturedAt: message.receivedAt,
			subjects: message.subjects,
		};
	};

	return async (event, options) => {
		const receivedAt = context.clock.now();
		const message = await normalise(context, event, receivedAt);
		const deliveries: readonly NewDelivery[] =
			message.status === 'quarantined'
				? []
				: planDeliveries(context, message, receivedAt, { only: options.only });
		const filterValues = seenValues.fresh(context, message);
		const sample = sampleOf(event, message);
		const result = await context.store.accept({
			message,
			deduplicationKey: deduplicationKey(context, event, message.id, options),
			deliveries,
			filterValues,
			sample,
		});
		const { orgId, sourceId, status } = message;
		context.activity.received(orgId, sourceId, result.kind === 'duplicate' ? 'duplicate' : status);
		if (result.kind === 'duplicate') return { kind: 'duplicate', id: result.messageId };
		seenValues.remember(filterValues);
		if (sample !== null) {
			if (sampled.size >= rememberedSamples) sampled.clear();
			sampled.add(sampleKey(sample));
		}
		offerDeliveries(context, message, deliveries, receivedAt);
		return { kind: 'accepted', id: message.id, deliveries: deliveries.length };
	};
};

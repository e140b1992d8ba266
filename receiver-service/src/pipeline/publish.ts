import { randomUUID } from 'node:crypto';
import { composedBody, interpret, parseBody, vendorById } from '@voicehooks/core';
import { Refusal } from '../domain/refusal.ts';
import type { Context } from './context.ts';
import { fieldMapOf } from './fan-out.ts';

/** What a vendor itself, or a test, publishes without a vendor's call. */
export type Publication = {
	readonly orgId: string;
	readonly vendor: string;
	readonly event: string;
	/** The event's own fields: `data` of an enveloped vendor, the body of a flat one. */
	readonly data: Readonly<Record<string, unknown>>;
	/** Posting the same id again is a duplicate. */
	readonly id: string | null;
	readonly sourceId: string | null;
};

export type Published = {
	readonly id: string;
	readonly duplicate: boolean;
	readonly deliveries: number;
};

/** Stores and fans out an event that came through our own API: its publisher is the key that sent it. */
export const publish = async (context: Context, publication: Publication): Promise<Published> => {
	const vendor = vendorById(publication.vendor);
	if (vendor === undefined) throw new Refusal('not_found', { what: 'vendor' });
	const { data, event, orgId, sourceId } = publication;
	if (sourceId !== null) {
		const source = context.directory.source(sourceId);
		if (source?.orgId !== orgId || source.vendor !== vendor.id)
			throw new Refusal('not_found', { what: 'source' });
	}
	const raw = Buffer.from(
		composedBody(vendor, event, data, {
			id: publication.id ?? randomUUID(),
			now: context.clock.now(),
		}),
	);
	const contentType = 'application/json';
	const interpretation = interpret(vendor, parseBody(raw, contentType), {
		event,
		fieldMap: fieldMapOf(context, sourceId),
	});
	const accepted = await context.accept(
		{
			orgId,
			sourceId,
			vendor: vendor.id,
			interpretation,
			raw,
			contentType,
			verified: true,
			test: false,
			status: 'accepted',
			origin: 'publish',
		},
		{
			deduplication: publication.id === null ? { by: 'nothing' } : { by: 'id', id: publication.id },
			only: null,
		},
	);
	return accepted.kind === 'accepted'
		? { id: accepted.id, duplicate: false, deliveries: accepted.deliveries }
		: { id: accepted.id, duplicate: true, deliveries: 0 };
};

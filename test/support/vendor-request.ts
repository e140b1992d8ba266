import { randomUUID } from 'node:crypto';
import {
	type EventType,
	simulatedBody,
	type Vendor,
	vendorRequest,
	vendors,
} from '@voicehooks/core';

/** Every event type with its vendor, for tables. */
export const everyEvent: readonly {
	readonly type: string;
	readonly vendor: Vendor;
	readonly eventType: EventType;
}[] = vendors.flatMap((vendor) =>
	vendor.events.map((eventType) => ({ type: `${vendor.id}.${eventType.name}`, vendor, eventType })),
);

export type SentRequest = { readonly headers: Record<string, string>; readonly body: Buffer };

/** What the vendor would send for a body of our choosing, signed now. */
export const signedRequest = (
	vendor: Vendor,
	event: string,
	body: string | Buffer,
	secret: string | null,
	now = Date.now(),
): SentRequest => {
	const { headers, body: bytes } = vendorRequest(vendor, {
		event,
		body: Buffer.from(body),
		contentType: 'application/json',
		secret: vendor.secret === 'none' ? null : secret,
		id: randomUUID(),
		timestampSeconds: Math.floor(now / 1_000),
	});
	return { headers: { ...headers }, body: Buffer.from(bytes) };
};

/** A fresh body of this event type, as an object to change. */
export const freshBody = (vendor: Vendor, eventType: EventType): Record<string, unknown> =>
	JSON.parse(simulatedBody(vendor, eventType, { uuid: randomUUID, now: Date.now() }));

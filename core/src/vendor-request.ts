import { roundsNumbers } from './parse-body.ts';
import { canonicalJson, type Secret, signAll } from './signature/index.ts';
import type { Vendor } from './vendor.ts';

export type VendorRequestInput = {
	/** The wire name of the event. */
	readonly event: string;
	readonly body: Uint8Array;
	/** The content type the body came with; null: JSON. */
	readonly contentType: string | null;
	/** Null or none: unsigned. Of several, newest first, a vendor's scheme carries the newest. */
	readonly secret: Secret | readonly Secret[] | null;
	/** The vendor's own id of the delivery. */
	readonly id: string;
	/** Unix seconds of sending. */
	readonly timestampSeconds: number;
};

export type VendorRequest = {
	readonly headers: Readonly<Record<string, string>>;
	/** What must be sent for the signature to hold. */
	readonly body: Uint8Array;
};

const jsonType = 'application/json';

/** A text that may stand in a header: visible ASCII, at most 200 characters (RFC 9110, 5.5). */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);

/**
 * A body as the vendor itself spells it. Where the vendor signs `JSON.stringify` of the parsed body,
 * its documented check holds only for that spelling; a number that would change keeps the bytes.
 */
const bodyOf = (vendor: Vendor, body: Uint8Array): Uint8Array => {
	if (vendor.signature.kind === 'none' || vendor.signature.canonicalJson !== true) return body;
	const canonical = canonicalJson(body);
	if (canonical === null) return body;
	const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
	return canonical === text || roundsNumbers(text) ? body : Buffer.from(canonical);
};

/** The request the vendor itself would send: headers in its spelling, signed by its scheme. */
export const vendorRequest = (vendor: Vendor, input: VendorRequestInput): VendorRequest => {
	const body = bodyOf(vendor, input.body);
	const values = {
		event: headerText(input.event),
		id: headerText(input.id),
		timestamp: String(input.timestampSeconds),
	};
	const headers: Record<string, string> = {
		'Content-Type': input.contentType === null ? jsonType : headerText(input.contentType),
	};
	for (const [name, template] of Object.entries(vendor.headers)) {
		headers[name] = template.replace(
			/\{(event|id|timestamp)\}/g,
			(whole, key: keyof typeof values) => values[key] ?? whole,
		);
	}
	const secrets: readonly Secret[] =
		input.secret === null ? [] : isList(input.secret) ? input.secret : [input.secret];
	if (vendor.signature.kind !== 'none' && secrets.length > 0) {
		const { signature } = vendor;
		headers[signature.header] = signAll(signature, {
			secrets,
			body,
			id: values.id,
			timestamp: input.timestampSeconds,
		});
	}
	return { headers, body };
};

const isList = (secret: Secret | readonly Secret[]): secret is readonly Secret[] =>
	Array.isArray(secret);

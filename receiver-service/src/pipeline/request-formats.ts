import {
	parseBody,
	type SigningKey,
	sign,
	signatureKey,
	standardWebhooksScheme,
	textSignatureScheme,
	type Vendor,
	type VendorRequest,
	valueAt,
	vendorById,
	vendorRequest,
	withReplay,
} from '@voicehooks/core';
import packageJson from '../../package.json' with { type: 'json' };
import type { Delivery, Subscription } from '../domain/types.ts';
import type { DeliverableMessage, DueDelivery } from '../ports.ts';

export const userAgent = `voicehooks/${packageJson.version}`;

export type Headers = Readonly<Record<string, string>>;

export type ActiveSecret = {
	readonly text: string;
	/** Null: until it is replaced. */
	readonly expiresAt: number | null;
	/** Derived secrets end with the key they come from. */
	readonly keyId: string | null;
	/** For format `message`; vendors' schemes key themselves. */
	readonly keys: { readonly standard: SigningKey; readonly text: SigningKey } | null;
};

/** Makes the keys of a secret once, for the format that signs with them. */
export const withKeys = (
	subscription: Subscription,
	secret: Omit<ActiveSecret, 'keys'>,
): ActiveSecret => ({
	...secret,
	keys:
		subscription.format === 'vendor'
			? null
			: {
					standard: signatureKey(standardWebhooksScheme, secret.text),
					text: signatureKey(textSignatureScheme, secret.text),
				},
});

/** The message in our own format: Standard Webhooks, and the signature for tools that hash text. */
const messageHeaders = (
	secrets: readonly ActiveSecret[],
	{ delivery, message }: DueDelivery,
	body: Uint8Array,
	timestamp: number,
): Headers => {
	const headers: Record<string, string> = {
		'content-type': 'application/json',
		'user-agent': userAgent,
		'webhook-id': message.id,
		'webhook-timestamp': String(timestamp),
		// Derived secrets are of one subscription: its receiver may not know the id yet.
		'x-voicehooks-subscription': delivery.subscriptionId,
	};
	const standard: string[] = [];
	const text: string[] = [];
	for (const { keys } of secrets) {
		if (keys === null) continue;
		standard.push(
			sign(standardWebhooksScheme, { secret: keys.standard, body, id: message.id, timestamp }),
		);
		text.push(sign(textSignatureScheme, { secret: keys.text, body, timestamp }));
	}
	// The sandbox has no secret: an empty signature would read as a wrong one.
	if (standard.length > 0) {
		headers['webhook-signature'] = standard.join(standardWebhooksScheme.separator);
		headers['x-voicehooks-signature'] = text.join(textSignatureScheme.separator);
	}
	if (delivery.replay) headers['voicehooks-replay'] = delivery.id;
	return headers;
};

/** The vendor's own id of a delivery, where its body has one. */
const vendorDeliveryId = (vendor: Vendor, { message }: DueDelivery): string => {
	if (vendor.messageIdPath === undefined) return message.id;
	const body = parseBody(message.raw, message.contentType);
	const id = valueAt(body.value, vendor.messageIdPath);
	return typeof id === 'string' && id !== '' ? id : message.id;
};

/** What the vendor itself would have sent (contract, `format:"vendor"`). */
export const requestOfVendor = (
	secrets: readonly ActiveSecret[],
	due: DueDelivery,
	timestampSeconds: number,
): VendorRequest => {
	const { message } = due;
	const vendor = vendorById(message.vendor);
	if (vendor === undefined) throw new Error(`There is no vendor ${message.vendor}.`);
	const request = vendorRequest(vendor, {
		event: message.event,
		body: message.raw,
		contentType: message.contentType,
		secret: secrets.map(({ text }) => text),
		id: vendorDeliveryId(vendor, due),
		timestampSeconds,
	});
	const names = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
	return { ...request, headers: Object.fromEntries(names) };
};

/** The stored bytes, or for a replay the same with `replay` true. */
const messageBody = (
	{ replay }: Pick<Delivery, 'replay'>,
	{ body }: Pick<DeliverableMessage, 'body'>,
): Uint8Array => (replay ? Buffer.from(withReplay(Buffer.from(body).toString('utf8'))) : body);

/** Our own format (contract, `format:"message"`). */
export const requestOfMessage = (
	secrets: readonly ActiveSecret[],
	due: DueDelivery,
	timestampSeconds: number,
): VendorRequest => {
	const body = messageBody(due.delivery, due.message);
	return { body, headers: messageHeaders(secrets, due, body, timestampSeconds) };
};

/** The bytes that every attempt of a delivery sends. */
export const sentBody = ({ format }: Pick<Subscription, 'format'>, due: DueDelivery): Uint8Array =>
	format === 'vendor' && vendorById(due.message.vendor) !== undefined
		? requestOfVendor([], due, 0).body
		: messageBody(due.delivery, due.message);

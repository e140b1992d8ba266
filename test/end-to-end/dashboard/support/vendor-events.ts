import { randomUUID } from 'node:crypto';
import { eventTypeOf, vendorById } from '@voicehooks/core';
import { freshBody, type SentRequest, signedRequest } from '../../../support/vendor-request.ts';

type Json = Record<string, unknown>;

/** What the vendor would send now for this event: its sample with some fields of our own. */
export const vendorEvent = (
	type: string,
	secret: string | null,
	fields: Json = {},
	at = Date.now(),
): SentRequest => {
	const dot = type.indexOf('.');
	const vendor = vendorById(type.slice(0, dot));
	const eventType = vendor && eventTypeOf(vendor, type.slice(dot + 1));
	if (vendor === undefined || eventType === undefined) throw new Error(`There is no ${type}.`);
	const body: Json = freshBody(vendor, eventType);
	const data = vendor.envelope.kind === 'enveloped' ? (body.data as Json) : body;
	if ('call_id' in data) data.call_id = randomUUID();
	if ('candidate_id' in data) data.candidate_id = randomUUID();
	Object.assign(data, fields);
	return signedRequest(vendor, eventType.name, JSON.stringify(body), secret, at);
};

/** Posts it as the vendor does; answers the status and the id of the message. */
export const post = async (
	url: string,
	{ headers, body }: SentRequest,
): Promise<{ readonly status: number; readonly id: string }> => {
	const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
	const { id = '' } = JSON.parse(await response.text()) as { readonly id?: string };
	return { status: response.status, id };
};

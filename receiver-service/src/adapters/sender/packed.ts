import type { OutboundRequest, OutboundResult } from '../../ports.ts';
import type { ListeningAddress } from './address-guard.ts';

/** What the main thread and the sender's thread say to each other. */

/** What a sender must know, as plain data. */
export type ThreadData = {
	readonly allowTargets: readonly string[];
	readonly ownAddresses: readonly ListeningAddress[];
	readonly publicUrl: string;
};

/** id, URL, method, headers, timeout, bytes to keep; where the body begins, and its size or -1. */
type SentRequest = readonly [
	id: number,
	url: string,
	method: OutboundRequest['method'],
	headers: OutboundRequest['headers'],
	timeoutMs: number,
	keepResponseBytes: number,
	bodyStart: number,
	bodySize: number,
];

/** The bytes of a response follow one another; an id, what came of it, and their number. */
type SentResult = readonly [id: number, result: Omit<OutboundResult, 'body'>, bodySize: number];

/** A batch as one text and one buffer that is moved: objects would be cloned one by one. */
type Packed = { readonly text: string; readonly bytes: ArrayBuffer };

export type ToThread = ({ readonly kind: 'send' } & Packed) | { readonly kind: 'close' };
export type FromThread =
	| ({ readonly kind: 'results' } & Packed)
	| { readonly kind: 'blocked'; readonly host: string; readonly port: number };

const noBody = -1;

export type WaitingRequest = { readonly id: number; readonly request: OutboundRequest };
export type FoundResult = { readonly id: number; readonly result: OutboundResult };

const gathered = (parts: readonly Uint8Array[], size: number): ArrayBuffer => {
	const bytes = new Uint8Array(size);
	let end = 0;
	for (const part of parts) {
		bytes.set(part, end);
		end += part.length;
	}
	return bytes.buffer;
};

/** Deliveries of one message stand together and share its bytes. */
export const packRequests = (waiting: readonly WaitingRequest[]): Packed => {
	const parts: Uint8Array[] = [];
	let last: Uint8Array | null = null;
	let start = 0;
	let size = 0;
	const sent = waiting.map(({ id, request }): SentRequest => {
		const { url, method, headers, body, timeoutMs, keepResponseBytes } = request;
		if (body !== null && body !== last) {
			parts.push(body);
			start = size;
			size += body.length;
			last = body;
		}
		const length = body === null ? noBody : body.length;
		return [id, url, method, headers, timeoutMs, keepResponseBytes, start, length];
	});
	return { text: JSON.stringify(sent), bytes: gathered(parts, size) };
};

export const unpackRequests = ({ text, bytes }: Packed): readonly WaitingRequest[] =>
	(JSON.parse(text) as readonly SentRequest[]).map(
		([id, url, method, headers, timeoutMs, keepResponseBytes, start, size]) => {
			const body = size === noBody ? null : new Uint8Array(bytes, start, size);
			return { id, request: { url, method, headers, body, timeoutMs, keepResponseBytes } };
		},
	);

export const packResults = (found: readonly FoundResult[]): Packed => {
	const parts: Uint8Array[] = [];
	let size = 0;
	const sent = found.map(({ id, result }): SentResult => {
		if (result.kind === 'failure') return [id, result, noBody];
		const { body, ...rest } = result;
		parts.push(body);
		size += body.length;
		return [id, rest, body.length];
	});
	return { text: JSON.stringify(sent), bytes: gathered(parts, size) };
};

export const unpackResults = ({ text, bytes }: Packed): readonly FoundResult[] => {
	let end = 0;
	return (JSON.parse(text) as readonly SentResult[]).map(([id, rest, size]) => {
		if (size === noBody) return { id, result: rest as OutboundResult };
		const body = Buffer.from(bytes, end, size);
		end += size;
		return { id, result: { ...rest, body } as OutboundResult };
	});
};

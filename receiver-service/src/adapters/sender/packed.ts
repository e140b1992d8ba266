import type { OutboundRequest, OutboundResult } from '../../ports.ts';
import type { ListeningAddress } from './address-guard.ts';

/** What the main thread and the sender's thread say to each other. */

/** What a sender must know, as plain data. */
export type ThreadData = {
	readonly allowTargets: readonly string[];
	readonly ownAddresses: readonly ListeningAddress[];
	readonly publicUrl: string;
};

/** Where its body begins, and its size or -1. */
type SentRequest = readonly [
	id: number,
	url: string,
	method: OutboundRequest['method'],
	/** The place of its headers' names among those of the batch. */
	form: number,
	headerValues: readonly string[],
	timeoutMs: number,
	keepResponseBytes: number,
	bodyStart: number,
	bodySize: number,
];
type SentRequests = {
	readonly forms: readonly (readonly string[])[];
	readonly requests: readonly SentRequest[];
};

type Response = Extract<OutboundResult, { readonly kind: 'response' }>;
type Failure = Extract<OutboundResult, { readonly kind: 'failure' }>;

/** The bytes of responses follow one another. */
type SentResponse = readonly [
	id: number,
	status: number,
	headers: Response['headers'],
	durationMs: number,
	bodySize: number,
	privateAddress: 0 | 1,
];
type SentResult = SentResponse | readonly [id: number, failure: Failure];

/** A batch as one text and one buffer that is moved: objects would be cloned one by one. */
type Packed = { readonly text: string; readonly bytes: ArrayBuffer };

export type ToThread = ({ readonly kind: 'send' } & Packed) | { readonly kind: 'close' };
export type FromThread =
	| ({ readonly kind: 'results' } & Packed)
	| { readonly kind: 'blocked'; readonly host: string; readonly port: number };

const noBody = -1;
const noBytes = Buffer.alloc(0);

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

const hasNames = (headers: OutboundRequest['headers'], names: readonly string[]): boolean => {
	let count = 0;
	for (const name in headers) {
		if (names[count] !== name) return false;
		count += 1;
	}
	return count === names.length;
};

/** By definition, not by assignment: a header may be named `__proto__`. */
const headersOf = (names: readonly string[], values: readonly string[]): Record<string, string> =>
	Object.fromEntries(names.map((name, place) => [name, values[place] ?? '']));

/**
 * Deliveries of one message stand together and share its bytes; those in a row with the same
 * headers share their names.
 */
export const packRequests = (waiting: readonly WaitingRequest[]): Packed => {
	const parts: Uint8Array[] = [];
	const forms: (readonly string[])[] = [];
	let names: readonly string[] | null = null;
	let last: Uint8Array | null = null;
	let start = 0;
	let size = 0;
	const requests = waiting.map(({ id, request }): SentRequest => {
		const { url, method, headers, body, timeoutMs, keepResponseBytes } = request;
		if (names === null || !hasNames(headers, names)) {
			names = Object.keys(headers);
			forms.push(names);
		}
		if (body !== null && body !== last) {
			parts.push(body);
			start = size;
			size += body.length;
			last = body;
		}
		const length = body === null ? noBody : body.length;
		const values = Object.values(headers);
		const form = forms.length - 1;
		return [id, url, method, form, values, timeoutMs, keepResponseBytes, start, length];
	});
	const sent: SentRequests = { forms, requests };
	return { text: JSON.stringify(sent), bytes: gathered(parts, size) };
};

export const unpackRequests = ({ text, bytes }: Packed): readonly WaitingRequest[] => {
	const { forms, requests }: SentRequests = JSON.parse(text);
	return requests.map(
		([id, url, method, form, values, timeoutMs, keepResponseBytes, start, size]) => {
			const headers = headersOf(forms[form] ?? [], values);
			const body = size === noBody ? null : new Uint8Array(bytes, start, size);
			return { id, request: { url, method, headers, body, timeoutMs, keepResponseBytes } };
		},
	);
};

export const packResults = (found: readonly FoundResult[]): Packed => {
	const parts: Uint8Array[] = [];
	let size = 0;
	const sent = found.map(({ id, result }): SentResult => {
		if (result.kind === 'failure') return [id, result];
		const { status, headers, durationMs, body, privateAddress } = result;
		if (body.length > 0) parts.push(body);
		size += body.length;
		return [id, status, headers, durationMs, body.length, privateAddress === true ? 1 : 0];
	});
	return { text: JSON.stringify(sent), bytes: gathered(parts, size) };
};

export const unpackResults = ({ text, bytes }: Packed): readonly FoundResult[] => {
	let end = 0;
	return (JSON.parse(text) as readonly SentResult[]).map((sent) => {
		if (sent.length === 2) return { id: sent[0], result: sent[1] };
		const [id, status, headers, durationMs, size, isPrivate] = sent;
		const body = size === 0 ? noBytes : Buffer.from(bytes, end, size);
		end += size;
		const result = { kind: 'response', status, headers, body, durationMs } as const;
		return { id, result: isPrivate === 1 ? { ...result, privateAddress: true } : result };
	});
};

import type { IncomingMessage } from 'node:http';
import { Refusal } from '../domain/refusal.ts';
import { readRawBody } from './raw-body.ts';

const limitBytes = 1024 * 1024;
/** Deeper documents are refused: nothing of ours nests so far, and recursion has an end. */
const depthLimit = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

const isJson = (contentType: string | undefined): boolean => {
	const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
	if (type.trim() !== 'application/json') return false;
	const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
	return charset === undefined || /^charset="?utf-?8"?$/.test(charset);
};

/** No deeper than the limit, and no key that some later copy could take for a prototype. */
const isSafe = (document: unknown): boolean => {
	const rest: { readonly value: unknown; readonly depth: number }[] = [
		{ value: document, depth: 1 },
	];
	for (let item = rest.pop(); item !== undefined; item = rest.pop()) {
		const { value, depth } = item;
		if (typeof value !== 'object' || value === null) continue;
		if (depth > depthLimit || Object.hasOwn(value, '__proto__')) return false;
		for (const inner of Object.values(value)) rest.push({ value: inner, depth: depth + 1 });
	}
	return true;
};

/**
 * Reads a JSON body; undefined where the request has none. Refuses other types (415), more than
 * 1 MB (413) and what is not JSON (400) (contract, "REST API").
 */
export const readJsonBody = async (request: IncomingMessage): Promise<unknown> => {
	const { headers } = request;
	const announced =
		headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
	if (!announced) return undefined;
	const encoding = headers['content-encoding'];
	if (encoding !== undefined && encoding !== 'identity')
		throw new Refusal('encoding_not_supported');
	if (!isJson(headers['content-type'])) throw new Refusal('content_type_not_supported');
	const body = await readRawBody(request, limitBytes);
	if (body.kind === 'too_large') {
		throw new Refusal('body_too_large', { limit: '1 MB' });
	}
	if (body.kind === 'aborted') throw new Refusal('bad_request');
	if (body.bytes.length === 0) return undefined;
	const malformed = new Refusal('malformed_json', { depth: depthLimit });
	let document: unknown;
	try {
		document = JSON.parse(utf8.decode(body.bytes));
	} catch {
		throw malformed;
	}
	if (!isSafe(document)) throw malformed;
	return document;
};

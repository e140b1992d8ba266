import { type FileKind, interpret, parseBody, type Vendor, vendorById } from '@voicehooks/core';
import { notFound } from '../domain/not-found.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Message } from '../domain/types.ts';
import type { DownloadResult } from '../ports.ts';
import type { Context } from './context.ts';
import { fieldMapOf } from './fan-out.ts';

/** An hour of a call in 24-bit stereo is larger than anything a vendor would keep. */
const maxFileBytes = 200 * 1024 * 1024;
const maxFileLabel = '200 MB';
const maxHops = 5;
/** For the whole file: 200 MB over a slow line. */
const timeoutMs = 10 * 60_000;

/** Types a browser may be told; the rest is bytes, whatever the vendor's server says. */
const extensions: ReadonlyMap<string, string> = new Map([
	['audio/mpeg', 'mp3'],
	['audio/mp3', 'mp3'],
	['audio/mp4', 'm4a'],
	['audio/x-m4a', 'm4a'],
	['audio/aac', 'aac'],
	['audio/wav', 'wav'],
	['audio/x-wav', 'wav'],
	['audio/wave', 'wav'],
	['audio/ogg', 'ogg'],
	['audio/opus', 'opus'],
	['audio/webm', 'webm'],
	['audio/flac', 'flac'],
	['text/plain', 'txt'],
	['text/vtt', 'vtt'],
	['text/csv', 'csv'],
	['application/x-subrip', 'srt'],
	['application/json', 'json'],
	['application/pdf', 'pdf'],
]);

/** Asked for none, a server may still encode: then the client decodes. */
const encodings: ReadonlySet<string> = new Set(['gzip', 'deflate', 'br', 'zstd']);

export type MessageFile = {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: AsyncIterable<Uint8Array>;
};

/**
 * The headers of one hop: the vendor's API key goes to the vendor's own hosts only, over TLS on
 * its own port, whatever a redirect says.
 */
export const vendorFileHeaders = (
	vendor: Pick<Vendor, 'fileHosts' | 'api'>,
	token: string | null,
	url: URL,
): Readonly<Record<string, string>> => {
	const headers = { accept: '*/*', 'accept-encoding': 'identity' };
	const own =
		url.protocol === 'https:' && url.port === '' && vendor.fileHosts.includes(url.hostname);
	if (!own || token === null || vendor.api === undefined) return headers;
	const { header, value } = vendor.api.authentication;
	return { ...headers, [header.toLowerCase()]: value.replace('{token}', () => token) };
};

/** What the file is answered with: nothing that a browser could run in our origin. */
export const safeFileHeaders = (
	upstream: Readonly<Record<string, string>>,
	name: string,
): Readonly<Record<string, string>> => {
	const [type = '', ...parameters] = (upstream['content-type'] ?? '').toLowerCase().split(';');
	const known = extensions.get(type.trim());
	const utf8 = parameters.some((parameter) => /^\s*charset="?utf-8"?\s*$/.test(parameter));
	const length = upstream['content-length'] ?? '';
	const encoding = (upstream['content-encoding'] ?? '').trim().toLowerCase();
	return {
		'content-type':
			known === undefined
				? 'application/octet-stream'
				: type.trim() + (utf8 ? '; charset=utf-8' : ''),
		'content-disposition': `attachment; filename="${name}.${known ?? 'bin'}"`,
		'x-content-type-options': 'nosniff',
		'content-security-policy': "sandbox; default-src 'none'",
		'cross-origin-resource-policy': 'same-origin',
		'cache-control': 'private, no-store',
		...(encodings.has(encoding) ? { 'content-encoding': encoding } : {}),
		...(/^\d{1,12}$/.test(length) ? { 'content-length': length } : {}),
	};
};

/** The URL a verified message declares for a file; only declared fields count, never any URL in it. */
const declaredUrl = (
	context: Context,
	vendor: Vendor,
	message: Message,
	kind: FileKind,
): URL | null => {
	const { files } = interpret(vendor, parseBody(message.raw, message.contentType), {
		event: message.event,
		fieldMap: fieldMapOf(context, message.sourceId),
	});
	const text = files[kind];
	return text === undefined ? null : URL.parse(text);
};

const vendorToken = (context: Context, message: Message): string | null => {
	const source = message.sourceId === null ? undefined : context.directory.source(message.sourceId);
	if (source?.orgId !== message.orgId || source.apiToken === null) return null;
	return context.vault.open('vendor_token', source.apiToken);
};

/** Ends a download that is not passed on, so that its socket is free. */
const discard = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
	await body[Symbol.asyncIterator]().return?.();
};

const fileOrRefuse = async (
	result: DownloadResult,
	message: Message,
	kind: FileKind,
): Promise<MessageFile> => {
	if (result.kind === 'failure') {
		if (result.reason === 'too_large') throw new Refusal('file_too_large', { limit: maxFileLabel });
		throw new Refusal('file_unreachable');
	}
	const { status, body } = result;
	if (status === 200)
		return { headers: safeFileHeaders(result.headers, `${message.id}-${kind}`), body };
	await discard(body);
	if (status === 404 || status === 410) throw new Refusal('file_missing', { kind });
	throw new Refusal('file_refused', { status });
};

/**
 * Opens a file of a message at its vendor. Every hop passes the address guard. Throws a `Refusal`
 * when the message has none, is not verified, or the vendor does not give it.
 */
export const openFile = async (
	context: Context,
	orgId: string,
	messageId: string,
	kind: FileKind,
): Promise<MessageFile> => {
	const message = await context.store.getMessage(orgId, messageId);
	if (message === null) throw notFound('message');
	if (!message.verified || message.status !== 'accepted') throw new Refusal('file_unverified');
	const vendor = vendorById(message.vendor);
	const url = vendor === undefined ? null : declaredUrl(context, vendor, message, kind);
	if (vendor === undefined || url === null) throw new Refusal('file_missing', { kind });
	const token = vendorToken(context, message);
	const result = await context.sender.download({
		url: url.href,
		headersFor: (hop) => vendorFileHeaders(vendor, token, hop),
		timeoutMs,
		maxBytes: maxFileBytes,
		maxHops,
	});
	return fileOrRefuse(result, message, kind);
};

import type { Dispatcher } from 'undici';
import type { DownloadRequest, DownloadResult } from '../../ports.ts';
import { flatHeaders } from './exchange.ts';
import { failed } from './failure.ts';
import { type HookUrl, parseHookUrl } from './hook-url.ts';
import type { Origins } from './origins.ts';

const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** The file turned out longer than the caller takes; thrown while its body is read. */
export class FileTooLargeError extends Error {
	override readonly name = 'FileTooLargeError';
}

type DownloadFailure = Extract<DownloadResult, { readonly kind: 'failure' }>;

const failure = (reason: DownloadFailure['reason'], message: string): DownloadFailure => ({
	kind: 'failure',
	reason,
	message,
});

async function* limited(
	body: Dispatcher.ResponseData['body'],
	maxBytes: number,
): AsyncGenerator<Uint8Array> {
	let size = 0;
	for await (const chunk of body as AsyncIterable<Uint8Array>) {
		size += chunk.length;
		// Leaving the loop destroys the body, and with it the connection.
		if (size > maxBytes) throw new FileTooLargeError(`The file has more than ${maxBytes} bytes.`);
		yield chunk;
	}
}

/** Where a redirect leads; null where the response is none. */
const redirectOf = (response: Dispatcher.ResponseData, from: string): string | null => {
	if (!redirectStatuses.includes(response.statusCode)) return null;
	const { location } = response.headers;
	return typeof location === 'string' ? (URL.parse(location, from)?.href ?? null) : null;
};

/**
 * Gets a file. Redirects are followed by hand, each hop under the same guard and with the headers
 * the caller gives for its URL. The deadline holds for all hops and for the body.
 */
export const createDownload = (context: {
	readonly origins: Origins;
	readonly publicUrl: () => string;
}) => {
	const get = (url: HookUrl, headers: Readonly<Record<string, string>>, signal: AbortSignal) =>
		context.origins.of(url).pool.request({
			method: 'GET',
			path: url.path,
			headers: { 'accept-encoding': 'identity', ...headers },
			signal,
		});

	return async (request: DownloadRequest): Promise<DownloadResult> => {
		const { timeoutMs, maxBytes, maxHops } = request;
		const signal = AbortSignal.timeout(timeoutMs);
		let location = request.url;
		try {
			for (let hop = 0; hop <= maxHops; hop += 1) {
				const url = parseHookUrl(location, context.publicUrl());
				if (typeof url === 'string') {
					return failure('blocked_address', 'The file is at a URL that is not allowed.');
				}
				const response = await get(url, request.headersFor(new URL(location)), signal);
				const next = redirectOf(response, location);
				if (next === null) {
					const headers = flatHeaders(response.headers);
					if (Number(headers['content-length'] ?? 0) > maxBytes) {
						response.body.on('error', () => {}).destroy();
						return failure('too_large', `The file has more than ${maxBytes} bytes.`);
					}
					return {
						kind: 'file',
						status: response.statusCode,
						headers,
						body: limited(response.body, maxBytes),
					};
				}
				// What a redirect says is of no use; reading it could take for ever.
				response.body.on('error', () => {}).destroy();
				location = next;
			}
			return failure('too_many_hops', `The file is behind more than ${maxHops} redirects.`);
		} catch (fault) {
			if (signal.aborted)
				return failure('timeout', `There was no response within ${timeoutMs / 1_000} s.`);
			const { reason, message } = failed(fault, true, 0);
			return failure(reason, message);
		}
	};
};

import type { IncomingMessage } from 'node:http';

export type RawBody =
	| { readonly kind: 'body'; readonly bytes: Buffer }
	| { readonly kind: 'too_large' }
	/** The sender went away before the end. */
	| { readonly kind: 'aborted' };

/**
 * Reads a request's bytes as they are. On the ingest route body-parser and its like cost more than
 * everything else Express does (docs/decisions/0003), and they parse before we can verify.
 */
export const readRawBody = (request: IncomingMessage, limitBytes: number): Promise<RawBody> => {
	if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
		return Promise.resolve({ kind: 'too_large' });
	}
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		let size = 0;
		const onData = (chunk: Buffer) => {
			size += chunk.length;
			if (size <= limitBytes) chunks.push(chunk);
			else {
				request.off('data', onData);
				resolve({ kind: 'too_large' });
			}
		};
		const onEnd = () => {
			const [only] = chunks;
			const bytes = chunks.length === 1 && only ? only : Buffer.concat(chunks, size);
			resolve({ kind: 'body', bytes });
		};
		// The first to resolve decides: the listeners may stay, and taking them off has its price.
		const onClose = () => resolve({ kind: 'aborted' });
		request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
	});
};

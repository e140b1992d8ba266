import type { IncomingMessage } from 'node:http';

export type RawBody =
	| { readonly kind: 'body'; readonly bytes: Buffer }
	| { readonly kind: 'too_large' }
	/** The sender went away before the end. */
	| { readonly kind: 'aborted' };

/** How much, and how long, of what is too large is read for nothing; in between, how long a pause. */
const linger = { bytes: 16 * 1024 * 1024, ms: 1_000, pauseMs: 50 };

/**
 * Reads on until the sender pauses or ends, within bounds: bytes left unread would reset the
 * connection, and the answer would be lost with it (RFC 9112 §9.6).
 */
const discard = (request: IncomingMessage): Promise<void> =>
	new Promise((resolve) => {
		let left = linger.bytes;
		const onData = (chunk: Buffer) => {
			left -= chunk.length;
			if (left < 0) end();
			else pause.refresh();
		};
		const end = () => {
			clearTimeout(pause);
			clearTimeout(last);
			request.off('data', onData).off('end', end).off('close', end).off('error', end);
			request.resume();
			resolve();
		};
		const pause = setTimeout(end, linger.pauseMs);
		const last = setTimeout(end, linger.ms);
		request.on('data', onData).on('end', end).on('close', end).on('error', end);
	});

/**
 * Reads a request's bytes as they are. On the ingest route body-parser and its like cost more than
 * everything else Express does (docs/decisions/0003), and they parse before we can verify.
 */
export const readRawBody = (request: IncomingMessage, limitBytes: number): Promise<RawBody> => {
	if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
		return discard(request).then(() => ({ kind: 'too_large' }));
	}
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		let size = 0;
		const end = (result: RawBody) => {
			request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
			resolve(result);
		};
		const onData = (chunk: Buffer) => {
			size += chunk.length;
			if (size <= limitBytes) chunks.push(chunk);
			else {
				request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
				discard(request).then(() => resolve({ kind: 'too_large' }));
			}
		};
		const onEnd = () => {
			const [only] = chunks;
			end({
				kind: 'body',
				bytes: chunks.length === 1 && only ? only : Buffer.concat(chunks, size),
			});
		};
		const onClose = () => end({ kind: 'aborted' });
		request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
	});
};

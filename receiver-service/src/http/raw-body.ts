import type { IncomingMessage } from 'node:http';

export type RawBody =
	| { readonly kind: 'body'; readonly bytes: Buffer }
	| { readonly kind: 'too_large' }
	/** The sender went away before the end. */
	| { readonly kind: 'aborted' };

/** How much of what is too large is read for nothing, and for how long. */
const linger = { bytes: 16 * 1024 * 1024, ms: 1_000 };

/**
 * Reads on for nothing while the refusal is on its way, then closes what has no end: bytes left
 * unread would reset the connection, and the answer would be lost with it (RFC 9112 §9.6).
 */
const readForNothing = (request: IncomingMessage): void => {
	let left = linger.bytes;
	const onData = (chunk: Buffer) => {
		left -= chunk.length;
		if (left < 0) close();
	};
	const stop = () => {
		clearTimeout(last);
		request.off('data', onData).off('end', stop).off('close', stop).off('error', stop);
	};
	const close = () => {
		stop();
		request.socket.destroySoon();
	};
	const last = setTimeout(close, linger.ms);
	request.on('data', onData).on('end', stop).on('close', stop).on('error', stop);
};

/**
 * Reads a request's bytes as they are. On the ingest route body-parser and its like cost more than
 * everything else Express does (docs/decisions/0003), and they parse before we can verify.
 */
export const readRawBody = (request: IncomingMessage, limitBytes: number): Promise<RawBody> => {
	if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
		readForNothing(request);
		return Promise.resolve({ kind: 'too_large' });
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
				end({ kind: 'too_large' });
				readForNothing(request);
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

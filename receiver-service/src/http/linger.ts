import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

export type LingerBounds = {
	readonly bytes: number;
	readonly totalMs: number;
	/** How long a sender may say nothing and not hang up either. */
	readonly idleMs: number;
};

/** The times are nginx's (`lingering_time`, `lingering_timeout`). */
const usualBounds: LingerBounds = { bytes: 64 * 1024 * 1024, totalMs: 30_000, idleMs: 5_000 };

/**
 * Makes the server hang up in two steps where it answers before a request has ended: it says that
 * nothing more comes from it, then reads on for nothing until the sender hangs up too. Node's own
 * way is to close at once; bytes that still come reset the connection then, and a sender that reads
 * only after it has written loses the answer (RFC 9112 §9.6).
 */
export const lingerOnClose = (
	request: IncomingMessage,
	{ bytes, totalMs, idleMs }: LingerBounds = usualBounds,
): void => {
	const { socket } = request;
	socket.destroySoon = () => {
		if (request.complete) return Socket.prototype.destroySoon.call(socket);
		let left = bytes;
		const cut = () => socket.destroy();
		const last = setTimeout(cut, totalMs);
		// Without the parser: nothing that follows is a request any more.
		socket
			.removeAllListeners('data')
			.removeAllListeners('end')
			.on('data', (chunk: Buffer) => {
				left -= chunk.length;
				if (left < 0) cut();
			})
			.once('close', () => clearTimeout(last))
			.setTimeout(idleMs, cut)
			.resume()
			.end();
	};
};

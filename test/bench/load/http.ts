import type { Socket } from 'node:net';

const headersEnd = Buffer.from('\r\n\r\n');
const contentLength = /content-length: (\d+)/i;

/** Splits a stream of HTTP messages with content lengths; calls with each head and body. */
export const eachMessage = (
	socket: Socket,
	onMessage: (head: string, body: Buffer) => void,
): void => {
	let rest: Buffer = Buffer.alloc(0);
	socket.on('data', (chunk: Buffer) => {
		rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		for (;;) {
			const end = rest.indexOf(headersEnd);
			if (end === -1) return;
			const head = rest.toString('latin1', 0, end);
			const size = Number(contentLength.exec(head)?.[1] ?? 0);
			const total = end + headersEnd.length + size;
			if (rest.length < total) return;
			onMessage(head, rest.subarray(end + headersEnd.length, total));
			rest = rest.subarray(total);
		}
	});
	socket.on('error', () => socket.destroy());
};

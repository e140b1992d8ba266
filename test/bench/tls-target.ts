/**
 * A hook URL over TLS, in a process of its own, that counts connections. Argument: how long it
 * takes to answer, in milliseconds.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { tlsFolder } from './tls.ts';

/** What a target has seen so far. */
export type TlsCounts = {
	readonly deliveries: number;
	readonly handshakes: number;
	/** Of them, those that went on with a session from before. */
	readonly resumed: number;
	readonly open: number;
};

const answerAfterMs = Number(process.argv[2] ?? 0);
let [deliveries, handshakes, resumed, open] = [0, 0, 0, 0];
const server = createServer(
	{
		key: readFileSync(join(tlsFolder, 'key.pem')),
		cert: readFileSync(join(tlsFolder, 'certificate.pem')),
		// Longer than the service keeps them: it is the service that is measured.
		keepAliveTimeout: 300_000,
	},
	(request, response) => {
		deliveries += 1;
		request.resume();
		setTimeout(() => response.end(), answerAfterMs);
	},
);
server.on('secureConnection', (socket: TLSSocket) => {
	handshakes += 1;
	open += 1;
	if (socket.isSessionReused()) resumed += 1;
	socket.on('close', () => {
		open -= 1;
	});
});
process.on('message', () => {
	process.send?.({ deliveries, handshakes, resumed, open } satisfies TlsCounts);
});
server.listen(0, '127.0.0.1', () => {
	process.send?.({ url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
});

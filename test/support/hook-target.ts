import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import {
	createSender,
	type SenderOptions,
} from '../../receiver-service/src/adapters/sender/index.ts';
import type { OutboundRequest, OutboundResult, Sender } from '../../receiver-service/src/ports.ts';

export type HookTarget = {
	readonly url: string;
	readonly port: number;
	/** TCP connections made to it so far. */
	readonly connections: () => number;
	/** Those that are open now. */
	readonly open: () => number;
	readonly stop: () => Promise<void>;
};

const listen = async (server: Server | ReturnType<typeof createTcpServer>): Promise<HookTarget> => {
	const sockets = new Set<Socket>();
	let connections = 0;
	server.on('connection', (socket: Socket) => {
		connections += 1;
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => {});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		port,
		connections: () => connections,
		open: () => sockets.size,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
};

/** A target on loopback that answers as told. */
export const startTarget = (answer: RequestListener): Promise<HookTarget> =>
	listen(createHttpServer(answer));

/** A target that writes whatever bytes it likes, for answers no HTTP library would give. */
export const startRawTarget = (answer: (socket: Socket) => void): Promise<HookTarget> =>
	listen(
		createTcpServer((socket) => {
			socket.once('data', () => answer(socket));
		}),
	);

/** A sender that may reach loopback, unless told otherwise. */
export const createTestSender = (options: Partial<SenderOptions> = {}): Sender =>
	createSender({
		allowTargets: ['127.0.0.0/8'],
		ownAddresses: () => [],
		publicUrl: () => 'https://voicehooks.example',
		onBlocked: () => {},
		...options,
	});

/** Posts a small body with a deadline of two seconds, unless told otherwise. */
export const post = (
	sender: Sender,
	url: string,
	options: Partial<OutboundRequest> = {},
): Promise<OutboundResult> =>
	sender.send({
		url,
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: Buffer.from('{"hello":"world"}'),
		timeoutMs: 2_000,
		keepResponseBytes: 65_536,
		...options,
	});

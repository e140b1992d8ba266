import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Ledger } from './ledger.ts';
import type { Seeded } from './random.ts';

export type HookUrls = {
	readonly urls: readonly string[];
	/** Connections that are open now. */
	readonly open: () => number;
	readonly stop: () => Promise<void>;
};

/** Of the answers so many take a while, so that a kill finds requests that wait for one. */
const slow = { share: 0.3, mostMs: 60 };
/** Of the deliveries so many are refused the first time. */
const refusedShare = 0.005;

/** Hook URLs that note in the ledger what they get. */
export const startHookUrls = async (
	count: number,
	ledger: Ledger,
	random: Seeded,
): Promise<HookUrls> => {
	const sockets = new Set<Socket>();

	const answer = (response: ServerResponse, hook: number, messageId: string, before: number) => {
		if (response.socket === null || response.socket.destroyed) return;
		const refuses = before === 0 && random.chance(refusedShare);
		response.once('finish', () => {
			if (refuses) ledger.refused(hook, messageId);
			else ledger.answered(hook, messageId);
		});
		response.writeHead(refuses ? 500 : 200, { 'content-length': 0 }).end();
	};

	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('error', () => {});
		request.on('end', () => {
			const hook = Number(request.url?.slice('/hook/'.length));
			const messageId = String(request.headers['webhook-id']);
			const body = JSON.parse(Buffer.concat(chunks).toString()) as {
				readonly envelope: { readonly delivery_id: string };
			};
			const before = ledger.requested(hook, body.envelope.delivery_id, messageId);
			const waitMs = random.chance(slow.share) ? random.between(0, slow.mostMs) : 0;
			if (waitMs === 0) answer(response, hook, messageId, before);
			else setTimeout(answer, waitMs, response, hook, messageId, before);
		});
	});
	server.keepAliveTimeout = 60_000;
	// Each delivery's path is another URL of the same origin: a host of many hooks, as Zapier is.
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => {});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		urls: Array.from({ length: count }, (_, hook) => `http://127.0.0.1:${port}/hook/${hook}`),
		open: () => sockets.size,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};

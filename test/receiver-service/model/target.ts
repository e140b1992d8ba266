import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Behaviour = 'up' | 'failing' | 'gone' | 'busy' | 'cutting';

/** A POST that reached a slot of the target, at its virtual time. */
export type Hit = {
	readonly slot: number;
	readonly messageId: string;
	readonly at: number;
	/** What it was answered; 0 where the connection was cut. */
	readonly status: number;
};

const answers: Readonly<Record<Exclude<Behaviour, 'cutting'>, number>> = {
	up: 200,
	failing: 500,
	gone: 410,
	busy: 429,
};

export type Target = {
	readonly url: (slot: number) => string;
	readonly hits: readonly Hit[];
	readonly behave: (slot: number, behaviour: Behaviour) => void;
	/** Requests not answered yet. */
	readonly open: () => number;
	/** Cuts every connection, as the kernel does when a process dies. */
	readonly cut: () => void;
	readonly stop: () => Promise<void>;
};

/** Hook URLs on loopback, each of which behaves as it is told. */
export const startTarget = async (now: () => number): Promise<Target> => {
	const behaviours = new Map<number, Behaviour>();
	const hits: Hit[] = [];
	const sockets = new Set<Socket>();
	let open = 0;
	const server = createServer((request, response) => {
		open += 1;
		response.on('close', () => {
			open -= 1;
		});
		request.resume().on('end', () => {
			const slot = Number(/^\/(\d+)$/.exec(request.url ?? '')?.[1]);
			const behaviour = behaviours.get(slot) ?? 'up';
			const status = behaviour === 'cutting' ? 0 : answers[behaviour];
			if (request.method === 'POST') {
				const messageId = String(request.headers['webhook-id']);
				hits.push({ slot, messageId, at: now(), status });
			}
			if (status === 0) request.socket.destroy();
			else response.writeHead(status, status === 429 ? { 'retry-after': '20' } : {}).end();
		});
	});
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const cut = () => {
		for (const socket of sockets) socket.destroy();
	};
	return {
		url: (slot) => `http://127.0.0.1:${port}/${slot}`,
		hits,
		behave: (slot, behaviour) => behaviours.set(slot, behaviour),
		open: () => open,
		cut,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				cut();
			}),
	};
};

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Hit = {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
	readonly at: number;
};

export type Hook = {
	readonly url: string;
	readonly hits: readonly Hit[];
	/** Resolves with the hits once there are so many; rejects after the patience. */
	readonly waitFor: (count: number, patienceMs?: number) => Promise<readonly Hit[]>;
	readonly stop: () => Promise<void>;
};

/** A hook URL on loopback that keeps what it gets; `answer` chooses the status of each hit. */
export const startHook = async (
	answer: (hit: Hit, nth: number) => number | Promise<number> = () => 200,
): Promise<Hook> => {
	const hits: Hit[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', async () => {
			const { method = '', url: path = '', headers } = request;
			const hit = { method, path, headers, body: Buffer.concat(chunks), at: Date.now() };
			hits.push(hit);
			response.writeHead(await answer(hit, hits.length)).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		hits,
		waitFor: async (count, patienceMs = 10_000) => {
			const end = Date.now() + patienceMs;
			while (hits.length < count) {
				if (Date.now() > end) throw new Error(`${hits.length} of ${count} deliveries came.`);
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
			return hits;
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { standardWebhooksScheme, verify } from '@voicehooks/core/signature';

/** What a stand-in of a platform got. */
export type Hit = {
	readonly messageId: string;
	readonly type: string;
	readonly signed: boolean;
	readonly answered: number;
};

export type StandIn = {
	readonly url: string;
	readonly hits: readonly Hit[];
	/** The secret that subscribing returned; requests before it count as unsigned. */
	readonly trust: (secret: string) => void;
	readonly stop: () => Promise<void>;
};

/** How a platform answers its n-th request, counted from 1. */
export type Behaviour = (nth: number) => { readonly status: number; readonly body: string };

/** A hook URL on loopback that answers as a platform does and checks every signature. */
export const startStandIn = async (behave: Behaviour): Promise<StandIn> => {
	const hits: Hit[] = [];
	let secrets: readonly string[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks);
			const headers = request.headers as Record<string, string | undefined>;
			const { id, type } = JSON.parse(body.toString()) as { id: string; type: string };
			const { status, body: answer } = behave(hits.length + 1);
			const { valid } = verify(standardWebhooksScheme, { headers, body, secrets });
			hits.push({ messageId: id, type, signed: valid, answered: status });
			response.writeHead(status, { 'content-type': 'text/plain' }).end(answer);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		hits,
		trust: (secret) => {
			secrets = [secret];
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Asked = {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Record<string, unknown>;
};

/** How the stand-in answers: a status with a JSON body, or in a way that leaves the outcome open. */
export type Behaviour =
	| {
			readonly status: number;
			readonly body?: unknown;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** Reads the request and says nothing. */
	| 'hang'
	/** Reads the request and cuts the connection. */
	| 'cut'
	/** Begins an answer and cuts it. */
	| 'half';

export type VendorApi = {
	readonly url: string;
	readonly asked: readonly Asked[];
	readonly behave: (behaviour: Behaviour) => void;
	readonly stop: () => Promise<void>;
};

const answer = (response: ServerResponse, socket: Socket, behaviour: Behaviour): void => {
	if (behaviour === 'hang') return;
	if (behaviour === 'cut') socket.destroy();
	else if (behaviour === 'half') {
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
		response.write('{"call_id":"c_');
		setTimeout(() => socket.destroy(), 20);
	} else {
		response
			.writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers })
			.end(behaviour.body === undefined ? '' : JSON.stringify(behaviour.body));
	}
};

/** A vendor's own API on loopback, which remembers what it was asked. */
export const startVendorApi = async (): Promise<VendorApi> => {
	const asked: Asked[] = [];
	let behaviour: Behaviour = { status: 200, body: {} };
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url: path = '', headers } = request;
			asked.push({
				method,
				path,
				headers,
				body: JSON.parse(Buffer.concat(chunks).toString() || '{}'),
			});
			answer(response, request.socket, behaviour);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		asked,
		behave: (next) => {
			behaviour = next;
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};

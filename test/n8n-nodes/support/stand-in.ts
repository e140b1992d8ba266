import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const servers = new Set<Server>();

/** Something else than the service: it answers every request the same way. */
export const startStandIn = async (status: number, body: string): Promise<string> => {
	const server = createServer((_request, response) =>
		response.writeHead(status, { 'content-type': 'application/json' }).end(body),
	);
	servers.add(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Passes requests on to a service, and cuts the connection before the answer to some of them. */
export const startLossyProxy = async (
	target: string,
	losesAnswer: (request: IncomingMessage) => boolean,
): Promise<string> => {
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const answer = await fetch(`${target}${request.url}`, {
			method: request.method ?? 'GET',
			headers: {
				authorization: request.headers.authorization ?? '',
				'content-type': 'application/json',
			},
			...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
		});
		const text = await answer.text();
		if (losesAnswer(request)) request.socket.destroy();
		else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
	});
	servers.add(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Ends every one of them. */
export const stopStandIns = (): void => {
	for (const server of servers) {
		server.close();
		server.closeAllConnections();
	}
	servers.clear();
};

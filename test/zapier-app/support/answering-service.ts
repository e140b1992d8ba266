import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
};

export type AnsweringService = {
	readonly url: string;
	readonly asked: readonly Asked[];
	/** How the next requests are answered. */
	readonly answer: (
		status: number,
		body: unknown,
		headers?: Readonly<Record<string, string>>,
	) => void;
	readonly stop: () => Promise<void>;
};

/**
 * What stands at a Service URL and answers as told: for refusals that a healthy service never
 * gives, and for what is no service at all. A text is sent as HTML, anything else as a problem.
 */
export const startAnsweringService = async (): Promise<AnsweringService> => {
	const asked: Asked[] = [];
	let reply = (response: ServerResponse): unknown => response.writeHead(200).end('{}');
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url: path = '', headers } = request;
			asked.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
			reply(response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		asked,
		answer: (status, body, headers = {}) => {
			const [type, text] =
				typeof body === 'string'
					? ['text/html', body]
					: ['application/problem+json', JSON.stringify(body)];
			reply = (response) =>
				response.writeHead(status, { 'content-type': type, ...headers }).end(text);
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};

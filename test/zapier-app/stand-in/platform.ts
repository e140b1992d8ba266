import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createFileStore, type StashedFile } from './file-store.ts';
import { type Hook, receive } from './hook.ts';
import { createRpc, type RpcQuestion } from './rpc.ts';

/** Zapier's servers as an app and a service see them: hook URLs, RPC, file store and log. */
export type Platform = {
	readonly url: string;
	readonly files: ReadonlyMap<string, StashedFile>;
	/** Makes a hook URL, off at first; `accepted` is told of each POST that got a 2xx. */
	readonly addHook: (accepted: Hook['accepted']) => Hook;
	readonly stop: () => Promise<void>;
};

const read = async (request: IncomingMessage): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
};

const isGood = (status: number): boolean => status >= 200 && status < 300;

const serveHook = async (
	hook: Hook,
	request: IncomingMessage,
	querystring: string,
	response: ServerResponse,
): Promise<void> => {
	const { method = '', headers } = request;
	const received = { method, headers, body: await read(request), querystring, at: Date.now() };
	const { status, headers: sent, afterMs, body } = receive(hook, received);
	if (afterMs > 0) await setTimeout(afterMs);
	response.writeHead(status, sent).end(JSON.stringify(body));
	if (method === 'POST' && isGood(status)) hook.accepted(received);
};

/** Starts the platform on a free port of loopback. */
export const startPlatform = async (): Promise<Platform> => {
	const hooks = new Map<string, Hook>();
	const store = createFileStore();
	const rpc = createRpc(store);
	const answerRpc = async (request: IncomingMessage, response: ServerResponse) => {
		const question: RpcQuestion = JSON.parse((await read(request)).toString());
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ id: question.id, ...rpc(question, url) }));
	};
	const server = createServer(async (request, response) => {
		const [path = '', querystring = ''] = (request.url ?? '').split('?');
		const hook = hooks.get(path);
		if (hook !== undefined) await serveHook(hook, request, querystring, response);
		else if (path === '/rpc') await answerRpc(request, response);
		else if (path === '/files/') await store.receive(request, response);
		else response.writeHead(path === '/log' ? 200 : 404).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		files: store.files,
		addHook: (accepted) => {
			const path = `/hooks/standard/1234/${hooks.size + 1}`;
			const hook: Hook = { path, state: 'off', requests: [], answer: () => null, accepted };
			hooks.set(path, hook);
			return hook;
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};

import { type HookTarget, startTarget } from '../../../support/hook-target.ts';
import { until } from './until.ts';

export type Received = {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: string;
};
export type Reply = { readonly status: number; readonly body?: string };

export type Hook = {
	readonly url: (path?: string) => string;
	readonly received: readonly Received[];
	/** How it answers from now on. */
	readonly answer: (reply: Reply) => void;
	readonly until: (count: number) => Promise<readonly Received[]>;
	readonly stop: () => Promise<void>;
};

/** A real hook URL on loopback, which keeps what it is sent. */
export const startHook = async (
	first: (path: string) => Reply = () => ({ status: 200 }),
): Promise<Hook> => {
	const received: Received[] = [];
	let reply = first;
	const target: HookTarget = await startTarget((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks).toString();
			const { method = '', url: path = '', headers } = request;
			received.push({ method, path, headers, body });
			const { status, body: said } = reply(path);
			response.writeHead(status, { 'content-type': 'text/plain' }).end(said ?? '');
		});
	});
	return {
		url: (path = '/hook') => `http://127.0.0.1:${target.port}${path}`,
		received,
		answer: (next) => {
			reply = () => next;
		},
		until: (count) =>
			until(() => received.length >= count && received, `${count} requests at the hook`),
		stop: target.stop,
	};
};

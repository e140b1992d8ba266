/**
 * A stand-in of Make's webhook gateway on loopback. It answers as was measured on live Make and is
 * told in its documentation (docs/make.md): `200 Accepted` for whatever it queues, also while the
 * scenario is off.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came over the socket. */
export type Arrived = {
	readonly method: string;
	readonly headers: IncomingHttpHeaders;
	readonly query: Readonly<Record<string, string>>;
	readonly body: Buffer;
	/** What the gateway answered. */
	readonly answered: number;
};

/** `open` queues, whether or not the scenario is on; the others refuse. */
export type GatewayState = 'open' | 'gone' | 'full' | 'throttled' | 'mismatch';

export type GatewayHook = {
	readonly url: string;
	/** Everything that came, refused or not. */
	readonly arrived: readonly Arrived[];
	/** What is queued for the scenario. */
	readonly queue: readonly Arrived[];
	/** Resolves once so many requests came. */
	readonly waitFor: (count: number) => Promise<readonly Arrived[]>;
	readonly become: (state: GatewayState) => void;
};

export type Gateway = {
	/** Makes a webhook; with a key, Make refuses requests that do not carry it. */
	readonly createHook: (options?: { readonly apiKey?: string }) => GatewayHook;
	readonly stop: () => Promise<void>;
};

const answers: Readonly<Record<GatewayState, readonly [status: number, text: string]>> = {
	open: [200, 'Accepted'],
	gone: [410, 'Webhook not found.'],
	full: [400, 'Queue is full.'],
	throttled: [429, 'Too many requests'],
	mismatch: [400, 'Bad Request'],
};
const unauthorized = [401, 'Unauthorized'] as const;
const patienceMs = 15_000;

export const startGateway = async (): Promise<Gateway> => {
	const hooks = new Map<
		string,
		{ readonly arrived: Arrived[]; state: GatewayState; readonly apiKey: string | null }
	>();
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { pathname, searchParams } = new URL(request.url ?? '/', 'http://make');
			const hook = hooks.get(pathname);
			const refused = hook?.apiKey != null && request.headers['x-make-apikey'] !== hook.apiKey;
			const [status, text] = refused ? unauthorized : answers[hook?.state ?? 'gone'];
			hook?.arrived.push({
				method: request.method ?? '',
				headers: request.headers,
				query: Object.fromEntries(searchParams),
				body: Buffer.concat(chunks),
				answered: status,
			});
			response
				.writeHead(status, {
					'content-type': 'text/plain; charset=utf-8',
					'x-powered-by': 'Make Gateway/production',
				})
				.end(text);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		createHook: ({ apiKey = null }: { readonly apiKey?: string | null } = {}) => {
			const path = `/${crypto.randomUUID().replaceAll('-', '')}`;
			const hook = { arrived: [] as Arrived[], state: 'open' as GatewayState, apiKey };
			hooks.set(path, hook);
			return {
				url: `http://127.0.0.1:${port}${path}`,
				arrived: hook.arrived,
				get queue() {
					return hook.arrived.filter(({ answered }) => answered === 200);
				},
				waitFor: async (count) => {
					const end = Date.now() + patienceMs;
					while (hook.arrived.length < count) {
						if (Date.now() > end)
							throw new Error(`${hook.arrived.length} of ${count} deliveries came.`);
						await new Promise((resolve) => setTimeout(resolve, 5));
					}
					return hook.arrived;
				},
				become: (state) => {
					hook.state = state;
				},
			};
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
};

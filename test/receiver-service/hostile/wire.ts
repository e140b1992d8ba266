import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** A request as it goes out. */
export type Wire = {
	readonly method: string;
	/** Path and query, encoded. */
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer | null;
};

export type WireAnswer = {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
};

export type Wires = {
	readonly send: (wire: Wire) => Promise<WireAnswer>;
	readonly close: () => void;
};

/** Long for a busy machine, short for a request that hangs. */
const patienceMs = 60_000;

/**
 * A client that sends targets and headers as they are (fetch would tidy them up) on connections
 * it keeps.
 */
export const createWires = (baseUrl: string): Wires => {
	const agent = new Agent({ keepAlive: true, maxSockets: 32 });
	const { hostname, port } = new URL(baseUrl);
	const once = (wire: Wire) =>
		new Promise<WireAnswer>((resolve, reject) => {
			const sent = httpRequest(
				{
					agent,
					hostname,
					port,
					method: wire.method,
					path: wire.target,
					headers: {
						...wire.headers,
						...(wire.body === null ? {} : { 'content-length': String(wire.body.length) }),
					},
					timeout: patienceMs,
				},
				(response) => {
					const chunks: Buffer[] = [];
					response.on('data', (chunk: Buffer) => chunks.push(chunk));
					response.on('error', reject);
					response.on('end', () => {
						const { statusCode = 0, headers } = response;
						resolve({ status: statusCode, headers, text: Buffer.concat(chunks).toString() });
					});
				},
			);
			sent.on('timeout', () => sent.destroy(new Error('No answer came.')));
			sent.on('error', (fault) => reject(Object.assign(fault, { reused: sent.reusedSocket })));
			sent.end(wire.body ?? undefined);
		});
	return {
		// The service may close an idle connection in the moment it is used again (RFC 9112 §9.5).
		send: (wire) =>
			once(wire).catch((fault: Error & { code?: string; reused?: boolean }) => {
				if (fault.reused === true && (fault.code === 'ECONNRESET' || fault.code === 'EPIPE'))
					return once(wire);
				throw fault;
			}),
		close: () => agent.destroy(),
	};
};

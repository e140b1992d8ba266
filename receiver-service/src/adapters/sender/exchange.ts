import type { Dispatcher } from 'undici';
import type { OutboundRequest, OutboundResult } from '../../ports.ts';
import { failed, timedOut } from './failure.ts';
import type { Origin } from './origins.ts';

/** No response is kept beyond this, whatever the caller asks. */
const maxKeepBytes = 65_536;

type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One line for each name. */
export const flatHeaders = (raw: RawHeaders): Readonly<Record<string, string>> => {
	const flat: Record<string, string> = {};
	for (const name in raw) {
		const value = raw[name];
		if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
	}
	return flat;
};

/** The deadline passed, or enough of the response was read: the connection is dropped. */
class CutOff extends Error {
	override readonly name = 'CutOff';
}

/**
 * One request and its response on a vetted connection. The deadline is total: waiting for a
 * connection, headers and body. A response longer than what is kept ends as soon as that is read,
 * and its connection with it.
 */
export const exchange = (
	origin: Origin,
	path: string,
	request: OutboundRequest,
): Promise<OutboundResult> =>
	new Promise((resolve) => {
		const { timeoutMs } = request;
		const keepBytes = Math.min(request.keepResponseBytes, maxKeepBytes);
		const startedAt = performance.now();
		const chunks: Buffer[] = [];
		let controller: Dispatcher.DispatchController | null = null;
		let isDone = false;
		let status = 0;
		let headers: RawHeaders = {};
		let size = 0;

		const durationMs = () => performance.now() - startedAt;
		const end = (result: OutboundResult, deliver: (result: OutboundResult) => void = resolve) => {
			if (isDone) return;
			isDone = true;
			clearTimeout(timer);
			deliver(result);
		};
		// undici frees a connection in a setImmediate of its own: whoever sends again before that
		// would open another connection beside a warm one.
		const whenFree = (result: OutboundResult) =>
			queueMicrotask(() => setImmediate(resolve, result));
		const complete = () =>
			end(
				{
					kind: 'response',
					status,
					headers: flatHeaders(headers),
					body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
					durationMs: durationMs(),
					...(origin.isPrivate ? { privateAddress: true } : {}),
				},
				whenFree,
			);
		const timer = setTimeout(() => {
			end(timedOut(controller !== null, timeoutMs, durationMs()));
			controller?.abort(new CutOff());
		}, timeoutMs);

		const handler: Dispatcher.DispatchHandler = {
			onRequestStart: (started) => {
				controller = started;
				// It waited for a connection past its deadline: not a byte is written.
				if (isDone) started.abort(new CutOff());
			},
			onResponseStart: (_controller, statusCode, responseHeaders) => {
				// Of 1xx too (RFC 9110 §15.2): the response they announce follows and takes their place.
				status = statusCode;
				headers = responseHeaders;
			},
			onResponseData: (started, chunk) => {
				if (isDone) return;
				const room = keepBytes - size;
				size += chunk.length;
				chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
				if (chunk.length <= room) return;
				complete();
				started.abort(new CutOff());
			},
			onResponseEnd: complete,
			onResponseError: (_controller, fault) =>
				end(failed(fault, controller !== null, durationMs())),
		};
		const { method, body } = request;
		const sentHeaders = { 'accept-encoding': 'identity', ...request.headers };
		origin.pool.dispatch({ path, method, headers: sentHeaders, body }, handler);
	});

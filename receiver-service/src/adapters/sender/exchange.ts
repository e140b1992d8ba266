import type { Dispatcher } from 'undici';
import type { OutboundRequest, OutboundResult } from '../../ports.ts';
import { failed, timedOut } from './failure.ts';
import type { Origin } from './origins.ts';

/** No response is kept beyond this, whatever the caller asks. */
const maxKeepBytes = 65_536;
const noBytes = Buffer.alloc(0);

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

/** One request on its way; undici calls it. An object rather than closures: there are very many. */
class Exchange implements Dispatcher.DispatchHandler {
	readonly #origin: Origin;
	readonly #timeoutMs: number;
	readonly #keepBytes: number;
	readonly #resolve: (result: OutboundResult) => void;
	readonly #startedAt = performance.now();
	readonly #timer: NodeJS.Timeout;
	#controller: Dispatcher.DispatchController | null = null;
	#isDone = false;
	#status = 0;
	#headers: RawHeaders = {};
	#chunks: Buffer[] | null = null;
	#size = 0;

	constructor(origin: Origin, request: OutboundRequest, resolve: (result: OutboundResult) => void) {
		this.#origin = origin;
		this.#timeoutMs = request.timeoutMs;
		this.#keepBytes = Math.min(request.keepResponseBytes, maxKeepBytes);
		this.#resolve = resolve;
		this.#timer = setTimeout(onDeadline, request.timeoutMs, this);
	}

	get #durationMs(): number {
		return performance.now() - this.#startedAt;
	}

	/** False when it had ended before. */
	#end(): boolean {
		if (this.#isDone) return false;
		this.#isDone = true;
		clearTimeout(this.#timer);
		return true;
	}

	#complete(): void {
		if (!this.#end()) return;
		const [first = noBytes, ...rest] = this.#chunks ?? [];
		const result: OutboundResult = {
			kind: 'response',
			status: this.#status,
			headers: flatHeaders(this.#headers),
			body: rest.length === 0 ? first : Buffer.concat([first, ...rest]),
			durationMs: this.#durationMs,
			...(this.#origin.isPrivate ? { privateAddress: true } : {}),
		};
		whenFree(this.#resolve, result);
	}

	deadline(): void {
		if (this.#end()) {
			this.#resolve(timedOut(this.#controller !== null, this.#timeoutMs, this.#durationMs));
		}
		this.#controller?.abort(new CutOff());
	}

	onRequestStart(controller: Dispatcher.DispatchController): void {
		this.#controller = controller;
		// It waited for a connection past its deadline: not a byte is written.
		if (this.#isDone) controller.abort(new CutOff());
	}

	onResponseStart(
		_controller: Dispatcher.DispatchController,
		status: number,
		headers: RawHeaders,
	): void {
		// Of 1xx too (RFC 9110 §15.2): the response they announce follows and takes their place.
		this.#status = status;
		this.#headers = headers;
	}

	onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
		if (this.#isDone) return;
		const room = this.#keepBytes - this.#size;
		this.#size += chunk.length;
		this.#chunks ??= [];
		this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
		if (chunk.length <= room) return;
		this.#complete();
		controller.abort(new CutOff());
	}

	onResponseEnd(): void {
		this.#complete();
	}

	onResponseError(_controller: Dispatcher.DispatchController, fault: Error): void {
		if (this.#end()) this.#resolve(failed(fault, this.#controller !== null, this.#durationMs));
	}
}

const onDeadline = (exchange: Exchange): void => exchange.deadline();

/**
 * undici frees a connection in a setImmediate of its own: whoever sends again before that would
 * open another connection beside a warm one.
 */
const whenFree = (resolve: (result: OutboundResult) => void, result: OutboundResult): void =>
	queueMicrotask(() => setImmediate(resolve, result));

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
		const { method, body } = request;
		const headers = { 'accept-encoding': 'identity', ...request.headers };
		origin.pool.dispatch({ path, method, headers, body }, new Exchange(origin, request, resolve));
	});

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../domain/refusal.ts';
import type { Context } from '../pipeline/context.ts';
import { audited } from './audit.ts';
import { authenticate, authorise, notSignedIn } from './authentication.ts';
import { onceFor } from './idempotency.ts';
import { readJsonBody } from './json-body.ts';
import { createLimits } from './limits.ts';
import { preferredLanguage } from './negotiate.ts';
import { sendProblem } from './problem.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Caller, Endpoint, PublicRoute, Reply, Route } from './route.ts';
import { authenticateSession, demandSameOrigin } from './session-authentication.ts';
import { sessionTokenIn } from './session-cookie.ts';
import { parseIn } from './validate.ts';

const emptySchema = {};

/** One text for each header, as handlers read them. */
const headersOf = (request: Request): Readonly<Record<string, string | undefined>> =>
	Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : value,
		]),
	);

/** Whoever asked has left while the answer was on its way: nobody's fault. */
const isGone = (fault: unknown): boolean =>
	fault instanceof Error && 'code' in fault && fault.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** Sends an answer; a stream that fails midway cuts the connection, so that it cannot look whole. */
export const sendReply = async (response: Response, reply: Reply): Promise<void> => {
	const { status, body, headers = {}, stream } = reply;
	if (stream !== undefined) {
		response.writeHead(status, headers);
		if (response.req.method === 'HEAD') {
			await stream[Symbol.asyncIterator]().return?.();
			response.end();
			return;
		}
		try {
			await pipeline(Readable.from(stream, { objectMode: false }), response);
		} catch (fault) {
			if (!isGone(fault)) throw fault;
		}
		return;
	}
	if (body === undefined) {
		response.writeHead(status, headers).end();
		return;
	}
	const asText = typeof body === 'string' && headers['content-type'] !== undefined;
	const bytes = Buffer.from(asText ? body : JSON.stringify(body));
	response
		.writeHead(status, {
			'content-type': 'application/json',
			...headers,
			'content-length': bytes.length,
		})
		.end(bytes);
};

/** Reads and checks what a route takes; anything wrong is a `Refusal`. */
const readInput = async (endpoint: Endpoint, request: Request) => {
	const language = preferredLanguage(request.headers['accept-language']);
	const params = endpoint.params
		? parseIn(endpoint.params, { ...request.params }, language)
		: emptySchema;
	const query = endpoint.query
		? parseIn(endpoint.query, { ...request.query }, language)
		: emptySchema;
	const given = endpoint.body === undefined ? undefined : await readJsonBody(request);
	const whole = given === undefined && endpoint.bodyOptional === true ? {} : given;
	const body = endpoint.body === undefined ? undefined : parseIn(endpoint.body, whole, language);
	return { params, query, body, given, language };
};

/** Makes the Express handler of a declared route. */
export const createServer = (context: Context) => {
	const limits = createLimits(context);
	const rateLimit = createRateLimit(context);

	const answerPublic = async (endpoint: PublicRoute, request: Request): Promise<Reply> => {
		const address = request.ip ?? '';
		if (endpoint.limitedByAddress === true) await limits.address(address);
		const headers = headersOf(request);
		if (endpoint.sameOrigin === true) demandSameOrigin(context, headers);
		const { given: _given, ...input } = await readInput(endpoint, request);
		const limited = endpoint.limitedBy?.(input.body as never);
		if (limited !== undefined) await limits.value(endpoint.path, limited);
		const answer = endpoint.handle({ context, ...input, address, headers } as never);
		// Tokens are limited by their address already.
		return endpoint.limitedByAddress === true
			? answer
			: answer.catch((fault: unknown) => limits.guess(fault, address));
	};

	const answerCaller = async (
		endpoint: Route,
		caller: Caller,
		request: Request,
	): Promise<Reply> => {
		const { given, ...input } = await readInput(endpoint, request);
		const run = () =>
			audited(context, endpoint, { caller, params: input.params, address: request.ip ?? '' }, () =>
				endpoint.handle({ context, caller, ...input } as never),
			);
		const key = request.headers['idempotency-key'];
		if (endpoint.idempotency === 'required' && key === undefined) {
			throw new Refusal('idempotency_key_missing');
		}
		if (endpoint.idempotency === undefined || typeof key !== 'string') return run();
		const content = [request.path, request.query, given ?? null];
		const route = `${endpoint.method.toUpperCase()} ${endpoint.path}`;
		return onceFor(
			context,
			{ caller, route, content, key, dials: endpoint.idempotency === 'required' },
			run,
		);
	};

	/** Who sends a request: a key wherever one is sent, else the session of the cookie. */
	const callerOf = async (endpoint: Route, request: Request): Promise<Caller> => {
		const { authorization, cookie } = request.headers;
		const address = request.ip ?? '';
		const memberOnly = endpoint.memberOnly === true;
		const token =
			memberOnly || authorization === undefined ? sessionTokenIn(context, cookie) : null;
		if (token === null && memberOnly) throw notSignedIn();
		try {
			if (token === null) return authenticate(context, authorization);
			const headers = headersOf(request);
			const caller = await authenticateSession(context, token, request.method, headers);
			if (caller !== null) return caller;
		} catch (fault) {
			return limits.guess(fault, address);
		}
		return limits.guess(notSignedIn(), address);
	};

	const answer = async (
		endpoint: Endpoint,
		request: Request,
		response: Response,
	): Promise<Reply> => {
		if (endpoint.scope === null) return answerPublic(endpoint, request);
		const caller = await callerOf(endpoint, request);
		await rateLimit(caller, response);
		authorise(caller, endpoint.scope, endpoint.keyOnly === true);
		return answerCaller(endpoint, caller, request);
	};

	return (endpoint: Endpoint): RequestHandler =>
		async (request, response) => {
			const startedAt = performance.now();
			response.once('close', () => {
				const seconds = (performance.now() - startedAt) / 1_000;
				context.metrics.requested(endpoint.path, request.method, response.statusCode, seconds);
			});
			try {
				await sendReply(response, await answer(endpoint, request, response));
			} catch (fault) {
				sendProblem(context, request, response, fault);
			}
		};
};

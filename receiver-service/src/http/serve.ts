import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../domain/refusal.ts';
import { createBucketTable } from '../domain/token-bucket.ts';
import type { Context } from '../pipeline/context.ts';
import { addressGroup } from './address.ts';
import {
	authenticate,
	authorise,
	createSignInLimit,
	failedSignIns,
	retryAfter,
} from './authentication.ts';
import { onceFor } from './idempotency.ts';
import { readJsonBody } from './json-body.ts';
import { preferredLanguage } from './negotiate.ts';
import { sendProblem } from './problem.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Caller, Endpoint, PublicRoute, Reply, Route } from './route.ts';
import { createSharedLimit } from './shared-limit.ts';
import { parseIn } from './validate.ts';

/** Requests of one address to routes that are limited by it. */
const byAddress = { perSecond: 1, burst: 60, addresses: 50_000 };
const emptySchema = {};

/** One text for each header, as handlers read them. */
const headersOf = (request: Request): Readonly<Record<string, string | undefined>> =>
	Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : value,
		]),
	);

/** Sends an answer; a stream that fails midway cuts the connection, so that it cannot look whole. */
export const sendReply = async (response: Response, reply: Reply): Promise<void> => {
	const { status, body, headers = {}, stream } = reply;
	if (stream !== undefined) {
		response.writeHead(status, headers);
		await pipeline(Readable.from(stream, { objectMode: false }), response);
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
	const signInLimit = createSignInLimit(context);
	const rateLimit = createRateLimit(context);
	const addressTable = createBucketTable(byAddress.perSecond, byAddress.burst, byAddress.addresses);
	const sharedAddress = createSharedLimit(context, 'address', byAddress);
	const sharedSignIn = createSharedLimit(context, 'sign-in', failedSignIns);
	const limitAddress = async (address: string): Promise<void> => {
		const now = context.clock.now();
		const bucket = addressTable(addressGroup(address), now);
		if (bucket.take(now)) return sharedAddress(addressGroup(address));
		throw new Refusal('too_many_requests', {}, { headers: retryAfter(bucket.waitMs(now)) });
	};

	const answerPublic = async (endpoint: PublicRoute, request: Request): Promise<Reply> => {
		const address = request.ip ?? '';
		if (endpoint.limitedByAddress === true) await limitAddress(address);
		const { given: _given, ...input } = await readInput(endpoint, request);
		const headers = headersOf(request);
		return endpoint.handle({ context, ...input, address, headers } as never);
	};

	const answerCaller = async (
		endpoint: Route,
		caller: Caller,
		request: Request,
	): Promise<Reply> => {
		const { given, ...input } = await readInput(endpoint, request);
		const run = () => endpoint.handle({ context, caller, ...input } as never);
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

	const callerOf = async (request: Request): Promise<Caller> => {
		const address = request.ip ?? '';
		try {
			return authenticate(context, signInLimit, request.headers.authorization, address);
		} catch (fault) {
			const isGuess = fault instanceof Refusal && fault.code === 'credentials_invalid';
			if (isGuess) await sharedSignIn(addressGroup(address));
			throw fault;
		}
	};

	const answer = async (
		endpoint: Endpoint,
		request: Request,
		response: Response,
	): Promise<Reply> => {
		if (endpoint.scope === null) return answerPublic(endpoint, request);
		const caller = await callerOf(request);
		await rateLimit(caller.orgId, response);
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

import type { RequestListener } from 'node:http';
import express, { type RequestHandler } from 'express';
import { Refusal } from '../domain/refusal.ts';
import type { Context } from '../pipeline/context.ts';
import type { Ingest } from './ingest.ts';
import { sendProblem } from './problem.ts';
import { parseQuery } from './query.ts';
import type { Endpoint } from './route.ts';
import { routes } from './routes/index.ts';
import { securityHeaders } from './security-headers.ts';
import { createServer } from './serve.ts';

/** What is not declared as a route: it reads its own requests. */
export type Mount = {
	/** Express path or prefix, e.g. `/` for the dashboard. */
	readonly path: string;
	readonly handler: RequestHandler;
};

export type AppParts = {
	/** `/in/{token}` and `/in/{token}/{event}`, every method; null: this process takes no events. */
	readonly ingest: Ingest | null;
	/** Tried after the declared routes, in this order. */
	readonly mounts?: readonly Mount[];
	/** Default: every route of the service. */
	readonly endpoints?: readonly Endpoint[];
};

/** OpenAPI's `{id}` is Express's `:id`. */
const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** The methods each path takes, as `Allow` names them. */
const methodsByPath = (endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly string[]> => {
	const methods = new Map<string, readonly string[]>();
	for (const { path, method } of endpoints) {
		const named = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
		methods.set(path, [...(methods.get(path) ?? []), ...named]);
	}
	return methods;
};

/** Answers whatever method a path does not take; `OPTIONS` asks just that (RFC 9110 §9.3.7). */
const otherMethods =
	(context: Context, allowed: readonly string[]): RequestHandler =>
	(request, response) => {
		const headers = { allow: allowed.join(', ') };
		if (request.method === 'OPTIONS') response.writeHead(204, headers).end();
		else
			sendProblem(context, request, response, new Refusal('method_not_allowed', {}, { headers }));
	};

/**
 * The whole HTTP side of the service. Binds no port. Events do not go through Express: it needs
 * nothing of them and took a fiftieth of the time (docs/decisions/0003).
 */
export const createApp = (context: Context, parts: AppParts): RequestListener => {
	const { ingest } = parts;
	const app = express();
	// Measured: entity tags and the extended query parser cost more than routing itself does.
	app.disable('x-powered-by').disable('etag');
	app.set('query parser', parseQuery);
	app.set('trust proxy', context.config.trustProxy);
	if (ingest !== null) app.use(ingest.refuseUnknown);
	app.use(securityHeaders(context.config.publicUrl));

	const endpoints = parts.endpoints ?? routes;
	const serve = createServer(context);
	for (const endpoint of endpoints)
		app[endpoint.method](expressPath(endpoint.path), serve(endpoint));
	for (const [path, allowed] of methodsByPath(endpoints)) {
		app.all(expressPath(path), otherMethods(context, allowed));
	}
	for (const { path, handler } of parts.mounts ?? []) app.use(path, handler);

	app.use((request, response) => {
		sendProblem(context, request, response, new Refusal('route_not_found'));
	});
	const onFault: express.ErrorRequestHandler = (fault, request, response, _next) => {
		sendProblem(context, request, response, fault);
	};
	app.use(onFault);
	return (request, response) => {
		if (ingest?.take(request, response) !== true) app(request, response);
	};
};

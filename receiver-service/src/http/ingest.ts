import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { type ProblemCode, Refusal } from '../domain/refusal.ts';
import { createBucketTable } from '../domain/token-bucket.ts';
import type { Source } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';
import { type Receive, type Received, vendorOf } from '../pipeline/receive.ts';
import { createSourceHealth } from '../pipeline/source-health.ts';
import { isUnavailable } from '../ports.ts';
import { addressGroup } from './address.ts';
import { singleHeaders } from './headers.ts';
import { sendProblem } from './problem.ts';
import { readRawBody } from './raw-body.ts';
import { createPortionedLimit, createSharedLimit } from './shared-limit.ts';

/** What an ingest URL takes (contract, "Ingest"). */
const bodyLimitBytes = 2 * 1024 * 1024;
/**
 * Far above what a vendor sends (VOCALIS: 60 a second for each organisation), because a refused
 * event may be a lost one: InboundFlow documents no retry.
 */
const perSource = { perSecond: 10_000, burst: 10_000, sources: 100_000 };
/** Guesses at ingest URLs, by address. */
const unknownTokens = { perSecond: 1, burst: 30, addresses: 50_000 };
/** When the database cannot take the write. */
const retryAfterSeconds = 2;

const methods = new Set(['POST', 'PUT']);

/** Refusals that say nothing of the vendor's webhook, or are counted as rejections already. */
const notAFailure: ReadonlySet<ProblemCode> = new Set([
	'ingest_url_unknown',
	'method_not_allowed',
	'signature_invalid',
	'source_disabled',
]);

type IngestPath = { readonly token: string; readonly event: string | null };

const pathPattern = /^\/in\/([^/?]+)(?:\/([^/?]+))?\/?(?:\?|$)/;

/**
 * Reads an ingest URL's path; null for any other. By hand: with 1 KB events Express's own matching
 * of parameters was a twentieth of the whole service's time.
 */
const ingestPath = (url: string): IngestPath | null => {
	const match = pathPattern.exec(url);
	return match === null ? null : { token: match[1] ?? '', event: match[2] ?? null };
};

/** The source whose URL this is, unless the URL was replaced and its time is over. */
const sourceOf = (context: Context, token: string): Source | undefined => {
	const tokenHash = hash('sha256', token, 'hex');
	const source = context.directory.sourceByToken(tokenHash);
	const known = source?.tokens.find((candidate) => candidate.hash === tokenHash);
	if (known === undefined) return undefined;
	return known.expiresAt === null || known.expiresAt > context.clock.now() ? source : undefined;
};

const answer = (response: ServerResponse, received: Received): void => {
	if (received.kind === 'rejected') {
		throw new Refusal(
			received.reason === 'source_disabled' ? 'source_disabled' : 'signature_invalid',
		);
	}
	const duplicate = received.kind === 'duplicate' ? ',"duplicate":true' : '';
	const body = `{"received":true,"id":"${received.id}"${duplicate}}`;
	response
		.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
		.end(body, 'latin1');
};

export type Ingest = {
	/** Takes a request at the ingest URL of a source; false leaves it to whoever comes next. */
	readonly take: (request: IncomingMessage, response: ServerResponse) => boolean;
	/** Refuses requests at what looks like an ingest URL and is none. */
	readonly refuseUnknown: RequestHandler;
};

/**
 * Ingest URLs: `/in/{token}` and `/in/{token}/{event}`. Answers 200 only once the event is on
 * disk; everything it refuses is the sender's to mend, but for 503.
 */
export const createIngest = (context: Context, receive: Receive): Ingest => {
	const health = createSourceHealth(context);
	const limits = createBucketTable(perSource.perSecond, perSource.burst, perSource.sources);
	const guesses = createBucketTable(
		unknownTokens.perSecond,
		unknownTokens.burst,
		unknownTokens.addresses,
	);

	const sharedGuesses = createSharedLimit(context, 'ingest-url', unknownTokens);
	const sharedLimits = createPortionedLimit(context, 'source', perSource);

	const refuse = async (request: Request): Promise<never> => {
		const address = addressGroup(request.ip ?? '');
		const bucket = guesses(address, context.clock.now());
		if (!bucket.take(context.clock.now())) throw tooMany(bucket.waitMs(context.clock.now()));
		await sharedGuesses(address);
		throw new Refusal('ingest_url_unknown');
	};
	const tooMany = (waitMs: number): Refusal =>
		new Refusal(
			'too_many_requests',
			{},
			{ headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) } },
		);

	/** What the vendor is answered beside a rejection, which is counted where it is found. */
	const countFailure = (token: string, fault: unknown): void => {
		const refused = fault instanceof Refusal ? fault.code : null;
		if (refused !== null && notAFailure.has(refused)) return;
		const source = sourceOf(context, token);
		if (source !== undefined) health.failed(source.id);
	};

	const handle = async (
		request: IncomingMessage,
		response: ServerResponse,
		source: Source,
		event: string | null,
	): Promise<void> => {
		const { method = '' } = request;
		if (!methods.has(method)) {
			throw new Refusal('method_not_allowed', {}, { headers: { allow: 'POST, PUT' } });
		}
		const encoding = request.headers['content-encoding'];
		if (encoding !== undefined && encoding !== 'identity')
			throw new Refusal('encoding_not_supported');
		const bucket = limits(source.id, context.clock.now());
		if (!bucket.take(context.clock.now())) throw tooMany(bucket.waitMs(context.clock.now()));
		const waitMs = context.replication === null ? 0 : await sharedLimits(source.id);
		if (waitMs > 0) throw tooMany(waitMs);
		const body = await readRawBody(request, bodyLimitBytes);
		if (body.kind === 'aborted') return;
		if (body.kind === 'too_large') {
			throw new Refusal('body_too_large', { limit: '2 MB' });
		}
		const startedAt = performance.now();
		const received = await receive(source, {
			method,
			headers: singleHeaders(request),
			raw: body.bytes,
			event,
		});
		context.metrics.received(source.vendor, received.kind);
		context.metrics.ingestDuration((performance.now() - startedAt) / 1_000);
		answer(response, received);
	};

	const answerFault = (
		request: IncomingMessage,
		response: ServerResponse,
		token: string,
		fault: unknown,
	): void => {
		countFailure(token, fault);
		if (!isUnavailable(fault)) {
			sendProblem(context, request, response, fault);
			return;
		}
		context.log.error('ingest.unavailable', { error: String(fault) });
		const source = sourceOf(context, token);
		context.metrics.received(source === undefined ? 'unknown' : vendorOf(source).id, 'unavailable');
		const headers = { 'retry-after': String(retryAfterSeconds) };
		sendProblem(context, request, response, new Refusal('unavailable', {}, { headers }));
	};

	return {
		take: (request, response) => {
			const path = ingestPath(request.url ?? '');
			if (path === null) return false;
			const { token, event } = path;
			const source = sourceOf(context, token);
			if (source === undefined) return false;
			handle(request, response, source, event).catch((fault: unknown) =>
				answerFault(request, response, token, fault),
			);
			return true;
		},
		refuseUnknown: (request, response, next) => {
			const path = ingestPath(request.url);
			if (path === null) return next();
			refuse(request).catch((fault: unknown) => answerFault(request, response, path.token, fault));
		},
	};
};

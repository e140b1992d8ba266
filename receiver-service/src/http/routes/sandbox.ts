import { hash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { createBucketTable } from '../../domain/token-bucket.ts';
import type { Organisation, SandboxRequest } from '../../domain/types.ts';
import type { Context } from '../../pipeline/context.ts';
import { receiveInSandbox } from '../../pipeline/sandbox.ts';
import { addressGroup } from '../address.ts';
import { singleHeaders } from '../headers.ts';
import { listOptions, listParameters, listReply, pageSchema, timeText } from '../list.ts';
import { sendProblem } from '../problem.ts';
import { readRawBody } from '../raw-body.ts';
import { type Route, route } from '../route.ts';

const tag = 'Sandbox';

/** The same limit as an ingest URL's; the first 256 KB are kept. */
const bodyLimitBytes = 2 * 1024 * 1024;
/** A test endpoint: what comes faster is a loop or a load test. */
const perOrganisation = { perSecond: 20, burst: 100, organisations: 10_000 };
/** Guesses at sandbox URLs, by address. */
const unknownTokens = { perSecond: 1, burst: 30, addresses: 50_000 };

const requestSchema = z
	.object({
		id: z.string(),
		received_at: z.string(),
		method: z.string(),
		headers: z.record(z.string(), z.string()),
		body: z.string().describe('At most 256 KB.'),
		truncated: z.boolean(),
		verdict: z.object({
			scheme: z.string().nullable().describe('What the headers claim; null when unsigned.'),
			valid: z.boolean().describe("Whether one of the organisation's secrets made the signature."),
			reason: z.string(),
		}),
	})
	.meta({ id: 'SandboxRequest', description: 'What the sandbox endpoint received.' });

const showRequest = (request: SandboxRequest) => ({
	id: request.id,
	received_at: timeText(request.receivedAt),
	method: request.method,
	headers: request.headers,
	body: request.body,
	truncated: request.truncated,
	verdict: request.verdict,
});

const urlRoute = route({
	method: 'get',
	path: '/v1/sandbox',
	tag,
	summary: "Show the sandbox's URL",
	description:
		'Your own test endpoint: whatever is posted there is kept for 24 hours, with a verdict on its signature.',
	scope: 'read',
	responses: { 200: { description: 'Where to post.', schema: z.object({ url: z.string() }) } },
	handle: async ({ context, caller }) => {
		const organisation = context.directory.organisation(caller.orgId);
		if (organisation === undefined)
			throw new Error(`A key belongs to no organisation (${caller.orgId}).`);
		const token = context.vault.open('sandbox_token', organisation.sandboxToken);
		return { status: 200, body: { url: `${context.config.publicUrl}/sandbox/${token}` } };
	},
});

const listRoute = route({
	method: 'get',
	path: '/v1/sandbox/requests',
	tag,
	summary: 'List what the sandbox received',
	scope: 'read',
	query: z.object(listParameters),
	responses: { 200: { description: 'A page of requests.', schema: pageSchema(requestSchema) } },
	handle: async ({ context, caller, query }) => {
		const page = await context.store.listSandboxRequests(caller.orgId, listOptions('sbx', query));
		return { status: 200, body: listReply('sbx', page, ({ id }) => id, showRequest) };
	},
});

const clearRoute = route({
	method: 'delete',
	path: '/v1/sandbox/requests',
	audit: 'sandbox.clear',
	tag,
	summary: 'Empty the sandbox',
	scope: 'subscribe',
	responses: { 204: { description: 'It is empty.' } },
	handle: async ({ context, caller }) => {
		await context.store.clearSandbox(caller.orgId);
		return { status: 204 };
	},
});

export const sandboxRoutes: readonly Route[] = [urlRoute, listRoute, clearRoute];

const tooMany = (waitMs: number): Refusal =>
	new Refusal(
		'too_many_requests',
		{},
		{ headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) } },
	);

/** `POST` and `PUT` `/sandbox/{token}`: the organisation's own test endpoint. */
export const sandboxEndpoint = (context: Context): RequestHandler => {
	const { burst, organisations, perSecond } = perOrganisation;
	const limits = createBucketTable(perSecond, burst, organisations);
	const guesses = createBucketTable(
		unknownTokens.perSecond,
		unknownTokens.burst,
		unknownTokens.addresses,
	);

	const organisationOf = (request: Request): Organisation => {
		const token = String(request.params.token);
		const organisation = context.directory.organisationBySandboxToken(hash('sha256', token, 'hex'));
		if (organisation !== undefined) return organisation;
		const now = context.clock.now();
		const bucket = guesses(addressGroup(request.ip ?? ''), now);
		throw bucket.take(now) ? new Refusal('sandbox_url_unknown') : tooMany(bucket.waitMs(now));
	};

	const handle = async (request: Request, response: Response): Promise<void> => {
		const { id } = organisationOf(request);
		if (request.method !== 'POST' && request.method !== 'PUT') {
			throw new Refusal('method_not_allowed', {}, { headers: { allow: 'POST, PUT' } });
		}
		const now = context.clock.now();
		const bucket = limits(id, now);
		if (!bucket.take(now)) throw tooMany(bucket.waitMs(now));
		const body = await readRawBody(request, bodyLimitBytes);
		if (body.kind === 'aborted') return;
		if (body.kind === 'too_large') {
			throw new Refusal('body_too_large', { limit: '2 MB' });
		}
		const { method } = request;
		const status = await receiveInSandbox(context, id, {
			method,
			headers: singleHeaders(request),
			body: body.bytes,
		});
		response.writeHead(status, { 'content-type': 'application/json' }).end('{"received":true}');
	};

	return (request, response) => {
		handle(request, response).catch((fault: unknown) =>
			sendProblem(context, request, response, fault),
		);
	};
};

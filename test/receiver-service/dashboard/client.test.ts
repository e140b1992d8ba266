import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, createApi } from '../../../receiver-service/src/dashboard/api/client.ts';
import { fieldError, ProblemError } from '../../../receiver-service/src/dashboard/api/problem.ts';

type Reply = { readonly status: number; readonly body?: unknown };

const problem = (status: number, code: string, extra: object = {}): Reply => ({
	status,
	body: { type: 'about:blank', title: 'No', status, detail: 'Non.', code, ...extra },
});

let server: Server;
let requests: IncomingMessage[];
let reply: Reply;
let signedOut: number;

beforeEach(async () => {
	requests = [];
	signedOut = 0;
	server = createServer((request, response) => {
		requests.push(request);
		request.resume();
		const type = reply.status < 400 ? 'application/json' : 'application/problem+json';
		response.writeHead(reply.status, { 'content-type': type });
		response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const client = (csrfToken: string | null = 'csrf-1') =>
	createApi({
		baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		csrfToken: () => csrfToken,
		language: () => 'fr',
		onSignedOut: () => {
			signedOut += 1;
		},
	});

const empty = { data: [], next_cursor: null, has_more: false };

describe('the page’s client', () => {
	it('asks in the user’s language, and reads without the token', async () => {
		reply = { status: 200, body: empty };
		const page = await answer(client().GET('/v1/keys', { params: { query: { limit: 2 } } }));
		expect(page.data).toEqual([]);
		expect(requests[0]?.url).toBe('/v1/keys?limit=2');
		expect(requests[0]?.headers['accept-language']).toBe('fr');
		expect(requests[0]?.headers['x-csrf-token']).toBeUndefined();
	});

	it.each(['POST', 'PATCH', 'DELETE'] as const)('sends the token with %s', async (method) => {
		reply = { status: 204 };
		const params = { path: { id: 'mem_1' } };
		const api = client();
		if (method === 'POST') await api.POST('/v1/members/{id}/sign-in-link', { params });
		if (method === 'PATCH') await api.PATCH('/v1/members/{id}', { params, body: { name: 'A' } });
		if (method === 'DELETE') await api.DELETE('/v1/members/{id}', { params });
		expect(requests[0]?.method).toBe(method);
		expect(requests[0]?.headers['x-csrf-token']).toBe('csrf-1');
	});

	it('has no token to send before anybody signed in', async () => {
		reply = { status: 204 };
		await client(null).POST('/v1/session', { body: { token: 't' } });
		expect(requests[0]?.headers['x-csrf-token']).toBeUndefined();
	});

	it('repeats a filter that takes several values', async () => {
		reply = { status: 200, body: empty };
		const query = { status: ['held', 'dead_letter'] as ('held' | 'dead_letter')[] };
		await client().GET('/v1/deliveries', { params: { query } });
		expect(requests[0]?.url).toBe('/v1/deliveries?status=held&status=dead_letter');
	});

	it('throws what the service refused, with its code, its text and its fields', async () => {
		reply = problem(400, 'validation_failed', { errors: [{ path: 'name', message: 'Vide.' }] });
		const fault = await answer(client().POST('/v1/keys', { body: { name: '' } })).catch(
			(thrown: unknown) => thrown,
		);
		expect(fault).toBeInstanceOf(ProblemError);
		expect(fault).toMatchObject({ message: 'Non.', problem: { code: 'validation_failed' } });
		expect(fieldError(fault, 'name')).toBe('Vide.');
		expect(fieldError(fault, 'scopes')).toBeUndefined();
	});

	it('names the status of an answer that is no problem document', async () => {
		reply = { status: 502, body: { hello: 'from a proxy' } };
		await expect(answer(client().GET('/v1/keys'))).rejects.toThrow('502');
	});

	it('notices that the session is over', async () => {
		reply = problem(401, 'not_signed_in');
		await client().GET('/v1/keys');
		expect(signedOut).toBe(1);
	});

	it('takes a refused sign-in for an answer, not for the end of a session', async () => {
		reply = problem(401, 'sign_in_link_invalid');
		await client().POST('/v1/session', { body: { token: 't' } });
		await client().GET('/v1/session');
		expect(signedOut).toBe(0);
	});
});

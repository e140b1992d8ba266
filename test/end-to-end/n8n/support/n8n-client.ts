import { randomBytes } from 'node:crypto';

const scopes = [
	'workflow:create',
	'workflow:read',
	'workflow:update',
	'workflow:delete',
	'workflow:list',
	'workflow:activate',
	'workflow:deactivate',
	'credential:create',
	'credential:delete',
	'execution:read',
	'execution:list',
];

type Send = <Answer>(
	method: string,
	path: string,
	body?: unknown,
	headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

export type N8nClient = {
	/** The internal API, which the editor uses. Throws on any refusal. */
	readonly rest: Send;
	/** The public API under `/api/v1`. Throws on any refusal. */
	readonly api: Send;
};

const request = async (
	url: string,
	method: string,
	body: unknown,
	headers: Readonly<Record<string, string>>,
): Promise<Response> =>
	fetch(url, {
		method,
		headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});

const readJson = async <Answer>(response: Response, what: string): Promise<Answer> => {
	const text = await response.text();
	if (!response.ok) throw new Error(`${what} answered ${response.status}: ${text.slice(0, 500)}`);
	return JSON.parse(text === '' ? 'null' : text);
};

/** n8n ties a session to the browser that signed in. */
const browser = { 'browser-id': 'end-to-end' };

/** Makes the owner of a new n8n, signs in and takes an API key. */
export const signUp = async (url: string): Promise<N8nClient> => {
	const password = `${randomBytes(12).toString('hex')}Aa1`;
	const owner = { email: 'owner@example.com', firstName: 'E', lastName: 'E', password };
	const answer = await request(`${url}/rest/owner/setup`, 'POST', owner, browser);
	await readJson(answer, 'owner/setup');
	const cookie = answer.headers
		.getSetCookie()
		.find((line) => line.startsWith('n8n-auth='))
		?.split(';')[0];
	if (cookie === undefined) throw new Error('n8n gave no session.');
	const rest: Send = async (method, path, body, headers = {}) => {
		const all = { ...browser, cookie, ...headers };
		const response = await request(`${url}/rest${path}`, method, body, all);
		const { data } = await readJson<{ data: never }>(response, `${method} /rest${path}`);
		return data;
	};
	const { rawApiKey } = await rest<{ rawApiKey: string }>('POST', '/api-keys', {
		label: 'end-to-end',
		expiresAt: null,
		scopes,
	});
	const api: Send = async (method, path, body) => {
		const key = { 'x-n8n-api-key': rawApiKey };
		const response = await request(`${url}/api/v1${path}`, method, body, key);
		return readJson(response, `${method} /api/v1${path}`);
	};
	return { rest, api };
};

import createClient, { type Client } from 'openapi-fetch';
import { type Language, language } from '../text/language.ts';
import { isProblem, ProblemError } from './problem.ts';
import type { paths } from './schema.ts';

export type ApiOptions = {
	readonly baseUrl: string;
	readonly fetch?: (request: Request) => Promise<Response>;
	/** Sent with everything that changes something; null until somebody signed in. */
	readonly csrfToken: () => string | null;
	readonly language: () => Language;
	/** Called when the service no longer knows who asks. */
	readonly onSignedOut: () => void;
};

const reads = new Set(['GET', 'HEAD']);
/** Asking who is signed in and signing in answer 401 themselves. */
const ownAnswer = '/v1/session';

/** The service's API, typed by its own OpenAPI document. */
export const createApi = (options: ApiOptions): Client<paths> => {
	const client = createClient<paths>({
		baseUrl: options.baseUrl,
		credentials: 'same-origin',
		...(options.fetch === undefined ? {} : { fetch: options.fetch }),
	});
	client.use({
		onRequest: ({ request }) => {
			request.headers.set('accept-language', options.language());
			const token = options.csrfToken();
			if (!reads.has(request.method) && token !== null) {
				request.headers.set('x-csrf-token', token);
			}
			return request;
		},
		onResponse: ({ response, schemaPath }) => {
			if (response.status === 401 && schemaPath !== ownAnswer) options.onSignedOut();
		},
	});
	return client;
};

type Answered = { readonly data?: unknown; readonly error?: unknown; readonly response: Response };

/** What the service answered; a refusal is thrown as a ProblemError. */
export const answer = async <T extends Answered>(
	asked: Promise<T>,
): Promise<Exclude<T['data'], undefined>> => {
	const { data, error, response } = await asked;
	if (response.ok) return data as Exclude<T['data'], undefined>;
	if (isProblem(error)) throw new ProblemError(error);
	throw new Error(`${response.status} ${response.statusText}`.trim());
};

let csrfToken: string | null = null;
/** The session's own token, learned with the session. */
export const keepCsrfToken = (token: string | null): void => {
	csrfToken = token;
};

const signedOut = new Set<() => void>();
export const onSignedOut = (listener: () => void): (() => void) => {
	signedOut.add(listener);
	return () => signedOut.delete(listener);
};

export const api = createApi({
	baseUrl: globalThis.location?.origin ?? '',
	csrfToken: () => csrfToken,
	language: language.get,
	onSignedOut: () => {
		for (const listener of signedOut) listener();
	},
});

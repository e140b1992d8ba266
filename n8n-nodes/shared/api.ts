import {
	type IDataObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestMethods,
	type ILoadOptionsFunctions,
	type JsonObject,
	NodeApiError,
} from 'n8n-workflow';
import { describeFault, describeProblem } from './problem.ts';

export const credentialName = 'voicehooksApi';

/** Longer than the service takes for anything, shorter than n8n's patience with an activation. */
const timeoutMs = 15_000;
const noContent = 204;

/** Every place from which a node calls the service. */
export type Caller = IHookFunctions | IExecuteFunctions | ILoadOptionsFunctions;

export type ApiRequest = {
	readonly method: IHttpRequestMethods;
	/** Under the base URL, e.g. `/v1/me`; ids in it are URL-encoded by the caller. */
	readonly path: string;
	readonly query?: IDataObject;
	readonly body?: object;
	readonly headers?: IDataObject;
	/** What was wanted, for the error message: "register the webhook". */
	readonly purpose: string;
	readonly itemIndex?: number;
	/** Statuses beside 2xx that the caller handles itself. */
	readonly expected?: readonly number[];
	/** Called before a refusal (4xx) is thrown: the service did nothing, for sure. */
	readonly onRefused?: () => void;
};

export type ApiAnswer = { readonly status: number; readonly body: IDataObject };

/** The service's URL of the node's credential, without a slash at its end. */
export const baseUrlOf = async (caller: Pick<Caller, 'getCredentials'>): Promise<string> => {
	const { baseUrl } = await caller.getCredentials(credentialName);
	return String(baseUrl).trim().replace(/\/+$/, '');
};

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows of an answer that is a list. */
export const rowsOf = ({ data }: IDataObject): readonly IDataObject[] =>
	Array.isArray(data) ? data.filter(isObject) : [];

/**
 * Calls the service with the node's credential. Throws a NodeApiError that says what happened and
 * how to solve it, when the service cannot be reached or refuses.
 */
export const callApi = async (caller: Caller, request: ApiRequest): Promise<ApiAnswer> => {
	const { purpose, itemIndex } = request;
	const place = itemIndex === undefined ? {} : { itemIndex };
	const baseUrl = await baseUrlOf(caller);
	let answer: { readonly statusCode: number; readonly body?: unknown };
	try {
		answer = await caller.helpers.httpRequestWithAuthentication.call(caller, credentialName, {
			method: request.method,
			url: `${baseUrl}${request.path}`,
			headers: { accept: 'application/json', 'accept-language': 'en', ...request.headers },
			...(request.query === undefined ? {} : { qs: request.query, arrayFormat: 'repeat' as const }),
			...(request.body === undefined ? {} : { body: request.body }),
			json: true,
			timeout: timeoutMs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
	} catch (error) {
		// n8n would put a text of its own in place of ours for any code it knows, so it gets none.
		throw new NodeApiError(
			caller.getNode(),
			{},
			{ ...describeFault(error, purpose, baseUrl), ...place },
		);
	}
	const { statusCode: status } = answer;
	const body = isObject(answer.body) ? answer.body : {};
	const isOurs = isObject(answer.body) || status === noContent;
	if (isOurs && status >= 200 && status < 300) return { status, body };
	if (request.expected?.includes(status) === true) return { status, body };
	if (isOurs && status >= 400 && status < 500) request.onRefused?.();
	throw new NodeApiError(caller.getNode(), body as JsonObject, {
		...describeProblem(status, body, purpose, baseUrl),
		httpCode: String(status),
		...place,
	});
};

import type {
	AfterResponseMiddleware,
	Bundle,
	HttpRequestOptions,
	HttpResponse,
	RawHttpResponse,
	ZObject,
} from 'zapier-platform-core';
import packageJson from '../../package.json' with { type: 'json' };
import { type Build, say } from '../build.ts';
import { failureOf } from './failure.ts';
import { problemOf } from './problem.ts';
import { serviceUrl } from './url.ts';

export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export type ServiceRequest = {
	readonly method: 'GET' | 'POST' | 'DELETE';
	/** Below the address of the service, such as `/v1/me`. */
	readonly path: string;
	readonly query?: Query;
	readonly body?: Readonly<Record<string, unknown>>;
	/** For what rings or texts people: the service does it once for each key. */
	readonly idempotencyKey?: string;
	/** What is not there is an expected end, answered with its status, instead of an error. */
	readonly mayBeMissing?: true;
};

/** What a request needs of Zapier's `z` and `bundle`. */
export type Caller = {
	readonly z: Pick<ZObject, 'request' | 'errors'>;
	readonly bundle: Pick<Bundle, 'authData'>;
};

/** The path of the connection test. */
export const mePath = '/v1/me';

/** What the answer's middleware must know of its request. */
type Marks = { readonly isConnecting: boolean; readonly mayBeMissing: boolean };

const queryText = (query: Query = {}): string => {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		for (const item of Array.isArray(value) ? value : [value]) {
			if (item !== undefined) parameters.append(name, String(item));
		}
	}
	return parameters.size === 0 ? '' : `?${parameters}`;
};

const prepare = (
	build: Build,
	{ z, bundle }: Caller,
	{ method, path, query, body, idempotencyKey, mayBeMissing }: ServiceRequest,
): HttpRequestOptions & { url: string } => {
	const service = serviceUrl(bundle.authData.service_url);
	if (service.kind === 'refused') {
		throw new z.errors.Error(say(build, service.why), 'InvalidServiceUrl', 400);
	}
	return {
		method,
		url: `${service.base}${path}${queryText(query)}`,
		headers: {
			authorization: `Bearer ${bundle.authData.api_key}`,
			accept: 'application/json',
			'accept-language': build.locale,
			'user-agent': `voicehooks-zapier/${packageJson.version}`,
			...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
		},
		...(body === undefined ? {} : { body: { ...body } }),
		// The service never redirects its API; a redirect could take the key elsewhere.
		redirect: 'manual',
		middlewareData: {
			isConnecting: path === mePath,
			mayBeMissing: mayBeMissing === true,
		} satisfies Marks,
	};
};

/** The error for an answer that the service would not give. */
export const unexpectedAnswer = (
	build: Build,
	{ errors }: Pick<ZObject, 'errors'>,
	status: number,
): Error => {
	const message = say(build, {
		en: 'What answers at the Service URL is not the service. Check the Service URL of the connection.',
		fr: 'Ce qui répond à l’URL du service n’est pas le service. Vérifiez l’URL du service de la connexion.',
	});
	return new errors.Error(message, 'UnexpectedAnswer', status);
};

/** The answer, or an error that says what to do where there is none: the address is all we know. */
const answered = async <Answer>(
	build: Build,
	{ errors }: Pick<ZObject, 'errors'>,
	answer: Promise<Answer>,
): Promise<Answer> => {
	try {
		return await answer;
	} catch (fault) {
		// What node-fetch throws inside `z.request`; the platform does not export its class.
		if (!(fault instanceof Error) || fault.name !== 'FetchError') throw fault;
		const message = say(build, {
			en: 'Nothing answers at the Service URL. Check that the service runs and that the Service URL of the connection is right, then replay this run.',
			fr: 'Rien ne répond à l’URL du service. Vérifiez que le service fonctionne et que l’URL du service de la connexion est correcte, puis relancez cette exécution.',
		});
		throw new errors.Error(message, 'ServiceUnreachable', 503);
	}
};

/**
 * Asks the service. Throws the `z.errors` class that fits what it refused (`failureOf`), and where
 * nothing answers or the answer is not the service's JSON.
 */
export const ask = async (
	build: Build,
	caller: Caller,
	request: ServiceRequest,
): Promise<HttpResponse<unknown>> => {
	const asked = caller.z.request<unknown>(prepare(build, caller, request));
	const response = await answered(build, caller.z, asked);
	if (request.mayBeMissing === true || response.data !== undefined) return response;
	throw unexpectedAnswer(build, caller.z, response.status);
};

/** Asks the service for a file, as a stream. */
export const askForFile = (
	build: Build,
	caller: Caller,
	path: string,
): Promise<RawHttpResponse<unknown>> =>
	answered(
		build,
		caller.z,
		caller.z.request<unknown>({ ...prepare(build, caller, { method: 'GET', path }), raw: true }),
	);

const missingStatuses: ReadonlySet<number> = new Set([404, 410]);

/** Turns every answer that is not a success into the error that fits. */
export const throwForFailure =
	(build: Build): AfterResponseMiddleware =>
	async (response, z) => {
		const { status } = response;
		const { isConnecting, mayBeMissing }: Partial<Marks> = response.request.middlewareData ?? {};
		if (status < 300 || (mayBeMissing === true && missingStatuses.has(status))) return response;
		throw failureOf(build, z.errors, await problemOf(response), isConnecting === true);
	};

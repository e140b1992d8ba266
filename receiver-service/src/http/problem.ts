import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language, Localized } from '@voicehooks/core';
import { type ProblemCode, problems, Refusal } from '../domain/refusal.ts';
import type { Context } from '../pipeline/context.ts';
import { isUnavailable } from '../ports.ts';
import { lingerOnClose } from './linger.ts';
import { preferredLanguage } from './negotiate.ts';

/** How long a client waits when the database cannot answer. */
const retryAfterSeconds = 2;

/** RFC 9457 problem details, with our stable `code` and the wrong fields. */
export type ProblemDocument = {
	/** Where the problem is explained: `GET /problems/{code}`. */
	readonly type: string;
	readonly title: string;
	readonly status: number;
	readonly detail: string;
	readonly code: ProblemCode;
	readonly errors?: readonly { readonly path: string; readonly message: string }[];
};

const textOf = (value: string | number | Localized, language: Language): string =>
	typeof value === 'object' ? value[language] : String(value);

const fill = (template: string, { parameters }: Refusal, language: Language): string =>
	template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
		const value = parameters[name];
		return value === undefined ? whole : textOf(value, language);
	});

/** The document of a refusal in one language. */
export const problemDocument = (
	refusal: Refusal,
	language: Language,
	publicUrl: string,
): ProblemDocument => {
	const { status, title, detail } = problems[refusal.code];
	const { errors } = refusal.extra;
	return {
		type: `${publicUrl}/problems/${refusal.code}`,
		title: title[language],
		status,
		detail: fill(detail[language], refusal, language),
		code: refusal.code,
		...(errors === undefined
			? {}
			: {
					errors: errors.map(({ path, message }) => ({
						path,
						message: textOf(message, language),
					})),
				}),
	};
};

const statusOfFault = (fault: unknown): number | undefined =>
	fault instanceof Error && 'status' in fault && typeof fault.status === 'number'
		? fault.status
		: undefined;

/** What a fault is to the client. Whatever we did not expect is told to the log only. */
export const refusalOf = (fault: unknown): Refusal => {
	if (fault instanceof Refusal) return fault;
	if (isUnavailable(fault)) {
		const headers = { 'retry-after': String(retryAfterSeconds) };
		return new Refusal('unavailable', {}, { headers });
	}
	// Express marks what it cannot decode in a URL (`%ZZ`) so.
	return new Refusal(statusOfFault(fault) === 400 ? 'bad_request' : 'internal');
};

/** Name, code and place of a fault; its message may hold what a log must not. */
const describeFault = (fault: unknown): Readonly<Record<string, unknown>> => {
	if (!(fault instanceof Error)) return { fault: typeof fault };
	const at = (fault.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
	const code = 'code' in fault ? { code: String(fault.code) } : {};
	const cause = fault.cause === undefined ? {} : { cause: describeFault(fault.cause) };
	return { fault: fault.name, ...code, at: at.slice(0, 8).map((line) => line.trim()), ...cause };
};

/**
 * Answers a refusal or a fault as `application/problem+json` in the language of the request. A
 * response that has begun is cut off: its status can no longer be changed.
 */
export const sendProblem = (
	context: Pick<Context, 'config' | 'log'>,
	request: IncomingMessage,
	response: ServerResponse,
	fault: unknown,
): void => {
	const refusal = refusalOf(fault);
	if (refusal.code === 'internal' || refusal.code === 'unavailable') {
		context.log.error('http.fault', { method: request.method, ...describeFault(fault) });
	}
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const language = preferredLanguage(request.headers['accept-language']);
	const document = problemDocument(refusal, language, context.config.publicUrl);
	const body = Buffer.from(JSON.stringify(document));
	if (!request.complete) lingerOnClose(request);
	response
		.writeHead(document.status, {
			...refusal.extra.headers,
			// Its rest may be endless.
			...(refusal.code === 'body_too_large' ? { connection: 'close' } : {}),
			'content-type': 'application/problem+json',
			'content-language': language,
			'content-length': body.length,
			vary: 'Accept-Language',
		})
		.end(body);
};

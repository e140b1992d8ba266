import { valueAt } from '@voicehooks/core';
import type { HttpResponse } from 'zapier-platform-core';
import { parseJson } from './json.ts';

/** What the service says of a refusal (RFC 9457), as far as its answer could be read. */
export type Problem = {
	readonly status: number;
	/** The service's stable code; null where somebody else answered, such as a proxy. */
	readonly code: string | null;
	/** Title, detail and wrong fields in one text; null without a problem document. */
	readonly text: string | null;
	/** Seconds of `Retry-After`; null without one. */
	readonly retryAfterSeconds: number | null;
};

const textAt = (value: unknown, path: string): string | null => {
	const text = valueAt(value, path);
	return typeof text === 'string' && text !== '' ? text : null;
};

const fieldTexts = (document: unknown): readonly string[] => {
	const errors = valueAt(document, 'errors');
	if (!Array.isArray(errors)) return [];
	return errors.flatMap((error: unknown) => {
		const [path, message] = [textAt(error, 'path'), textAt(error, 'message')];
		return message === null ? [] : [path === null ? message : `${path} ${message}`];
	});
};

const documentText = (document: unknown): string | null => {
	const title = textAt(document, 'title');
	const detail = textAt(document, 'detail');
	if (title === null || detail === null) return null;
	return [`${title}. ${detail}`, ...fieldTexts(document)].join(' · ');
};

/** The answer's own text: that of a stream is read here, core has read any other. */
const contentOf = (response: HttpResponse): Promise<string> | string =>
	'text' in response && typeof response.text === 'function'
		? (response.text() as Promise<string>)
		: response.content;

const secondsOf = (header: string | null | undefined): number | null =>
	typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null;

/** Reads what an answer of 400 and above says. */
export const problemOf = async (response: HttpResponse): Promise<Problem> => {
	const document = parseJson(await contentOf(response));
	return {
		status: response.status,
		code: textAt(document, 'code'),
		text: documentText(document),
		retryAfterSeconds: secondsOf(response.getHeader('retry-after')),
	};
};

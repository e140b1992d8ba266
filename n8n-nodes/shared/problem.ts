import type { IDataObject } from 'n8n-workflow';

/** What a person reads: what happened, and how to solve it. */
export type Explanation = { readonly message: string; readonly description: string };

/** What to do where the service's own answer does not say it better. */
const advice: Readonly<Record<number, string>> = {
	401: 'Open the Voicehooks credential and paste a valid API key. Keys begin with vhk_; a revoked key no longer works.',
	403: 'Use an API key that has the scope named above. The owner of the Voicehooks organisation can create one.',
	404: 'Check the ID. It may belong to another organisation, or be deleted.',
	429: 'Wait a moment, then try again. Process fewer items at a time, for example with the Loop Over Items node.',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

/** Wrong fields of the request, as the service names them. */
const wrongFields = (body: IDataObject): readonly string[] =>
	Array.isArray(body.errors)
		? (body.errors as readonly IDataObject[]).map(
				({ path, message }) => `${text(path)} ${text(message)}`,
			)
		: [];

/** Explains an answer that is no success: RFC 9457 problem details, or anything else. */
export const describeProblem = (
	status: number,
	body: IDataObject,
	purpose: string,
	baseUrl: string,
): Explanation => {
	if (text(body.code) === '') {
		return {
			message: `Could not ${purpose}: ${baseUrl} answered ${status}, but not as Voicehooks does`,
			description:
				'Open the Voicehooks credential and check the base URL: it is the address of your receiver-service, such as https://hooks.example.com, without /v1. If it is right, the service or a proxy before it has a problem: try again later.',
		};
	}
	const parts = [text(body.detail), ...wrongFields(body), advice[status] ?? ''];
	return {
		message: `Could not ${purpose}: ${text(body.title)}`,
		description: parts
			.filter((part) => part !== '')
			.map(sentence)
			.join(' '),
	};
};

/** Explains a request that got no answer. */
export const describeFault = (error: unknown, purpose: string, baseUrl: string): Explanation => {
	const cause = error instanceof Error ? error.message : 'no answer';
	return {
		message: `Could not ${purpose}: ${baseUrl} cannot be reached`,
		description: `Check that the service runs and that n8n can reach it at the base URL of the Voicehooks credential, then try again. (${cause})`,
	};
};

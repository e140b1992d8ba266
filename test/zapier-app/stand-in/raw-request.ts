import type { IncomingHttpHeaders } from 'node:http';

/** What an app's `perform` gets of a hook's request, beside the zap's own data. */
export type ReceivedHook = {
	readonly cleanedRequest: unknown;
	readonly rawRequest: {
		readonly method: string;
		readonly querystring: string;
		readonly headers: Readonly<Record<string, string>>;
		readonly content: string;
	};
};

const zapierName = (name: string): string =>
	`Http-${name
		.split('-')
		.map((part) => part.charAt(0).toUpperCase() + part.slice(1))
		.join('-')}`;

/** A list does not survive Zapier's reading of a body: its items become keys. */
const clean = (content: string): unknown => {
	const parsed: unknown = content === '' ? {} : JSON.parse(content);
	return Array.isArray(parsed) ? { ...parsed } : parsed;
};

/** A hook's request as Zapier hands it to `perform`: header names begin with `Http-`. */
export const receivedHook = (
	headers: IncomingHttpHeaders,
	body: Buffer,
	querystring: string,
): ReceivedHook => {
	const content = body.toString('utf8');
	return {
		cleanedRequest: clean(content),
		rawRequest: {
			method: 'POST',
			querystring,
			headers: Object.fromEntries(
				Object.entries(headers).map(([name, value]) => [
					zapierName(name),
					[value ?? ''].flat().join(', '),
				]),
			),
			content,
		},
	};
};

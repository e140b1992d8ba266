import type { JsonObject } from './component.ts';

/** What must not stand in Make's logs: credentials, hook URLs, and who the events are about. */
export const sanitized = {
	sanitize: [
		'request.headers.authorization',
		'request.body.phone',
		'request.body.email',
		'request.body.to',
		'request.body.variables',
		'request.body.candidates',
		'request.body.url',
		'response.body.secret',
		'response.body.url',
	],
};

/** The header of every request; the service answers in the language it is asked for. */
export const headersOf = (apiKey: string): JsonObject => ({
	authorization: `Bearer {{${apiKey}}}`,
	'accept-language': 'en',
});

const withDetail = '[{{statusCode}}] {{ifempty(body.detail, body.title)}}';
const withFields = `${withDetail} {{join(map(ifempty(body.errors, emptyarray), 'message'), ', ')}}`;

/**
 * What Make does with an answer that is no success. It tries again after a RateLimitError or a
 * ConnectionError, so only what may pass by itself is one (Make, "Types of errors"). 402 is the
 * vendor's credits, 403 a scope that the key lacks, 504 an outcome nobody knows: never by itself.
 */
export const errors: JsonObject = {
	message: "[{{statusCode}}] {{ifempty(body.detail, ifempty(body.title, 'no explanation'))}}",
	type: "{{if(statusCode >= 500, 'ConnectionError', 'RuntimeError')}}",
	'400': { message: withFields, type: 'DataError' },
	'401': { message: withDetail, type: 'InvalidAccessTokenError' },
	'402': { message: withDetail, type: 'OutOfSpaceError' },
	'403': { message: withDetail, type: 'InvalidConfigurationError' },
	'404': { message: withDetail, type: 'DataError' },
	'409': { message: withDetail, type: 'DataError' },
	'422': { message: withFields, type: 'DataError' },
	'429': { message: withDetail, type: 'RateLimitError' },
	'504': {
		message: "[504] {{ifempty(body.detail, 'The service did not answer in time.')}}",
		type: 'RuntimeError',
	},
};

/**
 * Problems come as `application/problem+json`, which is named JSON here; a proxy's 5xx page and an
 * empty 204 are read by their own type.
 */
export const responseTypes: JsonObject = {
	'200-299': 'automatic',
	'400-499': 'json',
	'500-599': 'automatic',
};

/** A path below `/v1` with an id in it, which cannot leave its segment. */
export const pathWith = (before: string, expression: string, after = ''): JsonObject => ({
	url: `${before}/{{encodeURL(${expression})}}${after}`,
	encodeUrl: false,
});

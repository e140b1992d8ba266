import type { IncomingMessage } from 'node:http';

/** A request's headers by lower-case name, one text each: repeated ones are joined (RFC 9110 §5.3). */
export const singleHeaders = ({ headers }: IncomingMessage): Record<string, string> => {
	const single: Record<string, string> = {};
	for (const name in headers) {
		const value = headers[name];
		if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
	}
	return single;
};

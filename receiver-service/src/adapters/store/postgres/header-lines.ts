/** Only append: a name's place is what rows have. */
const usual = [
	'content-type',
	'user-agent',
	'webhook-id',
	'webhook-timestamp',
	'webhook-signature',
	'x-voicehooks-signature',
	'x-voicehooks-subscription',
	'voicehooks-replay',
] as const;
const places = new Map<string, string>(usual.map((name, place) => [name, String(place)]));

/** What would not be read as it was written. */
const odd = /^\d|[:\n]/;

/**
 * Headers of a request in half the room that JSON takes, and with nothing in it to be escaped on
 * its way to Postgres: a line for each, its name as a number where it is one of the usual ones. No
 * header holds a line feed (RFC 9110, section 5.5); where one is odd, it is JSON after all.
 */
export const headerLines = (headers: Readonly<Record<string, string>>): string => {
	let lines = '';
	for (const name in headers) {
		const value = headers[name] ?? '';
		const place = places.get(name);
		if (value.includes('\n') || (place === undefined && odd.test(name))) {
			return JSON.stringify(headers);
		}
		lines += `${place ?? name}:${value}\n`;
	}
	return lines;
};

export const headersOf = (lines: string): Readonly<Record<string, string>> => {
	if (lines.startsWith('{')) return JSON.parse(lines);
	const headers: Record<string, string> = {};
	for (const line of lines.split('\n').slice(0, -1)) {
		const end = line.indexOf(':');
		const name = line.slice(0, end);
		const place = /^\d+$/.test(name) ? usual[Number(name)] : undefined;
		headers[place ?? name] = line.slice(end + 1);
	}
	return headers;
};

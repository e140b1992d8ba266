const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** Tokens of Make's formats that we use, in UTC ("Tokens for date/time formatting"). */
const tokens: Readonly<Record<string, (date: Date) => string>> = {
	YYYY: (date) => padded(date.getUTCFullYear(), 4),
	MM: (date) => padded(date.getUTCMonth() + 1, 2),
	DD: (date) => padded(date.getUTCDate(), 2),
	HH: (date) => padded(date.getUTCHours(), 2),
	mm: (date) => padded(date.getUTCMinutes(), 2),
	ss: (date) => padded(date.getUTCSeconds(), 2),
	SSS: (date) => padded(date.getUTCMilliseconds(), 3),
	/** Unix seconds. */
	X: (date) => String(Math.floor(date.getTime() / 1_000)),
	T: () => 'T',
};

/** A date, or a text in RFC 3339 that is one. Throws a TypeError for anything else. */
const dateOf = (value: unknown): Date => {
	const date = value instanceof Date ? value : new Date(typeof value === 'string' ? value : '');
	if (Number.isNaN(date.getTime())) throw new TypeError(`${JSON.stringify(value)} is not a date`);
	return date;
};

/** The date so many seconds later. */
export const addSeconds = (date: unknown, seconds: number): Date =>
	new Date(dateOf(date).getTime() + seconds * 1_000);

/**
 * Writes a date. Without a zone Make takes the scenario's, so only formats that read the same in
 * every zone may leave it out. Throws a TypeError for what is no date or not known here.
 */
export const formatDate = (value: unknown, format: string, zone: unknown): string => {
	const date = dateOf(value);
	if (zone !== 'UTC' && (zone !== undefined || format !== 'X'))
		throw new TypeError('formatDate: name the zone UTC');
	return format.replace(/\[([^\]]*)\]|([A-Za-z])\2*/g, (written, literal: string | undefined) => {
		if (literal !== undefined) return literal;
		const token = tokens[written];
		if (token === undefined) throw new TypeError(`formatDate: unknown token ${written}`);
		return token(date);
	});
};

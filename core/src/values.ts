import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Phone numbers without a country are read as French: the vendors' own samples are. */
const defaultRegion = 'FR';
const e164Pattern = /^\+[1-9]\d{6,14}$/;
/** French national numbers other than special ones (08): +33 and the nine digits after the zero. */
const frenchPattern = /^0[1-79]\d{8}$/;
/** What may stand in a written phone number; longer texts are not one. */
const phonePattern = /^(?:tel:)?[+\d(][\d ().\-/]{5,30}$/;

/** A text value: strings, numbers and booleans as they are written. Null for all else and blanks. */
export const asText = (value: unknown): string | null => {
	if (typeof value === 'string') return value.trim() === '' ? null : value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
};

/** The E.164 form of a phone number, or null when it is not one. */
export const asPhone = (value: unknown): string | null => {
	const text = asText(value)?.trim().replace(/\s+/g, ' ') ?? '';
	if (e164Pattern.test(text)) return text;
	if (frenchPattern.test(text)) return `+33${text.slice(1)}`;
	if (!phonePattern.test(text)) return null;
	const parsed = parsePhoneNumberFromString(text, defaultRegion);
	return parsed?.isPossible() === true ? parsed.number : null;
};

const emailPattern =
	/^[^\s@"<>()[\],;:\\]{1,64}@[^\s@"<>()[\],;:\\]{1,250}\.[^\s@.\d"<>()[\],;:\\]{2,63}$/;

/** An e-mail address in lower case, or null when the whole value is not one. */
export const asEmail = (value: unknown): string | null => {
	if (typeof value !== 'string' || value.length > 320) return null;
	const text = value.trim();
	return emailPattern.test(text) ? text.toLowerCase() : null;
};

/** A number; numeric strings count. */
export const asNumber = (value: unknown): number | null => {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string' || !/^\s*-?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value)) return null;
	return Number(value);
};

const rfc3339Pattern =
	/^\d{4}-(\d{2})-(\d{2})[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const firstYearMs = Date.UTC(1, 0);
const lastYearMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const daysInMonth = (year: number, month: number): number =>
	new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Unix milliseconds of an RFC 3339 date-time, or null when it is not one. */
export const asTime = (value: unknown): number | null => {
	if (typeof value !== 'string') return null;
	const match = rfc3339Pattern.exec(value);
	if (match === null) return null;
	// Date.parse takes February 30th for March 2nd.
	const day = Number(match[2]);
	if (day > 28 && day > daysInMonth(Number(value.slice(0, 4)), Number(match[1]))) return null;
	const time = Date.parse(value.toUpperCase());
	return time >= firstYearMs && time <= lastYearMs ? time : null;
};

/** An http(s) URL as received, or null when it is not one. */
export const asHttpUrl = (value: unknown): string | null =>
	typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;

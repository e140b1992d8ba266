/** What a row of this store may hold, and lists of it as one parameter. */
export type Value = string | number | boolean | Uint8Array | null;
export type Parameter = Value | readonly Value[];

/** Postgres's text has no NUL: it becomes the character that stands for what cannot be shown. */
const withoutNul = (text: string): string =>
	text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;

const special = /["\\\0]/;

const quoted = (text: string): string =>
	special.test(text)
		? `"${withoutNul(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
		: `"${text}"`;

const elementOf = (value: Value): string => {
	if (typeof value === 'string') return quoted(value);
	if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString('hex')}"`;
	return value === null ? 'NULL' : String(value);
};

/**
 * A list as Postgres writes arrays (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO).
 * Events and results come as lists, so that this is most of what this store makes for the wire:
 * what needs no escaping, which is nearly everything, is only quoted.
 */
const listOf = (values: readonly Value[]): string => {
	let text = '';
	for (const value of values) text += text === '' ? elementOf(value) : `,${elementOf(value)}`;
	return `{${text}}`;
};

/** As the client library takes it. */
export const parameterOf = (value: Parameter): unknown => {
	if (typeof value === 'string') return withoutNul(value);
	if (Array.isArray(value)) return listOf(value);
	if (value instanceof Uint8Array) {
		return Buffer.isBuffer(value)
			? value
			: Buffer.from(value.buffer, value.byteOffset, value.length);
	}
	return value;
};

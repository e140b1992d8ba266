/** A collection of Make: what JSON calls an object. */
export const isCollection = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/**
 * A scalar as text. What Make makes of nothing, of an array or of a collection here is not
 * documented, so those throw a TypeError: our files must not rely on it.
 */
export const textOf = (value: unknown): string => {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (value instanceof Date) return value.toISOString();
	throw new TypeError(
		`${value === null || value === undefined ? 'nothing' : 'an array or a collection'} is not a text`,
	);
};

/** A number, or a text that is one. Throws a TypeError for anything else. */
export const numberOf = (value: unknown): number => {
	if (typeof value === 'number') return value;
	if (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)) return Number(value);
	throw new TypeError(`${JSON.stringify(value)} is not a number`);
};

/** An array. Throws a TypeError for anything else. */
export const arrayOf = (value: unknown): readonly unknown[] => {
	if (!Array.isArray(value)) throw new TypeError(`${JSON.stringify(value)} is not an array`);
	return value;
};

/** Make's conditions follow JavaScript: nothing, an empty text, 0 and false do not hold. */
export const truthy = (value: unknown): boolean => Boolean(value);

/** The value of a key, or the item at a place counted from 1, or from the end with -1. */
export const child = (value: unknown, step: string | number): unknown => {
	if (typeof step === 'number') {
		return Array.isArray(value) ? value.at(step > 0 ? step - 1 : step) : undefined;
	}
	return isCollection(value) && Object.hasOwn(value, step) ? value[step] : undefined;
};

/** The value under a dotted path whose numbers are places of arrays. */
export const valueAtPath = (value: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(found, key) => child(found, Array.isArray(found) && /^\d+$/.test(key) ? Number(key) : key),
			value,
		);

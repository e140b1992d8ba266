/** An object that is neither null nor a list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (value: unknown, key: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, key)
		? (value as Readonly<Record<string, unknown>>)[key]
		: undefined;

/** The value under nested keys, own properties only; undefined where there is none. */
export const valueUnder = (value: unknown, keys: readonly PropertyKey[]): unknown => {
	let here = value;
	for (const key of keys) here = own(here, String(key));
	return here;
};

/**
 * The value at a dotted path that a person wrote, own properties only; undefined where there is
 * none. A key that holds the rest of the path, dots included, wins; list items go by index.
 */
export const valueAt = (value: unknown, path: string): unknown => {
	let here = value;
	let rest = path;
	for (;;) {
		const whole = own(here, rest);
		const dot = rest.indexOf('.');
		if (whole !== undefined || dot < 0) return whole;
		here = own(here, rest.slice(0, dot));
		rest = rest.slice(dot + 1);
	}
};

import { survey } from './survey.ts';

/** A body as read: what it is, and its value. */
export type ParsedBody =
	| { readonly kind: 'json'; readonly value: unknown }
	| { readonly kind: 'form'; readonly value: Readonly<Record<string, string | readonly string[]>> }
	| { readonly kind: 'text'; readonly value: string };

const integerPattern = /^-?\d+$/;

/** Keeps numbers that a double would change as the text that was written (proposal-json-parse-with-source). */
const exactNumbers = (_key: string, value: unknown, context?: { readonly source?: string }) => {
	if (typeof value !== 'number' || context?.source === undefined) return value;
	const rounded = integerPattern.test(context.source) && !Number.isSafeInteger(value);
	return rounded || !Number.isFinite(value) ? context.source : value;
};

/** Whether reading this JSON text as JavaScript does would change one of its numbers. */
export const roundsNumbers = (text: string): boolean => {
	const { tooDeep, hasLargeNumbers } = survey(JSON.parse(text));
	if (!tooDeep && !hasLargeNumbers) return false;
	let rounds = false;
	JSON.parse(text, (key: string, value: unknown, context?: { readonly source?: string }) => {
		rounds ||= exactNumbers(key, value, context) !== value;
		return value;
	});
	return rounds;
};

const parseJson = (text: string): { readonly value: unknown } | null => {
	try {
		const value: unknown = JSON.parse(text);
		const { tooDeep, hasLargeNumbers } = survey(value);
		if (tooDeep) return null;
		return { value: hasLargeNumbers ? JSON.parse(text, exactNumbers) : value };
	} catch (error) {
		if (error instanceof SyntaxError) return null;
		throw error;
	}
};

/** `name=value` pairs with nothing in them that a form would have encoded. */
const formPattern = /^[\w.[\]%+-]+=[^\s&=]*(?:&[\w.[\]%+-]+=[^\s&=]*)*$/;

const parseForm = (text: string): Readonly<Record<string, string | readonly string[]>> => {
	const fields = new Map<string, string | string[]>();
	for (const [name, value] of new URLSearchParams(text)) {
		const before = fields.get(name);
		if (before === undefined) fields.set(name, value);
		else if (Array.isArray(before)) before.push(value);
		else fields.set(name, [before, value]);
	}
	// Object.fromEntries defines own properties, so that a field named `__proto__` is only a field.
	return Object.fromEntries(fields);
};

/**
 * Reads a body: JSON whatever its content type says, else a form when the type says so or an
 * untyped body clearly is one, else text. Integers beyond 2^53 become strings as written. Never
 * throws.
 */
export const parseBody = (raw: Uint8Array, contentType: string | null): ParsedBody => {
	const decoded = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8');
	const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
	const json = parseJson(text);
	if (json !== null) return { kind: 'json', value: json.value };
	const type = contentType?.toLowerCase().trim() ?? '';
	const isForm =
		type === '' ? formPattern.test(text) : type.startsWith('application/x-www-form-urlencoded');
	return isForm && text !== ''
		? { kind: 'form', value: parseForm(text) }
		: { kind: 'text', value: text };
};

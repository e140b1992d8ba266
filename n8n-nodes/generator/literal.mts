/** Source text that stands in a literal as it is: `NodeConnectionTypes.Main`. */
export type Code = { readonly code: string };

export type Literal =
	| string
	| number
	| boolean
	| null
	| Code
	| readonly Literal[]
	| { readonly [key: string]: Literal };

const columns = 100;
const tabColumns = 4;

export const code = (text: string): Code => ({ code: text });

const isCode = (value: Literal): value is Code =>
	typeof value === 'object' && value !== null && 'code' in value;

const quoted = (text: string): string =>
	`'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

const keyText = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

const oneLine = (value: Literal): string => {
	if (typeof value === 'string') return quoted(value);
	if (typeof value !== 'object' || value === null) return String(value);
	if (isCode(value)) return value.code;
	if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
	const inner = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${oneLine(item)}`);
	return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
};

const isPlain = (value: Literal): boolean =>
	typeof value !== 'object' || value === null || isCode(value);

/** A value as TypeScript source at this depth of tabs; what fits on a line stays on it. */
export const literal = (value: Literal, depth: number): string => {
	const short = oneLine(value);
	const fits = depth * tabColumns + short.length < columns - 2 * tabColumns;
	if (isPlain(value)) return short;
	const items = Array.isArray(value) ? value : Object.values(value as object);
	if (items.length === 0 || (fits && items.every(isPlain))) return short;
	const tabs = '\t'.repeat(depth + 1);
	const lines = Array.isArray(value)
		? value.map((item) => `${tabs}${literal(item, depth + 1)},`)
		: Object.entries(value as Readonly<Record<string, Literal>>).map(
				([key, item]) => `${tabs}${keyText(key)}: ${literal(item, depth + 1)},`,
			);
	const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
	return `${open}\n${lines.join('\n')}\n${'\t'.repeat(depth)}${close}`;
};

import type { BinaryOperator, Dialect } from './syntax.ts';

type Sign =
	| { readonly kind: 'text'; readonly value: string }
	| { readonly kind: 'number'; readonly value: number }
	/** `quoted` where it stood in backticks. */
	| { readonly kind: 'name'; readonly value: string; readonly quoted: boolean }
	| { readonly kind: 'operator'; readonly value: BinaryOperator | 'not' }
	| { readonly kind: 'mark'; readonly value: '(' | ')' | '[' | ']' | '.' | 'separator' | 'end' };

/** `at` counts UTF-16 units of the template from 0. */
export type Token = { readonly at: number } & Sign;

/** Thrown while a template is read; `parseTemplate` turns it into a value. */
export class IllegalTemplate extends Error {
	readonly at: number;
	constructor(message: string, at: number) {
		super(message);
		this.name = 'IllegalTemplate';
		this.at = at;
	}
}

const shared: readonly (readonly [string, BinaryOperator])[] = [
	['<=', 'less_or_equal'],
	['>=', 'greater_or_equal'],
	['<', 'less'],
	['>', 'greater'],
	['+', 'add'],
	['-', 'subtract'],
	['*', 'multiply'],
	['/', 'divide'],
	['%', 'remainder'],
];

type Grammar = {
	readonly quote: string;
	readonly separator: string;
	/** Longest first. */
	readonly operators: readonly (readonly [string, BinaryOperator | 'not'])[];
};

const grammars: Readonly<Record<Dialect, Grammar>> = {
	app: {
		quote: "'",
		separator: ',',
		operators: [
			['===', 'equal'],
			['!==', 'not_equal'],
			['==', 'equal'],
			['!=', 'not_equal'],
			['&&', 'and'],
			['||', 'or'],
			...shared,
			['=', 'equal'],
			['!', 'not'],
		],
	},
	scenario: {
		quote: '"',
		separator: ';',
		operators: [['!=', 'not_equal'], ['&', 'and'], ['|', 'or'], ...shared, ['=', 'equal']],
	},
};

const space = /[ \t\r\n]*/y;
const number = /\d+(?:\.\d+)?/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const marks = ['(', ')', '[', ']', '.'] as const;

const matchAt = (pattern: RegExp, text: string, at: number): string | null => {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0] ?? null;
};

/** Up to the closing sign. What escapes a sign inside is not documented, so none is taken. */
const quotedAt = (text: string, at: number, sign: string, what: string): string => {
	const end = text.indexOf(sign, at + 1);
	if (end === -1) throw new IllegalTemplate(`This ${what} is not closed.`, at);
	const value = text.slice(at + 1, end);
	if (value.includes('\\')) throw new IllegalTemplate(`A ${what} holds a backslash.`, at);
	return value;
};

const tokenAt = (text: string, at: number, { quote, separator, operators }: Grammar) => {
	const sign = text.charAt(at);
	const to = (length: number, token: Sign): { readonly token: Token; readonly end: number } => ({
		token: { at, ...token },
		end: at + length,
	});
	if (sign === quote) {
		const value = quotedAt(text, at, quote, 'text');
		return to(value.length + 2, { kind: 'text', value });
	}
	if (sign === '`') {
		const value = quotedAt(text, at, '`', 'name');
		return to(value.length + 2, { kind: 'name', value, quoted: true });
	}
	const digits = matchAt(number, text, at);
	if (digits !== null) return to(digits.length, { kind: 'number', value: Number(digits) });
	const word = matchAt(name, text, at);
	if (word !== null) return to(word.length, { kind: 'name', value: word, quoted: false });
	if (text.startsWith('}}', at)) return to(2, { kind: 'mark', value: 'end' });
	if (sign === separator) return to(1, { kind: 'mark', value: 'separator' });
	const mark = marks.find((one) => one === sign);
	if (mark !== undefined) return to(1, { kind: 'mark', value: mark });
	const operator = operators.find(([written]) => text.startsWith(written, at));
	if (operator !== undefined)
		return to(operator[0].length, { kind: 'operator', value: operator[1] });
	throw new IllegalTemplate(`“${sign}” has no meaning here.`, at);
};

/** The tokens of one expression, which starts at `start`, up to and with its `}}`. */
export const tokensOf = (
	text: string,
	start: number,
	dialect: Dialect,
): { readonly tokens: readonly Token[]; readonly end: number } => {
	const tokens: Token[] = [];
	let at = start;
	while (true) {
		at += matchAt(space, text, at)?.length ?? 0;
		if (at >= text.length) throw new IllegalTemplate('This “{{” is not closed.', start - 2);
		const { token, end } = tokenAt(text, at, grammars[dialect]);
		tokens.push(token);
		at = end;
		if (token.kind === 'mark' && token.value === 'end') return { tokens, end };
	}
};

import type {
	BinaryOperator,
	Dialect,
	Expression,
	ParsedTemplate,
	Step,
	TemplatePart,
} from './syntax.ts';
import { IllegalTemplate, type Token, tokensOf } from './tokens.ts';

/** Loosest first. */
const levels: readonly (readonly BinaryOperator[])[] = [
	['or'],
	['and'],
	['equal', 'not_equal'],
	['less', 'less_or_equal', 'greater', 'greater_or_equal'],
	['add', 'subtract'],
	['multiply', 'divide', 'remainder'],
];

const keywords: ReadonlyMap<string, boolean | null | readonly never[]> = new Map<
	string,
	boolean | null | readonly never[]
>([
	['true', true],
	['false', false],
	['null', null],
	['emptyarray', []],
]);

/** Reads one expression from its tokens, the last of which is its `}}`. */
const expressionOf = (tokens: readonly Token[], dialect: Dialect): Expression => {
	let position = 0;
	const peek = (): Token => tokens[Math.min(position, tokens.length - 1)] as Token;
	const next = (): Token => {
		const token = peek();
		position += 1;
		return token;
	};
	const isMark = (value: string): boolean => {
		const token = peek();
		return token.kind === 'mark' && token.value === value;
	};
	const takeMark = (value: string): boolean => {
		const found = isMark(value);
		if (found) position += 1;
		return found;
	};
	const expect = (value: string): void => {
		if (!takeMark(value)) throw new IllegalTemplate(`“${value}” is missing.`, peek().at);
	};

	const stepsOf = (): readonly Step[] => {
		const steps: Step[] = [];
		while (true) {
			if (takeMark('.')) {
				const token = next();
				if (token.kind !== 'name')
					throw new IllegalTemplate('A key is missing after “.”.', token.at);
				steps.push({ key: token.value });
			} else if (takeMark('[')) {
				const token = peek();
				const sign = token.kind === 'operator' && token.value === 'subtract' ? -1 : 1;
				if (sign === -1) position += 1;
				const digits = peek();
				if (digits.kind === 'number') position += 1;
				else if (sign === -1) throw new IllegalTemplate('A place is missing.', digits.at);
				// Empty brackets stand for the first item.
				const index = digits.kind === 'number' ? sign * digits.value : 1;
				if (!Number.isInteger(index) || index === 0)
					throw new IllegalTemplate('Places of an array start at 1.', digits.at);
				expect(']');
				steps.push({ index });
			} else return steps;
		}
	};

	const operandsOf = (): readonly Expression[] => {
		const operands: Expression[] = [];
		if (takeMark(')')) return operands;
		do operands.push(level(0));
		while (takeMark('separator'));
		expect(')');
		return operands;
	};

	const primary = (): Expression => {
		const token = next();
		const { at } = token;
		switch (token.kind) {
			case 'text':
				return { kind: 'literal', value: token.value, at };
			case 'number': {
				if (dialect === 'scenario' && isMark('.'))
					return { kind: 'path', root: String(token.value), steps: stepsOf(), at };
				return { kind: 'literal', value: token.value, at };
			}
			case 'name': {
				if (!token.quoted && takeMark('('))
					return { kind: 'call', name: token.value, operands: operandsOf(), at };
				const keyword = token.quoted ? undefined : keywords.get(token.value);
				if (keyword !== undefined) return { kind: 'literal', value: keyword, at };
				return { kind: 'path', root: token.value, steps: stepsOf(), at };
			}
			case 'operator': {
				if (token.value === 'not') return { kind: 'not', operand: primary(), at };
				if (token.value === 'subtract') return { kind: 'negate', operand: primary(), at };
				throw new IllegalTemplate('A value is missing before this operator.', at);
			}
			case 'mark': {
				if (token.value !== '(') throw new IllegalTemplate('A value is missing.', at);
				const inner = level(0);
				expect(')');
				return inner;
			}
		}
	};

	const level = (depth: number): Expression => {
		const operators = levels[depth];
		if (operators === undefined) return primary();
		let left = level(depth + 1);
		while (true) {
			const token = peek();
			if (token.kind !== 'operator') return left;
			const operator = operators.find((one) => one === token.value);
			if (operator === undefined) return left;
			position += 1;
			left = { kind: 'binary', operator, left, right: level(depth + 1), at: token.at };
		}
	};

	const whole = level(0);
	if (!isMark('end')) throw new IllegalTemplate('An operator is missing.', peek().at);
	return whole;
};

const partsOf = (text: string, dialect: Dialect): readonly TemplatePart[] => {
	const parts: TemplatePart[] = [];
	let at = 0;
	while (at < text.length) {
		const open = text.indexOf('{{', at);
		const stop = open === -1 ? text.length : open;
		if (stop > at) {
			const stray = text.slice(at, stop).indexOf('}}');
			// JSON written out inside a scenario's field ends in such braces; an app's file has none.
			if (stray !== -1 && dialect === 'app')
				throw new IllegalTemplate('This “}}” was never opened.', at + stray);
			parts.push({ kind: 'text', text: text.slice(at, stop), at });
		}
		if (open === -1) break;
		const { tokens, end } = tokensOf(text, open + 2, dialect);
		parts.push({ kind: 'expression', expression: expressionOf(tokens, dialect), at: open });
		at = end;
	}
	return parts;
};

/** Reads a text with `{{…}}`, or says what is wrong with it and where. */
export const parseTemplate = (text: string, dialect: Dialect): ParsedTemplate => {
	try {
		return { ok: true, template: partsOf(text, dialect) };
	} catch (error) {
		if (!(error instanceof IllegalTemplate)) throw error;
		return { ok: false, error: { message: error.message, at: error.at } };
	}
};

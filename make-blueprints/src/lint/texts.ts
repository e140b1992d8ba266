import type { Expression } from '../iml/syntax.ts';
import { isRecord } from './app-model.ts';

/** A text in a file, and the keys that lead to it. */
export type Text = { readonly at: readonly string[]; readonly text: string };

/** Every text inside a value, in order. */
export const textsIn = (value: unknown, at: readonly string[] = []): readonly Text[] => {
	if (typeof value === 'string') return [{ at, text: value }];
	const children = Array.isArray(value) || isRecord(value) ? Object.entries(value) : [];
	return children.flatMap(([key, child]) => textsIn(child, [...at, key]));
};

/** Every expression inside an expression, itself first. */
export const expressionsIn = (expression: Expression): readonly Expression[] => {
	switch (expression.kind) {
		case 'literal':
		case 'path':
			return [expression];
		case 'call':
			return [expression, ...expression.operands.flatMap(expressionsIn)];
		case 'not':
		case 'negate':
			return [expression, ...expressionsIn(expression.operand)];
		case 'binary':
			return [expression, ...expressionsIn(expression.left), ...expressionsIn(expression.right)];
	}
};

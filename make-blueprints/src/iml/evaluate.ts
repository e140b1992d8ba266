import { functions } from './functions.ts';
import { parseTemplate } from './parse.ts';
import type { BinaryOperator, Dialect, Expression, Template } from './syntax.ts';
import { child, isCollection, numberOf, textOf, truthy } from './values.ts';

/** What expressions may read: variables of an app, or outputs of modules by their id. */
export type Scope = {
	readonly dialect: Dialect;
	readonly variables: Readonly<Record<string, unknown>>;
};

/** An expression that cannot be evaluated; `at` counts UTF-16 units of its template from 0. */
export class EvaluationFault extends Error {
	readonly at: number;
	constructor(message: string, at: number, options?: ErrorOptions) {
		super(message, options);
		this.name = 'EvaluationFault';
		this.at = at;
	}
}

const comparable = (value: unknown): unknown => {
	if (typeof value === 'object' && value !== null)
		throw new TypeError('arrays, collections and dates cannot be compared');
	return value ?? null;
};

const numberAlone = (value: unknown): number => {
	if (typeof value !== 'number') throw new TypeError(`${JSON.stringify(value)} is not a number`);
	return value;
};

/** `+` joins texts where one side is a text; beside a text, nothing is an empty text. */
const add = (left: unknown, right: unknown): string | number =>
	typeof left === 'string' || typeof right === 'string'
		? textOf(left ?? '') + textOf(right ?? '')
		: numberAlone(left) + numberAlone(right);

const operations: Readonly<Record<BinaryOperator, (left: unknown, right: unknown) => unknown>> = {
	or: (left, right) => (truthy(left) ? left : right),
	and: (left, right) => (truthy(left) ? right : left),
	/** "All equality operations are strict" (Make, "JavaScript in Make"). */
	equal: (left, right) => comparable(left) === comparable(right),
	not_equal: (left, right) => comparable(left) !== comparable(right),
	less: (left, right) => numberAlone(left) < numberAlone(right),
	less_or_equal: (left, right) => numberAlone(left) <= numberAlone(right),
	greater: (left, right) => numberAlone(left) > numberAlone(right),
	greater_or_equal: (left, right) => numberAlone(left) >= numberAlone(right),
	add,
	subtract: (left, right) => numberOf(left) - numberOf(right),
	multiply: (left, right) => numberOf(left) * numberOf(right),
	divide: (left, right) => numberOf(left) / numberOf(right),
	remainder: (left, right) => numberOf(left) % numberOf(right),
};

const callOf = (expression: Expression & { readonly kind: 'call' }, scope: Scope): unknown => {
	const { name, operands } = expression;
	const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
	if (known?.dialects.includes(scope.dialect) !== true)
		throw new TypeError(`${name} is not a function of this list`);
	const [least, most] = known.operands;
	if (operands.length < least || operands.length > most)
		throw new TypeError(`${name} takes ${least} to ${most} operands`);
	return known.run(...operands.map((operand) => evaluateExpression(operand, scope)));
};

const resultOf = (expression: Expression, scope: Scope): unknown => {
	switch (expression.kind) {
		case 'literal':
			return expression.value;
		case 'path': {
			const { root, steps } = expression;
			if (!Object.hasOwn(scope.variables, root)) throw new TypeError(`${root} is not known here`);
			return steps.reduce<unknown>(
				(value, step) => child(value, 'key' in step ? step.key : step.index),
				scope.variables[root],
			);
		}
		case 'call':
			return callOf(expression, scope);
		case 'not':
			return !truthy(evaluateExpression(expression.operand, scope));
		case 'negate':
			return -numberOf(evaluateExpression(expression.operand, scope));
		case 'binary':
			return operations[expression.operator](
				evaluateExpression(expression.left, scope),
				evaluateExpression(expression.right, scope),
			);
	}
};

/** The value of an expression. Throws an EvaluationFault that tells the innermost place. */
export const evaluateExpression = (expression: Expression, scope: Scope): unknown => {
	try {
		return resultOf(expression, scope);
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		throw new EvaluationFault(error.message, expression.at, { cause: error });
	}
};

/** A lone expression keeps its type; anything beside it makes a text. */
const evaluateTemplate = (template: Template, scope: Scope): unknown => {
	const [only, ...others] = template;
	if (only?.kind === 'expression' && others.length === 0)
		return evaluateExpression(only.expression, scope);
	return template
		.map((part) => {
			if (part.kind === 'text') return part.text;
			const value = evaluateExpression(part.expression, scope) ?? '';
			if (typeof value === 'object' && !(value instanceof Date))
				throw new EvaluationFault('an array or a collection stands in a text', part.at);
			return textOf(value);
		})
		.join('');
};

/** Evaluates a text. Throws an EvaluationFault when it cannot be read or evaluated. */
export const evaluateText = (text: string, scope: Scope): unknown => {
	const parsed = parseTemplate(text, scope.dialect);
	if (!parsed.ok) throw new EvaluationFault(parsed.error.message, parsed.error.at);
	return evaluateTemplate(parsed.template, scope);
};

/** The key under which an app's file spreads a collection into the one around it. */
export const spreadKey = '{{...}}';

/** Evaluates every text inside a value as JSON files hold it; keys stay, but for `{{...}}`. */
export const evaluateTree = (tree: unknown, scope: Scope): unknown => {
	if (typeof tree === 'string') return evaluateText(tree, scope);
	if (Array.isArray(tree)) return tree.map((item) => evaluateTree(item, scope));
	if (!isCollection(tree)) return tree;
	return Object.fromEntries(
		Object.entries(tree).flatMap(([key, value]) => {
			const evaluated = evaluateTree(value, scope);
			if (key !== spreadKey) return [[key, evaluated] as const];
			return isCollection(evaluated) ? Object.entries(evaluated) : [];
		}),
	);
};

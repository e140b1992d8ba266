import { textsIn } from '../../../make-blueprints/src/blueprints/walk.ts';
import { functions } from '../../../make-blueprints/src/iml/functions.ts';
import { parseTemplate } from '../../../make-blueprints/src/iml/parse.ts';
import type { Dialect, Expression } from '../../../make-blueprints/src/iml/syntax.ts';
import { dialectOf, jsonFilesIn } from '../support/generated.ts';

type Call = { readonly name: string; readonly dialect: Dialect };

const callsIn = (expression: Expression, dialect: Dialect): readonly Call[] => {
	switch (expression.kind) {
		case 'literal':
		case 'path':
			return [];
		case 'call':
			return [
				{ name: expression.name, dialect },
				...expression.operands.flatMap((operand) => callsIn(operand, dialect)),
			];
		case 'not':
		case 'negate':
			return callsIn(expression.operand, dialect);
		case 'binary':
			return [expression.left, expression.right].flatMap((side) => callsIn(side, dialect));
	}
};

const folders = ['app', 'blueprints'] as const;
const texts = folders.flatMap((folder) =>
	jsonFilesIn(folder).flatMap(({ path, content }) =>
		textsIn(content).map(({ text }) => ({ path, text, dialect: dialectOf[folder] })),
	),
);
const calls = texts.flatMap(({ text, dialect }) => {
	const parsed = parseTemplate(text, dialect);
	if (!parsed.ok) return [];
	return parsed.template.flatMap((part) =>
		part.kind === 'expression' ? callsIn(part.expression, dialect) : [],
	);
});

it('every text of every committed file can be read', () => {
	const unread = texts.filter(({ text, dialect }) => !parseTemplate(text, dialect).ok);
	expect(unread).toEqual([]);
	expect(texts.length).toBeGreaterThan(1_000);
});

it('every function that a committed file calls is in the list, for its dialect', () => {
	const unknown = calls.filter(
		({ name, dialect }) =>
			!Object.hasOwn(functions, name) || functions[name]?.dialects.includes(dialect) !== true,
	);
	expect(unknown).toEqual([]);
});

it.each(Object.keys(functions))('%s is in the list because a committed file calls it', (name) => {
	expect(calls.map((call) => call.name)).toContain(name);
});

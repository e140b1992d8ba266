import fc from 'fast-check';
import { parseTemplate } from '../../../make-blueprints/src/iml/parse.ts';
import type { Dialect, Expression } from '../../../make-blueprints/src/iml/syntax.ts';

const dialects = fc.constantFrom<Dialect>('app', 'scenario');

it('any text is read, or refused at a place inside it', () => {
	const signs = fc.string({
		unit: fc.constantFrom(
			'{{',
			'}}',
			'{',
			'a',
			'1',
			'.',
			'`',
			"'",
			'"',
			'(',
			')',
			'[',
			']',
			' ',
			',',
			';',
			'+',
			'!',
			'=',
			'&',
		),
		maxLength: 40,
	});
	fc.assert(
		fc.property(fc.oneof(fc.string(), signs), dialects, (text, dialect) => {
			const parsed = parseTemplate(text, dialect);
			if (parsed.ok) return true;
			return parsed.error.at >= 0 && parsed.error.at <= text.length;
		}),
		{ numRuns: 2_000 },
	);
});

/** How each dialect writes what the parser reads. */
const written = {
	app: {
		quote: "'",
		separator: ', ',
		operators: { or: '||', and: '&&', equal: '==', not_equal: '!=' },
	},
	scenario: {
		quote: '"',
		separator: '; ',
		operators: { or: '|', and: '&', equal: '=', not_equal: '!=' },
	},
} as const;
const shared = {
	less: '<',
	less_or_equal: '<=',
	greater: '>',
	greater_or_equal: '>=',
	add: '+',
	subtract: '-',
	multiply: '*',
	divide: '/',
	remainder: '%',
} as const;

const write = (expression: Expression, dialect: Dialect): string => {
	const { quote, separator, operators } = written[dialect];
	switch (expression.kind) {
		case 'literal':
			return typeof expression.value === 'string'
				? `${quote}${expression.value}${quote}`
				: String(expression.value);
		case 'path':
			return [
				expression.root,
				...expression.steps.map((step) => ('key' in step ? `.\`${step.key}\`` : `[${step.index}]`)),
			].join('');
		case 'call':
			return `${expression.name}(${expression.operands.map((one) => write(one, dialect)).join(separator)})`;
		case 'not':
			return `!(${write(expression.operand, dialect)})`;
		case 'negate':
			return `-(${write(expression.operand, dialect)})`;
		case 'binary': {
			const sign = { ...operators, ...shared }[expression.operator];
			return `(${write(expression.left, dialect)}) ${sign} (${write(expression.right, dialect)})`;
		}
	}
};

const at = 0;
const name = fc
	.stringMatching(/^[a-z][a-z_]{0,8}$/)
	.filter((text) => !/^(?:true|false|null|emptyarray)$/.test(text));
const leaf: fc.Arbitrary<Expression> = fc.oneof(
	fc
		.oneof(fc.nat(), fc.boolean(), fc.constant(null), fc.stringMatching(/^[^'"\\]{0,12}$/))
		.map((value): Expression => ({ kind: 'literal', value, at })),
	fc
		.record({
			root: name,
			steps: fc.array(
				fc.oneof(
					fc.stringMatching(/^[a-z -]{1,6}$/).map((key) => ({ key })),
					fc.constantFrom(1, 2, -1).map((index) => ({ index })),
				),
				{ maxLength: 3 },
			),
		})
		.map((path): Expression => ({ kind: 'path', ...path, at })),
);
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
	tree: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		leaf,
		fc
			.record({ name, operands: fc.array(tie('tree'), { maxLength: 3 }) })
			.map((call): Expression => ({ kind: 'call', ...call, at })),
		tie('tree').map((operand): Expression => ({ kind: 'negate', operand, at })),
		fc
			.record({
				operator: fc.constantFrom(
					...(Object.keys({ ...written.app.operators, ...shared }) as (keyof typeof shared)[]),
				),
				left: tie('tree'),
				right: tie('tree'),
			})
			.map((binary): Expression => ({ kind: 'binary', ...binary, at })),
	),
}));

/** Places are of no matter here. */
const placeless = (value: unknown): unknown =>
	JSON.parse(JSON.stringify(value, (key, inner) => (key === 'at' ? undefined : inner)));

it('what is written in a dialect is read back the same', () => {
	fc.assert(
		fc.property(tree, dialects, (expression, dialect) => {
			const parsed = parseTemplate(`a{{${write(expression, dialect)}}}b`, dialect);
			expect(parsed.ok).toBe(true);
			const part = parsed.ok ? parsed.template[1] : undefined;
			expect(part?.kind === 'expression' ? placeless(part.expression) : part).toEqual(
				placeless(expression),
			);
		}),
		{ numRuns: 500 },
	);
});

import { parseTemplate } from '../../../make-blueprints/src/iml/parse.ts';
import type { Dialect, Expression } from '../../../make-blueprints/src/iml/syntax.ts';

const expressionOf = (text: string, dialect: Dialect): Expression => {
	const parsed = parseTemplate(text, dialect);
	const [part] = parsed.ok ? parsed.template : [];
	if (part?.kind !== 'expression') throw new Error(`${text} holds no expression.`);
	return part.expression;
};

/** An expression with brackets around everything, so that its structure can be read. */
const written = (expression: Expression): string => {
	switch (expression.kind) {
		case 'literal':
			return JSON.stringify(expression.value);
		case 'path':
			return [
				expression.root,
				...expression.steps.map((step) => ('key' in step ? `.${step.key}` : `[${step.index}]`)),
			].join('');
		case 'call':
			return `${expression.name}(${expression.operands.map(written).join(' , ')})`;
		case 'not':
		case 'negate':
			return `(${expression.kind} ${written(expression.operand)})`;
		case 'binary':
			return `(${written(expression.left)} ${expression.operator} ${written(expression.right)})`;
	}
};

describe('a template', () => {
	it('keeps the text between its expressions', () => {
		expect(parseTemplate('/a/{{b}}?c={{d}}!', 'app')).toMatchObject({
			ok: true,
			template: [
				{ kind: 'text', text: '/a/', at: 0 },
				{ kind: 'expression', at: 3 },
				{ kind: 'text', text: '?c=', at: 8 },
				{ kind: 'expression', at: 11 },
				{ kind: 'text', text: '!', at: 16 },
			],
		});
	});

	it('has no parts when it is empty', () => {
		expect(parseTemplate('', 'scenario')).toEqual({ ok: true, template: [] });
	});

	it('may hold JSON in a scenario, whose braces end nothing', () => {
		expect(parseTemplate('{"a":{"b":{{1.c}}}}', 'scenario')).toMatchObject({
			ok: true,
			template: [
				{ kind: 'text', text: '{"a":{"b":' },
				{ kind: 'expression' },
				{ kind: 'text', text: '}}' },
			],
		});
	});
});

it.each<readonly [Dialect, string, string]>([
	['app', "{{'a b'}}", '"a b"'],
	['app', "{{'}}'}}", '"}}"'],
	['app', '{{true}}', 'true'],
	['app', '{{null}}', 'null'],
	['app', '{{`null`}}', 'null'],
	['app', '{{1.5}}', '1.5'],
	['app', '{{body.data[2].id}}', 'body.data[2].id'],
	['app', '{{body.data[].id}}', 'body.data[1].id'],
	['app', '{{body.data[-1]}}', 'body.data[-1]'],
	['app', '{{headers.`webhook-id`}}', 'headers.webhook-id'],
	['app', '{{!a && b || c}}', '(((not a) and b) or c)'],
	['app', '{{a + b * c - d}}', '((a add (b multiply c)) subtract d)'],
	['app', '{{(a + b) * -c}}', '((a add b) multiply (negate c))'],
	['app', '{{a - b - c}}', '((a subtract b) subtract c)'],
	['app', '{{a = b}}', '(a equal b)'],
	['app', '{{a == b}}', '(a equal b)'],
	['app', '{{a === b}}', '(a equal b)'],
	['app', '{{a !== b}}', '(a not_equal b)'],
	['app', '{{a != b}}', '(a not_equal b)'],
	['app', '{{a <= b == (c > d)}}', '((a less_or_equal b) equal (c greater d))'],
	['app', "{{if(a, 'b', f())}}", 'if(a , "b" , f())'],
	['scenario', '{{1.name}}', '1.name'],
	['scenario', '{{12.`a b`[1]}}', '12.a b[1]'],
	['scenario', '{{`3`}}', '3'],
	['scenario', '{{3}}', '3'],
	['scenario', '{{1.5}}', '1.5'],
	['scenario', '{{get(2.a; "b")}}', 'get(2.a , "b")'],
	[
		'scenario',
		'{{1.a = "x" & 2.b != 3 | 4.c}}',
		'(((1.a equal "x") and (2.b not_equal 3)) or 4.c)',
	],
	['scenario', '{{ 1.a % 2 >= 0 }}', '((1.a remainder 2) greater_or_equal 0)'],
	['scenario', '{{"it\'s"}}', '"it\'s"'],
])('%s: %s reads as %s', (dialect, text, expected) => {
	expect(written(expressionOf(text, dialect))).toBe(expected);
});

it('tells a module from a number: a whole output is a path', () => {
	expect(expressionOf('{{`3`}}', 'scenario')).toMatchObject({ kind: 'path', root: '3' });
	expect(expressionOf('{{3}}', 'scenario')).toMatchObject({ kind: 'literal', value: 3 });
	expect(expressionOf('{{`true`}}', 'app')).toMatchObject({ kind: 'path', root: 'true' });
});

it.each<readonly [Dialect, string, number]>([
	['app', 'ab {{c', 3],
	['app', 'a }} b', 2],
	['app', '{{a}}}}', 5],
	['app', '{{}}', 2],
	['app', '{{a b}}', 4],
	['app', '{{a +}}', 5],
	['app', '{{* a}}', 2],
	['app', '{{if(a; b)}}', 6],
	['app', '{{"a"}}', 2],
	['app', "{{'a}}", 2],
	['app', '{{`a}}', 2],
	['app', '{{f(a}}', 5],
	['app', '{{(a}}', 4],
	['app', '{{f(a,)}}', 6],
	['app', '{{a.}}', 4],
	['app', '{{a.1}}', 4],
	['app', '{{a[0]}}', 4],
	['app', '{{a[b]}}', 4],
	['app', '{{a[-]}}', 5],
	['app', '{{a ? b : c}}', 4],
	['app', '{{{a: 1}}}', 2],
	['app', '{{[a]}}', 2],
	['app', "{{'a\\'b'}}", 2],
	['scenario', '{{if(1.a, 2)}}', 8],
	['scenario', "{{'a'}}", 2],
	['scenario', '{{1.a && 2.b}}', 7],
	['scenario', '{{1.a == 2.b}}', 7],
	['scenario', '{{!1.a}}', 2],
])('%s: %s is refused at %i', (dialect, text, at) => {
	const parsed = parseTemplate(text, dialect);
	expect(parsed).toEqual({ ok: false, error: { message: expect.stringMatching(/\.$/), at } });
});

import { createHash, createHmac } from 'node:crypto';
import {
	EvaluationFault,
	evaluateText,
	evaluateTree,
} from '../../../make-blueprints/src/iml/evaluate.ts';

const now = new Date('2026-02-24T21:00:01.500Z');

const app = (text: string, variables: Readonly<Record<string, unknown>> = {}): unknown =>
	evaluateText(text, { dialect: 'app', variables });
const scenario = (text: string, variables: Readonly<Record<string, unknown>> = {}): unknown =>
	evaluateText(text, { dialect: 'scenario', variables });

const people = [
	{ name: 'first', value: 'Ann', inner: { id: 1 } },
	{ name: 'second', value: 'Bob', inner: { id: 2 } },
	{ name: 'second', value: 'Cy', inner: { id: 3 } },
];

describe('each function', () => {
	it.each<readonly [string, Readonly<Record<string, unknown>>, unknown]>([
		['{{abs(a)}}', { a: -4 }, 4],
		["{{abs('-4')}}", {}, 4],
		["{{contains('abc', 'bc')}}", {}, true],
		["{{contains('abc', 'x')}}", {}, false],
		["{{contains(a, 'b')}}", { a: ['a', 'b'] }, true],
		["{{contains(a, 'ab')}}", { a: ['a', 'b'] }, false],
		['{{createJSON(a)}}', { a: { b: 'é', c: [1, null] } }, '{"b":"é","c":[1,null]}'],
		['{{first(a)}}', { a: [3, 4] }, 3],
		['{{first(a)}}', { a: [] }, undefined],
		["{{formatDate(now, 'X')}}", { now }, '1771966801'],
		[
			"{{formatDate(now, 'YYYY-MM-DDTHH:mm:ss.SSS[Z]', 'UTC')}}",
			{ now },
			'2026-02-24T21:00:01.500Z',
		],
		["{{formatDate(a, 'YYYY-MM-DD', 'UTC')}}", { a: '2026-02-24T23:30:00-02:00' }, '2026-02-25'],
		['{{addSeconds(now, -1.5)}}', { now }, new Date('2026-02-24T21:00:00Z')],
		["{{addSeconds(a, '60')}}", { a: '2026-02-24T21:00:00Z' }, new Date('2026-02-24T21:01:00Z')],
		["{{encodeURL('a/b é?&')}}", {}, 'a%2Fb%20%C3%A9%3F%26'],
		["{{toCollection(a, 'key', 'value')}}", { a: undefined }, {}],
		['{{if(a, 1, 2)}}', { a: 'x' }, 1],
		['{{if(a, 1, 2)}}', { a: '' }, 2],
		['{{if(a, 1, 2)}}', { a: 0 }, 2],
		['{{ifempty(a, 1)}}', { a: null }, 1],
		['{{ifempty(a, 1)}}', { a: undefined }, 1],
		['{{ifempty(a, 1)}}', { a: '' }, 1],
		['{{ifempty(a, 1)}}', { a: 0 }, 0],
		['{{ifempty(a, 1)}}', { a: false }, false],
		['{{ifempty(a, 1)}}', { a: [] }, []],
		["{{join(a, ', ')}}", { a: ['x', 2] }, 'x, 2'],
		["{{length('été')}}", {}, 3],
		['{{length(a)}}', { a: [1, 2] }, 2],
		["{{map(a, 'value')}}", { a: people }, ['Ann', 'Bob', 'Cy']],
		["{{map(a, 'inner.id')}}", { a: people }, [1, 2, 3]],
		["{{map(a, 'value', 'name', 'second')}}", { a: people }, ['Bob', 'Cy']],
		["{{map(a, 'value', 'name', 'first,second')}}", { a: people }, ['Ann', 'Bob', 'Cy']],
		["{{map(a, 'value', 'name', 'third')}}", { a: people }, []],
		["{{parseNumber('1.5', '.')}}", {}, 1.5],
		["{{parseNumber('1,5', ',')}}", {}, 1.5],
		["{{parseNumber('', '.')}}", {}, Number.NaN],
		["{{parseNumber('x', '.')}}", {}, Number.NaN],
		["{{split('a,b', ',')}}", {}, ['a', 'b']],
		["{{toCollection(a, 'name', 'value')}}", { a: people }, { first: 'Ann', second: 'Cy' }],
	])('%s of %j is %j', (text, variables, expected) => {
		expect(app(text, variables)).toEqual(expected);
	});

	it('hashes without a key, and signs with one', () => {
		const hmac = (encoding: 'hex' | 'base64') =>
			createHmac('sha256', 'clé').update('été').digest(encoding);
		expect(app("{{sha256('été')}}")).toBe(createHash('sha256').update('été').digest('hex'));
		expect(app("{{sha256('été', 'hex', 'clé')}}")).toBe(hmac('hex'));
		expect(app("{{sha256('été', 'base64', 'clé')}}")).toBe(hmac('base64'));
		// RFC 4231, test case 2.
		expect(app("{{sha256('what do ya want for nothing?', 'hex', 'Jefe')}}")).toBe(
			'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
		);
	});

	it('silently hashes without a key when the key is empty, as Make does', () => {
		const plain = createHash('sha256').update('a').digest('hex');
		expect(app("{{sha256('a', 'hex', '')}}")).toBe(plain);
		expect(app("{{sha256('a', 'hex', key)}}", { key: undefined })).toBe(plain);
	});

	it.each([
		"{{sha256('a', 'latin2')}}",
		"{{formatDate(now, 'dddd', 'UTC')}}",
		"{{formatDate(now, 'YYYY')}}",
		"{{formatDate(now, 'X', 'Europe/Paris')}}",
		'{{addSeconds(nothing, 1)}}',
		"{{formatDate('soon', 'X')}}",
		'{{encodeURL(nothing)}}',
		"{{contains(nothing, 'a')}}",
		'{{first(nothing)}}',
		"{{map(text, 'a')}}",
		"{{abs('4 calls')}}",
		'{{length(nothing)}}',
		'{{join(list, nothing)}}',
	])('%s fails, since what Make would do is not known', (text) => {
		expect(() => app(text, { now, nothing: null, text: 'a', list: [] })).toThrow(EvaluationFault);
	});

	it.each(['{{md5(a)}}', '{{hasOwnProperty(a)}}', '{{constructor(a)}}', '{{if(a, 1)}}'])(
		'%s is not in the list, or not so',
		(text) => expect(() => app(text, { a: '' })).toThrow(EvaluationFault),
	);

	it('knows which dialect has it', () => {
		expect(() => scenario('{{createJSON(1.a)}}', { 1: {} })).toThrow(/createJSON/);
		expect(scenario('{{length(1.a)}}', { 1: { a: 'A' } })).toBe(1);
	});
});

describe('an expression', () => {
	it.each<readonly [string, unknown]>([
		["{{'a' + 1}}", 'a1'],
		["{{1 + 'a'}}", '1a'],
		["{{'a' + nothing}}", 'a'],
		['{{1 + 2}}', 3],
		["{{'5' - 3}}", 2],
		['{{7 % 4 * 2 / 3}}', 2],
		["{{'1' == 1}}", false],
		['{{1 === 1}}', true],
		['{{nothing == missing}}', true],
		['{{2 > 1 && 1 <= 1}}', true],
		["{{'' || 'b'}}", 'b'],
		["{{'a' && 0}}", 0],
		['{{!list}}', false],
		['{{-n}}', -4],
		['{{deep.a.b.c}}', undefined],
		['{{deep.constructor}}', undefined],
		['{{list[1]}}', 'x'],
		['{{list[-1]}}', 'y'],
		['{{list[3]}}', undefined],
		['{{nothing[1].a}}', undefined],
		['{{ifempty(nothing, emptyarray)}}', []],
	])('%s is %j', (text, expected) => {
		const variables = {
			nothing: null,
			missing: undefined,
			list: ['x', 'y'],
			n: 4,
			deep: { a: {} },
		};
		expect(app(text, variables)).toEqual(expected);
	});

	it.each(['{{list == list}}', "{{'2' > 1}}", '{{nothing + 1}}', '{{unknown}}', '{{1 + list}}'])(
		'%s fails',
		(text) => expect(() => app(text, { list: [], nothing: null })).toThrow(EvaluationFault),
	);

	it('tells where it failed', () => {
		expect(() => app("{{if(a, 'b', md5(a))}}", { a: 1 })).toThrow(
			expect.objectContaining({ at: 13 }),
		);
	});

	it('evaluates both branches: nobody says that Make does not', () => {
		expect(() => app('{{if(true, 1, first(nothing))}}', { nothing: null })).toThrow();
	});
});

describe('a template', () => {
	it('keeps the type of a lone expression, and makes a text of any other', () => {
		expect(app('{{a}}', { a: [1] })).toEqual([1]);
		expect(app('{{a}} ', { a: 1 })).toBe('1 ');
		expect(app('{{a}}{{b}}', { a: null, b: true })).toBe('true');
		expect(app('at {{now}}', { now })).toBe('at 2026-02-24T21:00:01.500Z');
		expect(app('')).toBe('');
	});

	it('refuses an array or a collection inside a text', () => {
		expect(() => app('a {{b}}', { b: [] })).toThrow(EvaluationFault);
	});

	it('fails where it cannot be read', () => {
		expect(() => app('{{a')).toThrow(EvaluationFault);
	});
});

it('evaluates whole files, and spreads a collection into the one around it', () => {
	const variables = { a: 'x', list: [{ key: 'k', value: 'v' }] };
	const tree = {
		n: 1,
		yes: true,
		list: ['{{a}}', null],
		inner: { '{{...}}': "{{toCollection(list, 'key', 'value')}}", own: '{{a}}' },
		none: { '{{...}}': '{{a}}' },
	};
	expect(evaluateTree(tree, { dialect: 'app', variables })).toEqual({
		n: 1,
		yes: true,
		list: ['x', null],
		inner: { k: 'v', own: 'x' },
		none: {},
	});
});

/**
 * Measured on live Make by PDFGate on 2026-10-04 (make-integration-pdfgate, envelopeEvents): with
 * the payload signed as JSON.stringify writes it, this is what decided.
 */
it('decides as the expression that was measured on live Make', () => {
	const text =
		"{{if(data.secret && headers.`x-signature`, contains(ifempty(headers.`x-signature`, ''), 'v1=' + sha256(ifempty(headers.`x-timestamp`, '') + '.' + createJSON(body), 'hex', data.secret)), false)}}";
	const body = { id: 'evt_1', createdAt: '2026-10-04T10:00:00.000Z', data: { n: 1, s: 'é' } };
	const timestamp = '1759572000';
	const signature = (secret: string, document: unknown) =>
		`t=${timestamp},v1=${createHmac('sha256', secret)
			.update(`${timestamp}.${JSON.stringify(document)}`)
			.digest('hex')}`;
	const decide = (secret: string, sent: string | undefined, document: unknown = body): unknown =>
		app(text, {
			data: { secret },
			headers: { 'x-signature': sent, 'x-timestamp': timestamp },
			body: document,
		});
	expect(decide('whsec_a', signature('whsec_a', body))).toBe(true);
	expect(decide('whsec_a', signature('whsec_b', body))).toBe(false);
	expect(decide('whsec_a', signature('whsec_a', body), { ...body, id: 'evt_2' })).toBe(false);
	expect(decide('whsec_a', undefined)).toBe(false);
	const unkeyed = createHash('sha256')
		.update(`${timestamp}.${JSON.stringify(body)}`)
		.digest('hex');
	expect(decide('', `v1=${unkeyed}`)).toBe(false);
});

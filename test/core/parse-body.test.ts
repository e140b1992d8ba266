import { parseBody } from '@voicehooks/core';

const parse = (text: string | Buffer, contentType: string | null = null) =>
	parseBody(Buffer.from(text), contentType);

describe('a body that is JSON', () => {
	it.each([
		['application/json'],
		['application/json; charset=utf-8'],
		['application/x-www-form-urlencoded'],
		['text/plain'],
		['multipart/form-data; boundary=x'],
		[''],
		[null],
	])('is read as JSON under the content type %j', (contentType) => {
		expect(parse('{"a":[1,null,"é"]}', contentType)).toEqual({
			kind: 'json',
			value: { a: [1, null, 'é'] },
		});
	});

	it.each([
		['a list', '[1]', [1]],
		['a number', '7', 7],
		['a string', '"x"', 'x'],
		['null', 'null', null],
		['with a byte-order mark', '\ufeff{"a":1}', { a: 1 }],
		['with space around it', '\r\n {"a":1}\t', { a: 1 }],
	])('is read when it is %s', (_what, text, value) => {
		expect(parse(text)).toEqual({ kind: 'json', value });
	});

	it('reads a window of a larger buffer', () => {
		const bytes = Buffer.from('xx{"a":1}yy');
		expect(parseBody(new Uint8Array(bytes.buffer, bytes.byteOffset + 2, 7), null)).toEqual({
			kind: 'json',
			value: { a: 1 },
		});
	});

	it('keeps a key named __proto__ a key', () => {
		const { value } = parse('{"__proto__":{"admin":true},"big":12345678901234567890}');
		expect(Object.keys(value as object)).toEqual(['__proto__', 'big']);
		expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
		expect(value).not.toHaveProperty('admin');
	});
});

describe('numbers that JavaScript would round', () => {
	it.each([
		['9007199254740991', 9_007_199_254_740_991],
		['9007199254740992', '9007199254740992'],
		['-9007199254740993', '-9007199254740993'],
		['12345678901234567890123', '12345678901234567890123'],
		['1e400', '1e400'],
		['-1.5E+400', '-1.5E+400'],
		['1e21', 1e21],
		['0.1234567890123456', 0.1234567890123456],
		['1234567890123456', 1_234_567_890_123_456],
	])('%s is kept', (written, value) => {
		expect(parse(`{"n":${written}}`)).toEqual({ kind: 'json', value: { n: value } });
		expect(parse(`[1, ${written}]`)).toEqual({ kind: 'json', value: [1, value] });
		expect(parse(written)).toEqual({ kind: 'json', value });
	});

	it('leave strings and neighbours alone', () => {
		expect(parse('{"s":"12345678901234567890","n":5,"b":12345678901234567890}').value).toEqual({
			s: '12345678901234567890',
			n: 5,
			b: '12345678901234567890',
		});
	});
});

describe('a form', () => {
	const type = 'application/x-www-form-urlencoded';

	it('becomes an object; repeated names become lists', () => {
		expect(parse('caller=%2B33612345678&tag=a&tag=b&tag=c&name=Zo%C3%A9+D', type)).toEqual({
			kind: 'form',
			value: { caller: '+33612345678', tag: ['a', 'b', 'c'], name: 'Zoé D' },
		});
	});

	it.each([
		['an untyped body that clearly is one', 'call_id=1&number=%2B33', null, 'form'],
		['a type with a charset', 'a=1', `${type}; charset=UTF-8`, 'form'],
		['a type in capitals', 'a=1', type.toUpperCase(), 'form'],
		['a single name without a value', 'hello', type, 'form'],
		['an untyped sentence with an equals sign', 'a = b', null, 'text'],
		['an untyped word', 'hello', null, 'text'],
		['a typed text', 'a=1&b=2', 'text/plain', 'text'],
		['nothing at all', '', type, 'text'],
	])('is told from text: %s', (_what, text, contentType, kind) => {
		expect(parse(text, contentType).kind).toBe(kind);
	});

	it('keeps a field named __proto__ a field', () => {
		const { value } = parse('__proto__=1&__proto__=2&constructor=3', type);
		expect(Object.entries(value as object)).toEqual([
			['__proto__', ['1', '2']],
			['constructor', '3'],
		]);
		expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
	});

	it('with broken escapes is still read', () => {
		expect(parse('a=%ZZ&b=%E9', type).value).toEqual({ a: '%ZZ', b: '\ufffd' });
	});
});

describe('a body that is neither', () => {
	it.each([
		['an empty one', '', ''],
		['a sentence', 'Bonjour à tous', 'Bonjour à tous'],
		['JSON that ends too soon', '{"a":', '{"a":'],
		['XML', '<call/>', '<call/>'],
	])('is text: %s', (_what, text, value) => {
		expect(parse(text, 'application/json')).toEqual({ kind: 'text', value });
	});

	it('is text when its bytes are not UTF-8', () => {
		expect(parse(Buffer.from([0xff, 0xfe, 0x00]))).toEqual({
			kind: 'text',
			value: '\ufffd\ufffd\u0000',
		});
	});

	it.each([
		['lists', '[', ']'],
		['objects', '{"a":', '}'],
	])('is text when it nests %s deeper than anyone does', (_what, open, close) => {
		const nested = (depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;
		expect(parse(nested(128)).kind).toBe('json');
		expect(parse(nested(129)).kind).toBe('text');
		expect(parse(nested(200_000)).kind).toBe('text');
	});
});

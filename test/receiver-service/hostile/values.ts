import fc from 'fast-check';
import { everyEvent } from '../../support/vendor-request.ts';

/** Texts that have broken parsers, databases, logs and terminals before. */
const hostileTexts: readonly string[] = [
	'',
	' ',
	'\u0000',
	'\ud800',
	'\udfff\ud800',
	'\ufeff',
	'\u202eelif',
	'👩‍👩‍👧‍👦',
	'İıſK',
	'e\u0301'.repeat(50),
	"' OR 1=1 --",
	'"; DROP TABLE messages; --',
	'%',
	'%_%',
	'%00',
	'../../etc/passwd',
	'..%2f..%2f',
	'$\u007bjndi:ldap://127.0.0.1/a}',
	'{{7*7}}',
	'<script>alert(1)</script>',
	'\r\nset-cookie: a=b',
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'null',
	'undefined',
	'NaN',
	'true',
	'-0',
	'1e999',
	'9007199254740993',
	'0x10',
	'vhk_',
	'msg_',
	'2026-02-30T25:61:61Z',
	'+33',
	'a@b',
	'\\',
	'$.a[?(@.b)]',
	'(a+)+$',
];

export const anyText: fc.Arbitrary<string> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
	{ weight: 3, arbitrary: fc.string({ maxLength: 40, unit: 'binary' }) },
	{ weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 200, max: 5_000 }).map((size) => 'x'.repeat(size)) },
);

const anyNumber: fc.Arbitrary<number> = fc.oneof(
	fc.constantFrom(0, -0, -1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324, 0.1),
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** A value nested so deep in objects or lists. */
const nested = (depth: number, inList: boolean): unknown => {
	let value: unknown = 'bottom';
	for (let level = 0; level < depth; level += 1) value = inList ? [value] : { a: value };
	return value;
};

/** A value of whatever type, for a field of any other. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
	anyText,
	anyNumber,
	fc.boolean(),
	fc.constant(null),
	fc.constant([]),
	fc.constant({}),
	fc.array(anyText, { maxLength: 5 }),
	fc.array(fc.constant('x'), { minLength: 201, maxLength: 300 }),
	fc.dictionary(anyText, anyText, { maxKeys: 5 }),
	fc
		.tuple(fc.constantFrom(10, 63, 64, 65, 500), fc.boolean())
		.map(([depth, list]) => nested(depth, list)),
);

/** An id of a collection, put in when the request is sent: our own, a neighbour's or nobody's. */
const idIn = (collection: string): fc.Arbitrary<string> =>
	fc.nat(60).map((nth) => `<<${collection}:${nth}>>`);

/** Hook URLs of the world's own sink, and addresses that the guard refuses without a look-up. */
const hookUrls: fc.Arbitrary<string> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc
			.tuple(fc.constantFrom('200', '410', '429', '500', '302'), fc.nat(9))
			.map(([status, nth]) => `<<sink>>/${status}/${nth}`),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			'https://169.254.169.254/',
			'https://[::1]/',
			'http://10.0.0.1/',
			'https://0x7f.1/',
			'javascript:alert(1)',
			'file:///etc/passwd',
			'https://user:pass@127.0.0.1/',
			'http://127.0.0.1:0/',
			'http://127.0.0.1:99999/',
			'http://[/',
			'<<self>>/in/x',
			'https://',
		),
	},
);

const eventNames = everyEvent.map(({ eventType }) => eventType.name);
const types = everyEvent.map(({ type }) => type);
const vendorIds = [...new Set(everyEvent.map(({ vendor }) => vendor.id))];

/**
 * What a field of this name probably wants, so that a good share of the requests gets past the
 * first check. A name that nobody thought of here is generated from its schema alone.
 */
export const hintFor = (name: string): fc.Arbitrary<string> | null => {
	if (name === 'url') return hookUrls;
	if (name === 'cursor') {
		return fc
			.tuple(idIn('cursors'), fc.constantFrom('', '', 'x', '='))
			.map((parts) => parts.join(''));
	}
	if (name === 'api_key') return fc.constant('<<key>>');
	if (name === 'vendor') return fc.constantFrom(...vendorIds);
	if (name === 'event') return fc.constantFrom(...eventNames);
	if (name === 'agent_id') return fc.constant('agent');
	if (name === 'type' || name === 'event_types') {
		return fc.constantFrom(...types, ...vendorIds.map((id) => `${id}.*`));
	}
	if (name === 'to' || name === 'phone') return fc.constantFrom('+33612345678', '0612345678');
	const collection = /^(\w+?)_ids?$/.exec(name)?.[1];
	if (collection !== undefined) return idIn(`${collection}s`);
	return name === 'transfer_to' ? idIn('keys') : null;
};

/** The ids that `{name}` in a path may stand for: `/v1/sources/{id}` takes those of `sources`. */
export const pathValue = (path: string, name: string): fc.Arbitrary<string> => {
	const collection = new RegExp(`/([^/]+)/\\{${name}\\}`).exec(path)?.[1] ?? 'nothing';
	return fc.oneof(
		{ weight: 6, arbitrary: idIn(collection) },
		{ weight: 2, arbitrary: fc.constantFrom('recording', 'transcript', 'not_found', ...types) },
		{ weight: 1, arbitrary: anyText.filter((text) => text !== '' && !/^\.{1,2}$/.test(text)) },
	);
};

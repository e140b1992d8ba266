import { sign, signAll, signatureKey, verify } from '@voicehooks/core/signature';
import {
	body,
	refused,
	rows,
	secret,
	signed,
	timestamp,
	vendorRows,
	verdict,
} from '../support/signatures.ts';

describe.each(rows)('a signature of %s', (_name, scheme, key) => {
	const name = scheme.header.toLowerCase();
	const good = signed(scheme, key);
	const value = good[name] ?? '';
	const encoded = value.slice(scheme.prefix.length);

	it('verifies the bytes it was made for, and gives them back', () => {
		expect(verdict(scheme, good, key)).toEqual({
			valid: true,
			form: 'raw',
			document: body,
			timestamp: scheme.timestampHeader ? timestamp : null,
		});
	});

	it('verifies under any of several secrets, and under none of none', () => {
		const others = ['whsec_b3RoZXJvdGhlcm90aGVyb3RoZXI=', key, ''];
		expect(verify(scheme, { headers: good, body, secrets: others })).toMatchObject({ valid: true });
		expect(verify(scheme, { headers: good, body, secrets: [] })).toEqual(refused('mismatch'));
	});

	it('verifies with a key made once', () => {
		const made = signatureKey(scheme, key);
		expect(verify(scheme, { headers: good, body, secrets: [made] })).toMatchObject({ valid: true });
		expect(sign(scheme, { secret: made, body, id: 'msg_1', timestamp })).toBe(value);
	});

	const flipped =
		(encoded.startsWith('A') || encoded.startsWith('a') ? 'b' : 'a') + encoded.slice(1);
	const malformed: readonly (readonly [string, string | readonly string[]])[] = [
		['no prefix', encoded],
		['another prefix', `sha1=${encoded}`],
		['an upper-case prefix', value.replace(scheme.prefix, scheme.prefix.toUpperCase())],
		['a tab before it', `\t${value}`],
		['one digit less', value.slice(0, -1)],
		['one digit more', `${value}0`],
		['only the prefix', scheme.prefix],
		['a digit of another alphabet', `${value.slice(0, -2)}é${value.slice(-1)}`],
		['a full-width digit', `${scheme.prefix}${'０'.repeat(encoded.length)}`],
		['a line break at its end', `${value}\n`],
		['two in one header', `${value};${value}`],
		['a list of headers', [value, value]],
		['an empty list', []],
	];
	it.each(malformed)('with %s is malformed', (_form, header) => {
		expect(verdict(scheme, { ...good, [name]: header }, key)).toEqual(refused('malformed'));
	});

	it('that is missing or empty is missing', () => {
		const { [name]: _, ...others } = good;
		expect(verdict(scheme, others, key)).toEqual(refused('missing'));
		expect(verdict(scheme, { ...good, [name]: '' }, key)).toEqual(refused('missing'));
		expect(verdict(scheme, { ...good, [name]: undefined }, key)).toEqual(refused('missing'));
	});

	it('of another document, key or digest does not match', () => {
		expect(verdict(scheme, good, key, Buffer.from('{}'))).toEqual(refused('mismatch'));
		expect(verdict(scheme, good, 'whsec_b3RoZXJvdGhlcm90aGVyb3RoZXI=')).toEqual(
			refused('mismatch'),
		);
		const wrong = { ...good, [name]: scheme.prefix + flipped };
		expect(verdict(scheme, wrong, key)).toEqual(refused('mismatch'));
	});
});

describe.each(rows.filter(([, scheme]) => scheme.timestampHeader !== undefined))(
	'the signed time of %s',
	(_name, scheme, key) => {
		const name = scheme.timestampHeader?.toLowerCase() ?? '';
		const good = signed(scheme, key);

		it('is needed', () => {
			const { [name]: _, ...others } = good;
			expect(verdict(scheme, others, key)).toEqual(refused('timestamp_missing'));
			expect(verdict(scheme, { ...good, [name]: '' }, key)).toEqual(refused('timestamp_missing'));
		});

		it.each(['-1', '1.5', '1e9', '0x10', '١٢٣', ' 1709064000', '1709064000000000', 'now'])(
			'is malformed as %j',
			(text) => {
				expect(verdict(scheme, { ...good, [name]: text }, key)).toEqual(refused('malformed'));
			},
		);

		it('is malformed as a list', () => {
			expect(verdict(scheme, { ...good, [name]: ['1709064000'] }, key)).toEqual(
				refused('malformed'),
			);
		});

		it('is covered by the signature, to the digit', () => {
			expect(verdict(scheme, { ...good, [name]: '1709064001' }, key)).toEqual(refused('mismatch'));
			expect(verdict(scheme, { ...good, [name]: '01709064000' }, key)).toEqual(refused('mismatch'));
		});
	},
);

describe('a vendor’s signature', () => {
	it.each(vendorRows)(
		'of %s is read in either case of hex (RFC 4648, section 8)',
		(_id, scheme) => {
			const headers = signed(scheme, secret);
			const name = scheme.header.toLowerCase();
			const digest = (headers[name] ?? '').slice(scheme.prefix.length).toUpperCase();
			expect(verdict(scheme, { ...headers, [name]: scheme.prefix + digest }, secret)).toMatchObject(
				{
					valid: true,
				},
			);
		},
	);

	it.each(vendorRows)('of %s is one: the newest secret signs', (_id, scheme) => {
		const input = { body, timestamp };
		expect(signAll(scheme, { ...input, secrets: ['new', 'old'] })).toBe(
			sign(scheme, { ...input, secret: 'new' }),
		);
	});
});

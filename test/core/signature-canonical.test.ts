import { vendorById } from '@voicehooks/core';
import { refused, secret, signed, timestamp, vendorRows, verdict } from '../support/signatures.ts';

describe('the canonical form of InboundFlow', () => {
	const scheme = vendorById('inboundflow')?.signature;
	if (scheme === undefined || scheme.kind === 'none') throw new Error('InboundFlow signs.');
	/** Signed as the vendor's sample does, sent in another spelling. */
	const signedAsSample = (raw: string) => signed(scheme, secret, JSON.stringify(JSON.parse(raw)));

	it.each([
		['the spacing of Python', '{"event": "call.completed", "data": {"n": 1}}'],
		['escaped letters', '{"name":"Zo\\u00e9"}'],
		['escaped slashes', '{"url":"https:\\/\\/example.com"}'],
		['a decimal that is whole', '{"n":1.0}'],
		['an exponent', '{"n":1E3}'],
		['duplicate keys, of which the last counts', '{"amount":1,"amount":2}'],
		['keys that look like numbers', '{"b":1,"10":2,"9":3}'],
		['minus zero', '{"n":-0}'],
		['a line break at the end', '{"n":1}\n'],
		['an escaped surrogate pair', '{"s":"\\ud83c\\udf84"}'],
	])('verifies %s, and is then the document', (_form, raw) => {
		const result = verdict(scheme, signedAsSample(raw), secret, Buffer.from(raw));
		expect(result).toEqual({
			valid: true,
			form: 'canonical',
			document: Buffer.from(JSON.stringify(JSON.parse(raw))),
			timestamp,
		});
	});

	it('is not needed where the raw bytes verify', () => {
		const raw = '{"n": 1.0}';
		expect(verdict(scheme, signed(scheme, secret, raw), secret, Buffer.from(raw))).toMatchObject({
			valid: true,
			form: 'raw',
		});
	});

	it.each([
		['text that is not JSON', 'not json'],
		['nothing', ''],
		['JSON nested a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)],
		['a byte-order mark', '\ufeff{}'],
	])('of %s does not exist', (_what, raw) => {
		expect(verdict(scheme, signed(scheme, secret, '{}'), secret, Buffer.from(raw))).toEqual(
			refused('mismatch'),
		);
	});

	it.each(vendorRows.filter(([id]) => id !== 'inboundflow'))('is no matter to %s', (_id, other) => {
		const headers = signed(other, secret, '{"n":1}');
		expect(verdict(other, headers, secret, Buffer.from('{"n": 1}'))).toEqual(refused('mismatch'));
	});
});

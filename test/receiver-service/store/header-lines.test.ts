import fc from 'fast-check';
import {
	headerLines,
	headersOf,
} from '../../../receiver-service/src/adapters/store/postgres/header-lines.ts';

const token = fc.string({ unit: fc.constantFrom(...'abc-019!'), minLength: 1, maxLength: 12 });
const name = fc.oneof(token, fc.constantFrom('content-type', 'webhook-id', 'voicehooks-replay'));
const value = fc.string({ unit: fc.constantFrom(...'abc: =,;é\t{"\\'), maxLength: 30 });

describe('headers of an attempt on Postgres', () => {
	it('are read as they were written, whatever they are', () => {
		fc.assert(
			fc.property(fc.dictionary(name, value), (headers) => {
				expect(headersOf(headerLines(headers))).toEqual({ ...headers });
			}),
			{ examples: [[{ '-0': '' }]] },
		);
	});

	it('are read where they were written as JSON', () => {
		const odd = { 'content-type': 'application/json', 'x-odd': 'two\nlines' };
		expect(headersOf(headerLines(odd))).toEqual(odd);
		expect(headersOf(JSON.stringify(odd))).toEqual(odd);
	});

	it('take a digit for a usual name, and nothing that must be escaped', () => {
		expect(headerLines({ 'content-type': 'application/json', 'x-make-apikey': 'k' })).toBe(
			'0:application/json\nx-make-apikey:k\n',
		);
	});
});

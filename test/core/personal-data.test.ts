import { asEmail, asPhone, eventTypeOf, interpret, vendorById } from '@voicehooks/core';

const personalOf = (vendorId: string, value: unknown, event: string | null = null) => {
	const vendor = vendorById(vendorId);
	if (vendor === undefined) throw new Error(`There is no vendor ${vendorId}.`);
	return interpret(vendor, { kind: 'json', value }, { event, fieldMap: {} }).personal;
};

describe('a phone number', () => {
	it.each([
		['+33612345678', '+33612345678'],
		['+1234567890', '+1234567890'],
		['0612345678', '+33612345678'],
		['06 12 34 56 78', '+33612345678'],
		['06.12.34.56.78', '+33612345678'],
		['+33 (0)6 12 34 56 78', '+33612345678'],
		['0033612345678', '+33612345678'],
		['33612345678', '+33612345678'],
		['tel:+33612345678', '+33612345678'],
		['+33\u00a06\u202f12 34 56 78', '+33612345678'],
		['0800 123 456', '+33800123456'],
		['+44 20 7946 0958', '+442079460958'],
		[612_345_678, '+33612345678'],
	])('%j is %s in E.164', (written, e164) => {
		expect(asPhone(written)).toBe(e164);
	});

	it.each([
		['anonymous'],
		[''],
		['+'],
		['12'],
		['2026-02-24'],
		['10:30:00'],
		['+33612345678901234567890'],
		['550e8400-e29b-41d4-a716-446655440000'],
		['0612345678 ou 0712345678'],
		[null],
		[{}],
		[['+33612345678']],
		[Number.NaN],
	])('%j is none', (written) => {
		expect(asPhone(written)).toBeNull();
	});
});

describe('an e-mail address', () => {
	it.each([
		['Jean.Dupont@Example.COM', 'jean.dupont@example.com'],
		[' a+b@c.fr ', 'a+b@c.fr'],
		['élodie@exemple.fr', 'élodie@exemple.fr'],
	])('%j is %s', (written, email) => {
		expect(asEmail(written)).toBe(email);
	});

	it.each([
		['a@b'],
		['@b.fr'],
		['a b@c.fr'],
		['a@@b.fr'],
		['a@b.fr, c@d.fr'],
		['<a@b.fr>'],
		['a@1.2'],
		[7],
	])('%j is none', (written) => {
		expect(asEmail(written)).toBeNull();
	});

	it('is judged in linear time', () => {
		const started = performance.now();
		for (let round = 0; round < 1_000; round += 1) asEmail(`a@${'b.'.repeat(140)}!`);
		expect(performance.now() - started).toBeLessThan(1_000);
	});
});

describe('the people of an event', () => {
	it('are found in its declared fields', () => {
		const vendor = vendorById('inboundflow');
		const sample = vendor && eventTypeOf(vendor, 'call.transferred')?.sample;
		expect(personalOf('inboundflow', sample)).toEqual({
			phones: ['+1234567890', '+18154264329'],
			emails: [],
			names: ['Dave'],
		});
	});

	it('are found in fields we do not know, wherever they stand', () => {
		const people = personalOf(
			'dexem',
			{
				from: '06 12 34 56 78',
				legs: [{ to: { number: '+33176000000' } }, ['Marie@Example.fr']],
				note: 'call +33999999999 back',
				id: '550e8400-e29b-41d4-a716-446655440000',
				at: '2026-02-24',
			},
			'cdr',
		);
		expect(new Set(people.phones)).toEqual(new Set(['+33612345678', '+33176000000']));
		expect(people.emails).toEqual(['marie@example.fr']);
	});

	it('are found even where a number stands in a field for a name', () => {
		const value = { event: 'call.completed', data: { caller_name: '+33612345678' } };
		expect(personalOf('inboundflow', value)).toMatchObject({
			phones: ['+33612345678'],
			names: ['+33612345678'],
		});
	});

	it('are found once each', () => {
		const value = { event: 'x', a: '0612345678', b: '+33612345678', c: ['A@b.fr', 'a@B.fr'] };
		expect(personalOf('vocalis', value)).toMatchObject({
			phones: ['+33612345678'],
			emails: ['a@b.fr'],
		});
	});

	it('are five hundred at most, however many numbers a body holds', () => {
		const started = performance.now();
		const numbers = Array.from({ length: 100_000 }, (_, index) => `+33 6 ${10_000_000 + index}`);
		const { phones } = personalOf('vocalis', { event: 'x', numbers });
		expect(phones).toHaveLength(500);
		expect(performance.now() - started).toBeLessThan(2_000);
	});
});

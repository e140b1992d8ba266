import { hookBody, interpret, normalizedKeys } from '@voicehooks/core';
import { read, vendorOf } from '../support/interpretation.ts';
import { everyEvent } from '../support/vendor-request.ts';

describe.each(everyEvent.map(({ type, vendor, eventType }) => [type, vendor, eventType] as const))(
	'the sample of %s',
	(type, vendor, eventType) => {
		const result = interpret(
			vendor,
			{ kind: 'json', value: eventType.sample },
			{ event: vendor.envelope.kind === 'unnamed' ? eventType.name : null, fieldMap: {} },
		);

		it('is recognised without a mark', () => {
			expect(result).toMatchObject({ event: eventType.name, type, eventType, marks: [] });
		});

		it('loses nothing between data, envelope and event', () => {
			const { data, envelope } = result;
			const { kind } = vendor.envelope;
			const whole =
				kind === 'flat'
					? { event: result.event, ...data }
					: kind === 'unnamed'
						? data
						: { event: result.event, ...envelope, data };
			expect(whole).toEqual(eventType.sample);
		});

		it('has every canonical key', () => {
			expect(Object.keys(result.normalized)).toEqual([...normalizedKeys]);
		});
	},
);

describe('an event', () => {
	it.each([
		['vocalis', { event: 'call.exploded' }, null, 'call.exploded', 'vocalis.unknown'],
		['vocalis', { call_id: 'c' }, null, 'unknown', 'vocalis.unknown'],
		['vocalis', { event: 7 }, null, 'unknown', 'vocalis.unknown'],
		['vocalis', { event: '  ' }, null, 'unknown', 'vocalis.unknown'],
		['vocalis', { call_id: 'c' }, 'call.ended', 'call.ended', 'vocalis.call.ended'],
		['vocalis', { event: 'call.started' }, 'call.ended', 'call.started', 'vocalis.call.started'],
		['dexem', { event: 'call' }, 'cdr', 'cdr', 'dexem.cdr'],
		['dexem', { a: 1 }, null, 'unknown', 'dexem.unknown'],
		['dexem', { a: 1 }, 'sms', 'sms', 'dexem.unknown'],
		['dexem', { a: 1 }, '', 'unknown', 'dexem.unknown'],
		['inboundflow', { event: '__proto__', data: {} }, null, '__proto__', 'inboundflow.unknown'],
	])('of %s in %j at a URL for %j is %s', (vendorId, body, url, event, type) => {
		const result = read(vendorId, body, { event: url });
		expect(result).toMatchObject({ event, type });
		expect(result.marks.includes('unknown_event')).toBe(type.endsWith('.unknown'));
	});

	it('has a name of at most 200 characters', () => {
		expect(read('vocalis', { event: 'x'.repeat(10_000) }).event).toHaveLength(200);
	});

	it('keeps everything of an unknown one', () => {
		expect(
			read('inboundflow', { event: 'sms.sent', delivery_id: 'd', data: { to: 'x' } }),
		).toMatchObject({
			data: { to: 'x' },
			envelope: { delivery_id: 'd' },
			vendorMessageId: 'd',
			marks: ['unknown_event'],
		});
	});
});

describe('a body that is no object', () => {
	it('is text under `text`', () => {
		expect(read('vocalis', 'hello +')).toMatchObject({
			type: 'vocalis.unknown',
			data: { text: 'hello +' },
			envelope: {},
			marks: ['not_json', 'unknown_event'],
		});
		expect(read('dexem', 'plain', { event: 'cdr' })).toMatchObject({
			type: 'dexem.cdr',
			data: { text: 'plain' },
			marks: ['not_json'],
		});
	});

	it.each([
		['[1,"two"]', [1, 'two']],
		['null', null],
		['7', 7],
		['"x"', 'x'],
		['true', true],
	])('is under `value`: %s', (text, value) => {
		expect(read('inboundflow', text)).toMatchObject({ data: { value }, envelope: {} });
	});

	it('may be a form', () => {
		expect(
			read('dexem', 'caller=0612345678&tracking=%2B33176000000', { event: 'cdr' }),
		).toMatchObject({
			data: { caller: '0612345678', tracking: '+33176000000' },
			personal: { phones: expect.arrayContaining(['+33612345678', '+33176000000']) },
			marks: ['form'],
		});
	});

	it('is left out when it nests too deep to be written again', () => {
		let value: unknown = 1;
		for (let depth = 0; depth < 50_000; depth += 1) value = { value };
		const result = interpret(
			vendorOf('vocalis'),
			{ kind: 'json', value },
			{ event: null, fieldMap: {} },
		);
		expect(result).toMatchObject({ data: {}, marks: ['too_deep', 'unknown_event'] });
	});
});

describe('a hook body of it', () => {
	it('is what its parts say, for a body with numbers too long for JavaScript', () => {
		const interpretation = read('vocalis', '{"event":"call.ended","crm_id":12345678901234567890}');
		const text = hookBody({
			id: 'msg_1',
			interpretation,
			vendorId: 'vocalis',
			sourceId: null,
			receivedAt: 0,
			verified: true,
			test: false,
			replay: false,
			links: { recording: null, transcript: null },
			context: {},
		});
		expect(text).toContain('"crm_id":"12345678901234567890"');
		expect(JSON.stringify(JSON.parse(text))).toBe(text);
	});
});

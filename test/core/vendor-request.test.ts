import { createHmac, randomUUID } from 'node:crypto';
import {
	composedBody,
	eventTypeOf,
	interpret,
	parseBody,
	simulatedBody,
	type Vendor,
	vendorById,
	vendorRequest,
	verify,
} from '@voicehooks/core';
import { everyEvent } from '../support/vendor-request.ts';

const vendorOf = (id: string): Vendor => {
	const vendor = vendorById(id);
	if (vendor === undefined) throw new Error(`There is no vendor ${id}.`);
	return vendor;
};

const input = {
	event: 'call.completed',
	body: Buffer.from('{"a":1}'),
	contentType: null,
	secret: 's3cret',
	id: 'd-1',
	timestampSeconds: 1_709_064_000,
};
const hmac = (text: string) => createHmac('sha256', 's3cret').update(text).digest('hex');

describe('a vendor’s request', () => {
	it.each([
		['vocalis', { 'X-Vocalis-Signature': `sha256=${hmac('{"a":1}')}` }],
		[
			'inboundflow',
			{
				'User-Agent': 'InboundFlow-Webhook/1.0',
				'X-InboundFlow-Event': 'call.completed',
				'X-InboundFlow-Delivery-Id': 'd-1',
				'X-InboundFlow-Timestamp': '1709064000',
				'X-InboundFlow-Signature': `sha256=${hmac('1709064000.{"a":1}')}`,
			},
		],
		[
			'voicehire',
			{
				'X-VoiceHire-Event': 'call.completed',
				'X-VoiceHire-Signature': `sha256=${hmac('{"a":1}')}`,
			},
		],
		['dexem', {}],
	])('of %s has its documented headers and no other', (id, headers) => {
		const request = vendorRequest(vendorOf(id), input);
		expect(request.headers).toEqual({ 'Content-Type': 'application/json', ...headers });
		expect(request.body).toBe(input.body);
	});

	it.each(['vocalis', 'inboundflow', 'voicehire'])('of %s without a secret is unsigned', (id) => {
		for (const secret of [null, []]) {
			const { headers } = vendorRequest(vendorOf(id), { ...input, secret });
			expect(Object.keys(headers).filter((name) => /signature/i.test(name))).toEqual([]);
		}
	});

	it('is signed by the newest of several secrets', () => {
		const several = vendorRequest(vendorOf('vocalis'), { ...input, secret: ['s3cret', 'old'] });
		expect(several).toEqual(vendorRequest(vendorOf('vocalis'), input));
	});

	it('keeps the content type the body came with', () => {
		const { headers } = vendorRequest(vendorOf('dexem'), {
			...input,
			contentType: 'application/x-www-form-urlencoded',
		});
		expect(headers['Content-Type']).toBe('application/x-www-form-urlencoded');
	});

	it('puts nothing into a header that would end it', () => {
		const { headers } = vendorRequest(vendorOf('voicehire'), {
			...input,
			event: 'x\r\nEvil: 1\u0000é',
			contentType: 'text/plain\r\nEvil: 2',
		});
		expect(headers).toMatchObject({
			'X-VoiceHire-Event': 'x??Evil: 1??',
			'Content-Type': 'text/plain??Evil: 2',
		});
	});

	it('does not fill what an event name spells like a place', () => {
		const { headers } = vendorRequest(vendorOf('inboundflow'), { ...input, event: '{id}$&' });
		expect(headers['X-InboundFlow-Event']).toBe('{id}$&');
	});

	it('keeps a number that InboundFlow’s own spelling would round', () => {
		const body = Buffer.from('{"id": 12345678901234567890}');
		expect(vendorRequest(vendorOf('inboundflow'), { ...input, body }).body).toBe(body);
	});

	it('of text that is not JSON is sent as it is', () => {
		const body = Buffer.from('plain');
		expect(vendorRequest(vendorOf('inboundflow'), { ...input, body }).body).toBe(body);
	});
});

describe.each(everyEvent.map(({ type, vendor, eventType }) => [type, vendor, eventType] as const))(
	'a simulated %s',
	(type, vendor, eventType) => {
		const now = Date.UTC(2026, 10, 22, 18, 3, 42, 279);
		const simulate = (overrides = {}) =>
			simulatedBody(vendor, eventType, { uuid: randomUUID, now, overrides });
		const read = (body: string) =>
			interpret(vendor, parseBody(Buffer.from(body), 'application/json'), {
				event: vendor.envelope.kind === 'unnamed' ? eventType.name : null,
				fieldMap: {},
			});

		it('verifies at the vendor’s own source and is recognised', () => {
			const body = Buffer.from(simulate());
			const request = vendorRequest(vendor, { ...input, event: eventType.name, body });
			const { signature } = vendor;
			const headers = Object.fromEntries(
				Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
			);
			if (signature.kind !== 'none') {
				expect(
					verify(signature, { headers, body: request.body, secrets: ['s3cret'] }),
				).toMatchObject({
					valid: true,
					form: 'raw',
				});
			}
			const { type: readType, marks, occurredAt } = read(simulate());
			expect(readType).toBe(type);
			expect(marks.filter((mark) => mark !== 'unknown_field:data.simulation_id')).toEqual([]);
			if (vendor.occurredAtPath !== undefined) {
				expect(Math.abs((occurredAt ?? 0) - now)).toBeLessThan(1_000);
			}
		});

		it('is never a duplicate of another', () => {
			const bodies = new Set(Array.from({ length: 50 }, () => simulate()));
			expect(bodies.size).toBe(50);
		});

		it('has the fields it was told to have', () => {
			expect(read(simulate({ agent_id: 'a_7', extra: { deep: true } })).data).toMatchObject({
				agent_id: 'a_7',
				extra: { deep: true },
			});
		});
	},
);

describe('a simulated call', () => {
	it('keeps its ids in step with its links, and its times with each other', () => {
		const vocalis = vendorOf('vocalis');
		const ended = eventTypeOf(vocalis, 'call.ended');
		const inboundflow = vendorOf('inboundflow');
		const booked = eventTypeOf(inboundflow, 'appointment.booked');
		if (ended === undefined || booked === undefined) throw new Error('The events are gone.');
		const options = { uuid: randomUUID, now: Date.UTC(2027, 0, 1, 12) };
		const call = JSON.parse(simulatedBody(vocalis, ended, options));
		expect(call.transcript_url).toBe(`https://app.vocalis.pro/tr/${call.call_id}.json`);
		expect(call.call_id).not.toBe('c_01HXYZ');
		expect(JSON.parse(simulatedBody(inboundflow, booked, options))).toMatchObject({
			timestamp: '2027-01-01T12:00:00.000Z',
			data: {
				appointment_date: '2027-01-02',
				appointment_time_start: '2027-01-02T02:00:00Z',
				appointment_time_end: '2027-01-02T03:00:00Z',
			},
		});
	});
});

describe('a body composed around published data', () => {
	const at = { id: 'd-1', now: Date.UTC(2026, 1, 24, 21) };

	it.each([
		['vocalis', 'call.ended', { event: 'call.ended', call_id: 'c' }],
		[
			'inboundflow',
			'call.completed',
			{
				event: 'call.completed',
				timestamp: '2026-02-24T21:00:00.000Z',
				organization_id: null,
				delivery_id: 'd-1',
				data: { call_id: 'c' },
			},
		],
		[
			'voicehire',
			'credits.low',
			{ event: 'credits.low', timestamp: '2026-02-24T21:00:00.000Z', data: { call_id: 'c' } },
		],
		['dexem', 'cdr', { call_id: 'c' }],
	])('is what %s would have sent', (id, event, body) => {
		expect(JSON.parse(composedBody(vendorOf(id), event, { call_id: 'c' }, at))).toEqual(body);
	});

	it('names the event that was asked for, whatever the data holds', () => {
		const body = composedBody(vendorOf('vocalis'), 'call.ended', { event: 'forged', a: 1 }, at);
		expect(JSON.parse(body)).toEqual({ event: 'call.ended', a: 1 });
	});
});

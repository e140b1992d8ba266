import { read, sampleOf } from '../support/interpretation.ts';

describe('a source’s field map', () => {
	const body = {
		caller: '06 12 34 56 78',
		line: { number: '+33176000000', 'campaign.name': 'Été' },
		talk: '55',
		legs: [{ id: 'leg-1' }],
		started: '2026-02-24T10:30:00+01:00',
		mail: 'A@B.fr',
	};
	const fieldMap = {
		caller_phone_e164: 'caller',
		tracking_number: 'line.number',
		campaign_id: 'line.campaign.name',
		duration_seconds: 'talk',
		call_id: 'legs.0.id',
		started_at: 'started',
		occurred_at: 'started',
		email: 'mail',
		result: 'line.nowhere',
		summary: '__proto__.constructor.name',
	};

	it('tells where an undocumented payload has its fields', () => {
		expect(read('dexem', body, { event: 'cdr', fieldMap })).toMatchObject({
			normalized: {
				caller_phone_e164: '+33612345678',
				campaign_id: 'Été',
				duration_seconds: 55,
				call_id: 'leg-1',
				started_at: '2026-02-24T10:30:00+01:00',
				email: 'a@b.fr',
				result: null,
				summary: null,
			},
			filterFields: { tracking_number: '+33176000000', duration_seconds: 55, campaign_id: 'Été' },
			callId: 'leg-1',
			occurredAt: Date.UTC(2026, 1, 24, 9, 30),
			data: body,
		});
	});

	it('filters an event only by what the vendor restricts it by', () => {
		expect(read('dexem', body, { event: 'user', fieldMap }).filterFields).toEqual({});
		const withUser = { ...fieldMap, user: 'mail' };
		expect(read('dexem', body, { event: 'user', fieldMap: withUser }).filterFields).toEqual({
			user: 'A@B.fr',
		});
	});

	it('fills what the declared fields leave open, and never goes before them', () => {
		const map = { caller_phone_e164: 'customer.phone', call_id: 'other_id' };
		const event = {
			event: 'lead.qualified',
			call_id: 'c_1',
			other_id: 'o_1',
			customer: { phone: '0612345678' },
		};
		expect(read('vocalis', event, { fieldMap: map }).normalized).toMatchObject({
			call_id: 'c_1',
			caller_phone_e164: '+33612345678',
		});
	});

	it('cannot shadow a declared field with a dotted key of the body', () => {
		const body = { ...sampleOf('inboundflow', 'call.completed'), 'data.call_id': 'forged' };
		expect(read('inboundflow', body).callId).toBe('07f51470-ef1d-421c-a847-36e98732bb9b');
	});
});

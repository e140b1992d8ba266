import { dataOf, read, sampleOf } from '../support/interpretation.ts';

describe('what is normalised', () => {
	it('of a VOCALIS call', () => {
		expect(read('vocalis', sampleOf('vocalis', 'call.ended'))).toMatchObject({
			normalized: {
				call_id: 'c_01HXYZ',
				agent_id: 'a_42',
				duration_seconds: 184,
				result: 'appointment_booked',
				caller_phone_e164: null,
				started_at: null,
			},
			filterFields: { agent_id: 'a_42', duration_seconds: 184, result: 'appointment_booked' },
			callId: 'c_01HXYZ',
			candidateId: null,
			occurredAt: null,
			vendorMessageId: null,
			files: { transcript: 'https://app.vocalis.pro/tr/c_01HXYZ.json' },
		});
	});

	it('of an InboundFlow call', () => {
		expect(read('inboundflow', sampleOf('inboundflow', 'call.completed'))).toMatchObject({
			normalized: {
				call_id: '07f51470-ef1d-421c-a847-36e98732bb9b',
				caller_phone_e164: '+1234567890',
				caller_name: 'Dave',
				email: 'dave@example.com',
				duration_seconds: 55,
				started_at: '2026-02-24T20:59:00Z',
				ended_at: '2026-02-24T21:00:00Z',
				summary: expect.stringContaining('Honda Civic'),
			},
			filterFields: { urgency: 'medium', duration_seconds: 55 },
			occurredAt: Date.UTC(2026, 1, 24, 21),
			vendorMessageId: '0b9d2c58-3a63-4c39-8a4e-2f6f0c7f4b21',
			files: { recording: 'https://example.com/recording.mp3' },
			personal: { phones: ['+1234567890'], emails: ['dave@example.com'], names: ['Dave'] },
		});
	});

	it('of an InboundFlow lead, whose summary has another name', () => {
		const { normalized } = read('inboundflow', sampleOf('inboundflow', 'lead.created'));
		expect(normalized.summary).toContain('front bumper');
	});

	it('of an InboundFlow appointment', () => {
		expect(
			read('inboundflow', sampleOf('inboundflow', 'appointment.booked')).normalized,
		).toMatchObject({
			appointment_start: '2026-02-25T11:00:00Z',
			appointment_end: '2026-02-25T12:00:00Z',
		});
	});

	it('of a VoiceHire interview', () => {
		const event = 'candidate.interview.completed';
		expect(read('voicehire', sampleOf('voicehire', event))).toMatchObject({
			normalized: {
				caller_name: 'Jean Dupont',
				caller_phone_e164: '+33612345678',
				email: 'jean.dupont@example.com',
				score: 8.5,
				candidate_id: '550e8400-e29b-41d4-a716-446655440000',
				campaign_id: 'abc123def456',
			},
			data: { phone: '0612345678' },
			filterFields: { campaign_id: 'abc123def456', score: 8.5 },
			occurredAt: Date.UTC(2024, 0, 15, 14, 45),
			personal: { phones: ['+33612345678'], names: ['Jean', 'Dupont'] },
		});
	});

	it.each([
		['"184"', 184],
		['"184.5"', 184.5],
		['" 12 "', 12],
		['0', 0],
		['"three"', null],
		['""', null],
		['"0x10"', null],
		['"Infinity"', null],
		['true', null],
		['null', null],
		['[1]', null],
	])('a duration of %s is %s', (written, duration) => {
		const { normalized, filterFields } = read(
			'vocalis',
			`{"event":"call.ended","duration_sec":${written}}`,
		);
		expect(normalized.duration_seconds).toBe(duration);
		expect(filterFields.duration_seconds ?? null).toBe(duration);
	});

	it.each([
		['2026-02-24T20:59:00Z', true],
		['2026-02-24t20:59:00.123456z', true],
		['2026-02-24T20:59:00+01:00', true],
		['2024-02-29T00:00:00Z', true],
		['2026-02-29T00:00:00Z', false],
		['2026-02-30T00:00:00Z', false],
		['2026-13-01T00:00:00Z', false],
		['2026-02-24T24:00:00Z', false],
		['2026-02-24T20:59:00', false],
		['2026-02-24 20:59:00Z', false],
		['2026-02-24', false],
		['0000-01-01T00:00:00+23:59', false],
		['9999-12-31T23:59:59-23:59', false],
		['tomorrow', false],
	])('a start of %s is a moment: %s', (written, isMoment) => {
		const data = { ...dataOf('inboundflow', 'call.completed'), started_at: written };
		const body = { ...sampleOf('inboundflow', 'call.completed'), timestamp: written, data };
		const result = read('inboundflow', body);
		expect(result.normalized.started_at).toBe(isMoment ? written : null);
		expect(result.occurredAt === null).toBe(!isMoment);
		expect(result.data.started_at).toBe(written);
	});
});

describe('the vendor’s id of a delivery', () => {
	it.each([
		['d-1', 'd-1'],
		[17, '17'],
		['', null],
		[null, null],
		[{ a: 1 }, null],
		['x'.repeat(201), null],
	])('%j is %j', (delivery_id, id) => {
		expect(read('inboundflow', { event: 'call.completed', delivery_id }).vendorMessageId).toBe(id);
	});
});

describe('files', () => {
	it.each([
		['https://app.vocalis.pro/tr/1.json', true],
		['http://example.com/a', true],
		['HTTPS://EXAMPLE.COM/a', true],
		['ftp://example.com/a', false],
		['file:///etc/passwd', false],
		['javascript:alert(1)', false],
		['//example.com/a', false],
		['https://', false],
		['not a url', false],
		[7, false],
		[['https://example.com/a'], false],
	])('%j is offered: %s', (transcript_url, offered) => {
		const { files } = read('vocalis', { event: 'call.ended', transcript_url });
		expect(files).toEqual(offered ? { transcript: transcript_url } : {});
	});

	it('come from declared fields only', () => {
		const body = {
			event: 'call.ended',
			recording_url: 'https://example.com/a',
			recording: 'https://x.fr/b',
		};
		expect(read('vocalis', body).files).toEqual({});
	});
});

import { dataOf, read, sampleOf } from '../support/interpretation.ts';

describe('the data of an event', () => {
	it('has every documented key, null where absent, in the documented order', () => {
		const { data, envelope, marks } = read('inboundflow', {
			event: 'call.completed',
			data: { extra: 1, call_id: 'x' },
		});
		expect(Object.entries(data)).toEqual([
			['call_id', 'x'],
			...[
				'caller_phone',
				'caller_name',
				'caller_email',
				'duration_seconds',
				'summary',
				'intent',
			].map((key) => [key, null]),
			...['urgency', 'recording_url', 'started_at', 'ended_at'].map((key) => [key, null]),
			['extra', 1],
		]);
		expect(envelope).toEqual({ timestamp: null, organization_id: null, delivery_id: null });
		expect(marks).toContain('unknown_field:data.extra');
		expect(marks).toContain('missing_field:data.caller_phone');
		expect(marks).toContain('missing_field:envelope.delivery_id');
	});

	it('has the documented keys of each item of a list', () => {
		const event = 'candidate.interview.completed.extended';
		const result = read('voicehire', {
			...sampleOf('voicehire', event),
			data: { ...dataOf('voicehire', event), responses: [{ question: 'Q' }, 'odd', null] },
		});
		expect(result.data.responses).toEqual([
			{ question: 'Q', answer: null, score: null, explanation: null },
			'odd',
			null,
		]);
		expect(result.marks).toContain('missing_field:data.responses[].answer');
		expect(result.marks).toContain('invalid_field:data.responses[]');
	});

	it('does not invent emotions', () => {
		const body = { ...sampleOf('vocalis', 'call.ended'), emotion_summary: { distress: 0.4 } };
		const { data, marks } = read('vocalis', body);
		expect(data.emotion_summary).toEqual({ distress: 0.4 });
		expect(marks).toEqual([]);
	});

	it('does not invent fields that the vendor never printed', () => {
		expect(read('vocalis', { event: 'emotion.spike', spike: 0.9 })).toMatchObject({
			data: { spike: 0.9 },
			marks: [],
		});
		expect(read('vocalis', { event: 'emotion.spike', spike: 0.9 }).data).toEqual({ spike: 0.9 });
		expect(read('dexem', { foo: 1 }, { event: 'cdr' }).data).toEqual({ foo: 1 });
	});

	it('keeps a hostile key a key', () => {
		const { data } = read('vocalis', '{"event":"call.ended","__proto__":{"a":1},"constructor":2}');
		expect(Object.hasOwn(data, '__proto__')).toBe(true);
		expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
		expect(JSON.stringify(data)).toContain('"__proto__":{"a":1},"constructor":2');
		expect({}).not.toHaveProperty('a');
	});

	it('tells at most twenty unknown fields, their names cut', () => {
		const unknown = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 1]));
		const long = { ['x'.repeat(5_000)]: 1 };
		const { marks } = read('vocalis', {
			...sampleOf('vocalis', 'call.ended'),
			...long,
			...unknown,
		});
		expect(marks).toHaveLength(20);
		expect(Math.max(...marks.map((mark) => mark.length))).toBeLessThan(120);
	});

	it('is not compared value by value when it holds a hundred thousand faults', () => {
		const event = 'candidate.interview.completed.extended';
		const responses = Array.from({ length: 100_000 }, () => ({}));
		const started = performance.now();
		const { marks, data } = read('voicehire', {
			...sampleOf('voicehire', event),
			data: { ...dataOf('voicehire', event), responses },
		});
		expect(marks).toEqual([]);
		expect(data.responses).toHaveLength(100_000);
		expect(performance.now() - started).toBeLessThan(3_000);
	});

	it('is kept when the envelope is not what it should be', () => {
		expect(read('inboundflow', { event: 'call.completed', data: 'text' })).toMatchObject({
			data: { call_id: null, value: 'text' },
			marks: expect.arrayContaining(['invalid_field:data']),
		});
		expect(read('voicehire', { event: 'brand.new', data: [1], more: 2 })).toMatchObject({
			data: { value: [1] },
			envelope: { more: 2 },
		});
	});
});

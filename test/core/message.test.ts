import { hookBody, interpret, parseBody, vendorById, withReplay } from '@voicehooks/core';

const bodyOf = (raw: string, replay = false): string => {
	const vendor = vendorById('inboundflow');
	if (vendor === undefined) throw new Error('There is no InboundFlow.');
	return hookBody({
		id: 'msg_1',
		interpretation: interpret(vendor, parseBody(Buffer.from(raw), null), {
			event: null,
			fieldMap: {},
		}),
		vendorId: 'inboundflow',
		sourceId: 'src_1',
		receivedAt: Date.UTC(2026, 1, 24, 21, 0, 1, 5),
		verified: true,
		test: false,
		replay,
		links: { recording: 'https://example.com/r', transcript: null },
		context: { to: '+33612345678' },
	});
};

describe('a hook body', () => {
	it('is compact JSON with its keys as the contract prints them', () => {
		const raw = '{"event":"x","timestamp":"2026-02-24T21:00:00Z","data":{"é":1.50}}';
		expect(bodyOf(raw)).toBe(
			'{"id":"msg_1","type":"inboundflow.unknown","vendor":"inboundflow","event":"x",' +
				'"source_id":"src_1","occurred_at":"2026-02-24T21:00:00.000Z",' +
				'"received_at":"2026-02-24T21:00:01.005Z","verified":true,"test":false,"replay":false,' +
				'"data":{"é":1.5},"envelope":{"timestamp":"2026-02-24T21:00:00Z"},' +
				'"normalized":{"call_id":null,"caller_phone_e164":null,"caller_name":null,' +
				'"agent_id":null,"duration_seconds":null,"started_at":null,"ended_at":null,' +
				'"summary":null,"result":null,"email":null,"candidate_id":null,"campaign_id":null,' +
				'"score":null,"appointment_start":null,"appointment_end":null},' +
				'"links":{"recording":"https://example.com/r","transcript":null},' +
				'"context":{"to":"+33612345678"}}',
		);
	});

	it.each([
		['a plain one', '{"event":"x","data":{}}'],
		[
			'one whose event tries to look like the mark',
			'{"event":",\\"replay\\":false,\\"data\\":","data":{}}',
		],
		['one whose data has the mark', '{"event":"x","data":{"a":{"replay":false,"data":1}}}'],
		['one whose text has the mark', '{"event":"x","data":{"a":",\\"replay\\":false,\\"data\\":"}}'],
	])('says that it is a replay by one word: %s', (_what, raw) => {
		expect(withReplay(bodyOf(raw))).toBe(bodyOf(raw, true));
		expect(JSON.parse(withReplay(bodyOf(raw)))).toEqual({
			...JSON.parse(bodyOf(raw)),
			replay: true,
		});
	});

	it('that is a replay already stays as it is', () => {
		const body = bodyOf('{"event":"x","data":{"b":{"a":1,"replay":false,"data":2}}}', true);
		expect(withReplay(body)).toBe(body);
	});
});

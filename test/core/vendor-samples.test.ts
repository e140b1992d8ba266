import { randomUUID } from 'node:crypto';
import {
	type EventType,
	simulatedBody,
	type Vendor,
	vendorById,
	vendorRequest,
} from '@voicehooks/core';
import {
	itWithPython,
	javaScriptVerdict,
	pythonNote,
	pythonVerdicts,
	type SampleVendor,
	sampleSecrets,
} from '../support/vendor-samples.ts';

/** The code the vendors print on their pages, run against what we send in their name. */
const vendorOf = (id: SampleVendor): Vendor => {
	const vendor = vendorById(id);
	if (vendor === undefined) throw new Error(`There is no vendor ${id}.`);
	return vendor;
};

const requestOf = (vendor: Vendor, eventType: EventType, secret: string) =>
	vendorRequest(vendor, {
		event: eventType.name,
		body: Buffer.from(
			simulatedBody(vendor, eventType, {
				uuid: randomUUID,
				now: Date.now(),
				overrides: { note: 'L’été à « Noël » 🎄 \u2028 "quoted" \\ /' },
			}),
		),
		contentType: 'application/json',
		secret,
		id: randomUUID(),
		timestampSeconds: Math.floor(Date.now() / 1_000),
	});

type Case = {
	readonly sample: 'vocalis' | 'voicehire' | 'voicehire-flask';
	readonly vendor: SampleVendor;
};

/** The sample's verdicts on every event of the vendor, signed with this secret. */
const verdicts = ({ sample, vendor: id }: Case, secret: string) => {
	const vendor = vendorOf(id);
	const results = pythonVerdicts(
		sample,
		vendor.events.map((eventType) => requestOf(vendor, eventType, secret)),
	);
	return Object.fromEntries(vendor.events.map(({ name }, index) => [name, results[index]]));
};

const expectAll = (vendor: Vendor, value: unknown, exceptions: Record<string, unknown> = {}) => ({
	...Object.fromEntries(vendor.events.map(({ name }) => [name, value])),
	...exceptions,
});

describe(`the Python that VOCALIS prints${pythonNote}`, () => {
	const sample: Case = { sample: 'vocalis', vendor: 'vocalis' };

	itWithPython('accepts every event we sign', () => {
		expect(verdicts(sample, sampleSecrets.vocalis)).toEqual(expectAll(vendorOf('vocalis'), true));
	});

	itWithPython('refuses every event signed with another secret', () => {
		expect(verdicts(sample, 'another')).toEqual(expectAll(vendorOf('vocalis'), false));
	});
});

describe(`the Python function that VoiceHire prints${pythonNote}`, () => {
	const sample: Case = { sample: 'voicehire', vendor: 'voicehire' };

	itWithPython('accepts every event we sign', () => {
		expect(verdicts(sample, sampleSecrets.voicehire)).toEqual(
			expectAll(vendorOf('voicehire'), true),
		);
	});

	itWithPython('refuses every event signed with another secret', () => {
		expect(verdicts(sample, 'another')).toEqual(expectAll(vendorOf('voicehire'), false));
	});
});

describe(`the Flask handler that VoiceHire prints${pythonNote}`, () => {
	const sample: Case = { sample: 'voicehire-flask', vendor: 'voicehire' };

	itWithPython('takes every event we sign, but for its own misspelt field', () => {
		// The page reads candidate['score']; its payload calls the field interview_score.
		expect(verdicts(sample, sampleSecrets.voicehire)).toEqual(
			expectAll(vendorOf('voicehire'), 200, {
				'candidate.interview.completed': "KeyError: 'score'",
			}),
		);
	});

	itWithPython('answers 401 to every event signed with another secret', () => {
		expect(verdicts(sample, 'another')).toEqual(expectAll(vendorOf('voicehire'), 401));
	});
});

describe('the JavaScript that InboundFlow prints', () => {
	const vendor = vendorOf('inboundflow');

	it.each(vendor.events.map((eventType) => [eventType.name, eventType] as const))(
		'accepts %s as we sign it, and not with another secret',
		(_name, eventType) => {
			const good = requestOf(vendor, eventType, sampleSecrets.inboundflow);
			expect(javaScriptVerdict(good)).toBe(true);
			const bad = requestOf(vendor, eventType, 'another');
			expect(javaScriptVerdict(bad)).toBe(false);
		},
	);

	it('accepts a document in another spelling than its own, because we send its own', () => {
		const { headers, body } = vendorRequest(vendor, {
			event: 'call.completed',
			body: Buffer.from(
				'{"event": "call.completed", "data": {"caller_name": "Zo\\u00e9", "n": 1.0}}',
			),
			contentType: 'application/json',
			secret: sampleSecrets.inboundflow,
			id: randomUUID(),
			timestampSeconds: 1_709_064_000,
		});
		expect(Buffer.from(body).toString('utf8')).toBe(
			'{"event":"call.completed","data":{"caller_name":"Zoé","n":1}}',
		);
		expect(javaScriptVerdict({ headers, body })).toBe(true);
	});
});

import {
	type HmacScheme,
	hookBody,
	interpret,
	parseBody,
	sign,
	standardWebhooksScheme,
	textSignatureScheme,
	vendors,
	verify,
	withReplay,
} from '@voicehooks/core';
import fc from 'fast-check';

const signing: readonly (readonly [string, HmacScheme])[] = [
	...vendors.flatMap(({ id, signature }) =>
		signature.kind === 'none' ? [] : [[id, signature] as const],
	),
	['Standard Webhooks', standardWebhooksScheme],
	['our text signature', textSignatureScheme],
];

const whsec = fc
	.uint8Array({ minLength: 24, maxLength: 64 })
	.map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);
const secretFor = (scheme: HmacScheme) =>
	scheme.key === 'whsec' ? whsec : fc.string({ minLength: 1, unit: 'grapheme' });
const bytes = fc.uint8Array({ maxLength: 300 });
const time = fc.integer({ min: 0, max: 4_102_444_800 });

const headersOf = (scheme: HmacScheme, value: string, timestamp: number) => ({
	[scheme.header.toLowerCase()]: value,
	[scheme.timestampHeader?.toLowerCase() ?? 'x-none']: String(timestamp),
	'webhook-id': 'msg_1',
});

describe.each(signing)('a signature of %s', (_name, scheme) => {
	const { header } = scheme;

	it('verifies whatever was signed, whatever the secret', () => {
		fc.assert(
			fc.property(secretFor(scheme), bytes, time, (secret, body, timestamp) => {
				const value = sign(scheme, { secret, body, id: 'msg_1', timestamp });
				const headers = headersOf(scheme, value, timestamp);
				expect(verify(scheme, { headers, body, secrets: [secret] }).valid).toBe(true);
			}),
		);
	});

	it('fails when one bit of the body changes', () => {
		fc.assert(
			fc.property(
				secretFor(scheme),
				fc.uint8Array({ minLength: 1, maxLength: 300 }),
				fc.nat(),
				fc.nat(7),
				(secret, body, place, bit) => {
					const value = sign(scheme, { secret, body, id: 'msg_1', timestamp: 1 });
					const changed = Uint8Array.from(body);
					const index = place % body.length;
					changed[index] = (changed[index] ?? 0) ^ (1 << bit);
					const headers = headersOf(scheme, value, 1);
					expect(verify(scheme, { headers, body: changed, secrets: [secret] }).valid).toBe(false);
				},
			),
		);
	});

	it('fails when one character of the digest changes, but for the case of hex', () => {
		fc.assert(
			fc.property(fc.nat(), fc.constantFrom(...'0123456789abcdefXYZ+/='), (place, other) => {
				const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
				const body = Buffer.from('{}');
				const value = sign(scheme, { secret, body, id: 'msg_1', timestamp: 1 });
				const digits = value.length - scheme.prefix.length;
				const at = scheme.prefix.length + (place % digits);
				fc.pre(value[at] !== other);
				const forged = value.slice(0, at) + other + value.slice(at + 1);
				const headers = headersOf(scheme, forged, 1);
				expect(verify(scheme, { headers, body, secrets: [secret] }).valid).toBe(false);
			}),
		);
	});

	it('of anything at all never throws', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.string().map((end) => scheme.prefix + end),
			fc.stringMatching(/^[0-9a-f]{64}$/).map((digits) => scheme.prefix + digits),
		);
		const value = fc.oneof(text, fc.array(text), fc.constant(undefined));
		fc.assert(
			fc.property(
				value,
				value,
				value,
				bytes,
				fc.array(fc.string()),
				(one, two, three, body, secrets) => {
					const headers = {
						[header.toLowerCase()]: one,
						[scheme.timestampHeader?.toLowerCase() ?? 'x-none']: two,
						'webhook-id': three,
					};
					expect(verify(scheme, { headers, body, secrets }).valid).toBe(false);
				},
			),
		);
	});
});

/** Bodies that are nearly right, so that every branch is reached. */
const nearly = (keys: readonly string[]) => {
	const value = fc.oneof(
		{ depthSize: 'small' },
		fc.jsonValue({ maxDepth: 3 }),
		fc.constantFrom(
			'+33612345678',
			'a@b.fr',
			'2026-02-24T21:00:00Z',
			'184',
			'https://x.fr/a',
			null,
		),
	);
	const fields = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), value);
	return fc.record(
		{
			event: fc.oneof(
				fc.constantFrom(...vendors.flatMap(({ events }) => events.map(({ name }) => name))),
				value,
			),
			timestamp: value,
			delivery_id: value,
			data: fc.oneof(fields, value),
			call_id: value,
			emotion_summary: fc.oneof(fields, value),
			duration_sec: value,
			transcript_url: value,
		},
		{ requiredKeys: [] },
	);
};

const dataKeys = [
	'call_id',
	'caller_phone',
	'responses',
	'interview_score',
	'started_at',
	'__proto__',
];
const fieldMap = {
	caller_phone_e164: 'data.caller_phone',
	result: 'a.b.0',
	tracking_number: 'data',
};

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))(
	'a body to %s',
	(_id, vendor) => {
		const options = fc.record({
			event: fc.oneof(fc.constant(null), fc.constantFrom('cdr', 'call', 'user'), fc.string()),
			fieldMap: fc.constantFrom({}, fieldMap),
		});

		it('of any bytes is read without an error into JSON that stays as it is', () => {
			const raw = fc.oneof(
				bytes.map((body) => Buffer.from(body)),
				fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
				fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
				fc.webQueryParameters().map((text) => Buffer.from(text)),
				nearly(dataKeys).map((body) => Buffer.from(JSON.stringify(body))),
			);
			const type = fc.constantFrom(
				null,
				'application/json',
				'application/x-www-form-urlencoded',
				'x',
			);
			fc.assert(
				fc.property(raw, type, options, (body, contentType, settings) => {
					const interpretation = interpret(vendor, parseBody(body, contentType), settings);
					const text = hookBody({
						id: 'msg_1',
						interpretation,
						vendorId: vendor.id,
						sourceId: 'src_1',
						receivedAt: 0,
						verified: true,
						test: false,
						replay: false,
						links: { recording: null, transcript: null },
						context: {},
					});
					expect(JSON.stringify(JSON.parse(text))).toBe(text);
					expect(JSON.parse(withReplay(text)).replay).toBe(true);
					expect(interpretation.type.startsWith(`${vendor.id}.`)).toBe(true);
					for (const phone of interpretation.personal.phones)
						expect(phone).toMatch(/^\+[1-9]\d{3,14}$/);
					for (const email of interpretation.personal.emails)
						expect(email).toBe(email.toLowerCase());
					expect(interpretation.marks.length).toBeLessThanOrEqual(64);
				}),
				{ numRuns: 400 },
			);
		});
	},
);

describe('reading a body', () => {
	it('gives back what JSON.stringify wrote', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = JSON.stringify(value);
				const parsed = parseBody(Buffer.from(text), null);
				expect(parsed.kind).toBe('json');
				expect(JSON.stringify(parsed.value)).toBe(
					JSON.stringify(JSON.parse(text), (_key, item) =>
						typeof item === 'number' && Number.isInteger(item) && !Number.isSafeInteger(item)
							? writtenInteger(item)
							: item,
					),
				);
			}),
		);
	});

	it('keeps every integer to its last digit', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (integer) => {
				const parsed = parseBody(Buffer.from(`{"n":${integer},"s":"x"}`), null);
				expect(String((parsed.value as { n: unknown }).n)).toBe(String(integer));
			}),
		);
	});
});

/** Integers that JSON.stringify writes out in digits become text; those with an exponent stay. */
const writtenInteger = (item: number): string | number =>
	/e/.test(String(item)) ? item : String(item);

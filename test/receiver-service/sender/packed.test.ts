import fc from 'fast-check';
import {
	packRequests,
	packResults,
	unpackRequests,
	unpackResults,
} from '../../../receiver-service/src/adapters/sender/packed.ts';

const bytes = fc.uint8Array({ maxLength: 40 });
const headers = fc.dictionary(
	fc.oneof(fc.constantFrom('a', 'b', '__proto__', '7', 'constructor'), fc.string()),
	fc.string(),
	{ maxKeys: 4 },
);
/** Deliveries of a message share its bytes: some bodies are the very same array. */
const bodies = fc.array(bytes, { minLength: 1, maxLength: 3 });
const request = fc.record({
	url: fc.webUrl(),
	method: fc.constantFrom('POST' as const, 'GET' as const, 'DELETE' as const),
	headers,
	body: fc.option(fc.nat(2)),
	timeoutMs: fc.nat(),
	keepResponseBytes: fc.nat(),
});
const result = fc.oneof(
	fc.record(
		{
			kind: fc.constant('response' as const),
			status: fc.integer({ min: 200, max: 599 }),
			headers,
			body: bytes.map((body) => Buffer.from(body)),
			durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }).map(Math.abs),
			privateAddress: fc.constant(true as const),
		},
		{ requiredKeys: ['kind', 'status', 'headers', 'body', 'durationMs'] },
	),
	fc.record({
		kind: fc.constant('failure' as const),
		reason: fc.constantFrom('timeout' as const, 'connection_error' as const),
		message: fc.string(),
		sent: fc.boolean(),
		durationMs: fc.nat(),
	}),
);

describe('What crosses to the sender’s thread and back', () => {
	it('arrives as it was: every request, with its own headers and bytes', () => {
		fc.assert(
			fc.property(bodies, fc.array(request), (texts, requests) => {
				const waiting = requests.map((one, id) => {
					const body = one.body === null ? null : (texts[one.body % texts.length] ?? null);
					return { id, request: { ...one, body } };
				});
				expect(unpackRequests(packRequests(waiting))).toEqual(waiting);
			}),
		);
	});

	it('arrives as it was: every result', () => {
		fc.assert(
			fc.property(fc.array(result), (results) => {
				const found = results.map((one, id) => ({ id, result: one }));
				expect(unpackResults(packResults(found))).toEqual(found);
			}),
		);
	});
});

import fc from 'fast-check';
import type { Refusal } from '../../../receiver-service/src/domain/refusal.ts';
import type { Sealed, Source } from '../../../receiver-service/src/domain/types.ts';
import { callVendor, vendorErrors } from '../../../receiver-service/src/pipeline/vendor-api.ts';
import type { OutboundRequest, OutboundResult } from '../../../receiver-service/src/ports.ts';

const source: Source = {
	id: 'src_1',
	orgId: 'org_1',
	vendor: 'vocalis',
	name: 'Calls',
	enabled: true,
	sandbox: false,
	acceptReplays: false,
	timestampToleranceSeconds: 300,
	fieldMap: {},
	secrets: [],
	tokens: [],
	apiToken: 'sealed' as Sealed,
	createdAt: 0,
};

/** Asks through a line that ends as told, and answers the refusal. */
const refusalFor = async (result: OutboundResult): Promise<Refusal | null> => {
	const sent: OutboundRequest[] = [];
	const context = {
		sender: {
			send: async (request: OutboundRequest) => {
				sent.push(request);
				return result;
			},
			download: () => Promise.reject(new Error('not asked')),
			inspect: () => Promise.reject(new Error('not asked')),
			close: async () => {},
		},
		vault: {
			open: () => '$&token',
			seal: () => 'sealed' as Sealed,
			index: () => '',
			tokenKey: () => Buffer.alloc(32),
		},
		vendorApis: {},
	};
	const refusal = await callVendor(context, source, 'start_call', {}, {}).then(
		() => null,
		(fault: Refusal) => fault,
	);
	expect(sent).toHaveLength(1);
	expect(sent[0]?.url).toBe('https://api.vocalis.pro/v1/calls');
	// A token that looks like a replacement pattern is a token all the same.
	expect(sent[0]?.headers.authorization).toBe('Bearer $&token');
	return refusal;
};

const failure = (
	reason: 'timeout' | 'connection_error' | 'blocked_address',
	sent: boolean,
): OutboundResult => ({
	kind: 'failure',
	reason,
	sent,
	message: '',
	durationMs: 1,
});

describe('a request to a vendor that ends without an answer', () => {
	it.each([
		['timeout', true, 'vendor_outcome_unknown'],
		['timeout', false, 'vendor_unreachable'],
		['connection_error', true, 'vendor_outcome_unknown'],
		['connection_error', false, 'vendor_unreachable'],
		['blocked_address', false, 'vendor_unreachable'],
	] as const)('%s with bytes sent: %s is %s', async (reason, sent, code) => {
		expect((await refusalFor(failure(reason, sent)))?.code).toBe(code);
	});

	it('is never called done or undone without ground, whatever the status', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 200, max: 599 }), async (status) => {
				const refusal = await refusalFor({
					kind: 'response',
					status,
					headers: {},
					body: Buffer.from('<html>'),
					durationMs: 1,
				});
				if (status < 300) expect(refusal).toBeNull();
				else if (status < 400 || status >= 500)
					expect(refusal?.code).toBe('vendor_outcome_unknown');
				else expect(refusal?.code).not.toBe('vendor_outcome_unknown');
			}),
		);
	});
});

describe("a vendor's remarks", () => {
	it.each([
		[{}, []],
		[{ message: 'No' }, [{ path: '', message: 'No' }]],
		[{ error: 'No' }, [{ path: '', message: 'No' }]],
		[{ error: { code: 'X', message: 'No' } }, [{ path: '', message: 'X: No' }]],
		[{ error: { details: { to: ['a', 'b'] } } }, [{ path: 'to', message: 'a, b' }]],
		[{ errors: [{ path: 'to', msg: 'bad' }, 7, {}] }, [{ path: 'to', message: 'bad' }]],
		[
			{ error: { details: { required: 3, available: 1 } } },
			[
				{ path: 'required', message: '3' },
				{ path: 'available', message: '1' },
			],
		],
	])('%j are read', (answer, errors) => {
		expect(vendorErrors(answer)).toEqual(errors);
	});

	it('never break on any JSON, and stay short', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (answer) => {
				for (const { message } of vendorErrors(answer as Record<string, unknown>)) {
					expect(typeof message).toBe('string');
				}
				expect(vendorErrors(answer as Record<string, unknown>).length).toBeLessThanOrEqual(50);
			}),
		);
	});
});

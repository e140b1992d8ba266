import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { hmacSha256, signingKey } from '../../core/src/signature/hmac.ts';

const nodes = (key: Uint8Array, ...parts: readonly (string | Uint8Array)[]): string => {
	const hmac = createHmac('sha256', key);
	for (const part of parts) hmac.update(part);
	return hmac.digest('hex');
};

describe('HMAC-SHA256', () => {
	// RFC 4231, test cases 1, 2 and 6.
	it.each([
		[
			'0b'.repeat(20),
			Buffer.from('Hi There'),
			'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
		],
		[
			Buffer.from('Jefe').toString('hex'),
			Buffer.from('what do ya want for nothing?'),
			'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
		],
		[
			'aa'.repeat(131),
			Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First'),
			'60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
		],
	])('of the vector with key %s is right', (key, text, expected) => {
		expect(hmacSha256(signingKey(Buffer.from(key, 'hex')), '', text, 'hex')).toBe(expected);
	});

	it('equals node:crypto’s for any key, prefix and body', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({ minLength: 1, maxLength: 200 }),
				fc.string({ unit: 'binary', maxLength: 80 }),
				fc.oneof(
					fc.uint8Array({ maxLength: 2_000 }),
					fc.string({ unit: 'binary', maxLength: 500 }),
				),
				(key, prefix, body) => {
					const digest = hmacSha256(signingKey(key), prefix, body, 'hex');
					expect(digest).toBe(nodes(key, prefix, body));
				},
			),
		);
	});

	it.each([65_000, 65_536, 65_537, 2_000_000])(
		'equals node:crypto’s for a body of %i bytes',
		(size) => {
			const body = Buffer.alloc(size, 'x');
			const key = Buffer.alloc(32, 7);
			expect(hmacSha256(signingKey(key), 'id.1.', body, 'hex')).toBe(nodes(key, 'id.1.', body));
			expect(hmacSha256(signingKey(key), '', 'short', 'hex')).toBe(nodes(key, 'short'));
		},
	);
});

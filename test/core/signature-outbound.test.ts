import { createHmac } from 'node:crypto';
import {
	derivedSecret,
	type HmacScheme,
	isWhsec,
	newSecret,
	sign,
	signAll,
	signatureKey,
	signingRoot,
	standardWebhooksScheme,
	textSignatureScheme,
	verify,
} from '@voicehooks/core/signature';
import { body, refused, signed, timestamp, verdict, whsec } from '../support/signatures.ts';

describe('Standard Webhooks', () => {
	it('signs the published example', () => {
		// The test vector of the reference libraries (github.com/standard-webhooks/standard-webhooks).
		const document = '{"test": 2432232314}';
		const value = sign(standardWebhooksScheme, {
			secret: whsec,
			id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
			timestamp: 1_614_265_330,
			body: document,
		});
		expect(value).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
		const headers = {
			'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
			'webhook-timestamp': '1614265330',
			'webhook-signature': `v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,ignored ${value}`,
		};
		expect(
			verify(standardWebhooksScheme, { headers, body: Buffer.from(document), secrets: [whsec] }),
		).toMatchObject({ valid: true, timestamp: 1_614_265_330 });
	});

	it('needs the id it signs', () => {
		const { 'webhook-id': _, ...others } = signed(standardWebhooksScheme, whsec);
		expect(verdict(standardWebhooksScheme, others, whsec)).toEqual(refused('missing'));
		expect(verdict(standardWebhooksScheme, { ...others, 'webhook-id': ['a'] }, whsec)).toEqual(
			refused('malformed'),
		);
	});

	it('takes one spelling of a digest only', () => {
		const headers = signed(standardWebhooksScheme, whsec);
		const value = headers['webhook-signature'] ?? '';
		const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
		const last = alphabet.indexOf(value.at(-2) ?? '');
		// The two lowest bits of the last letter carry nothing: a lax decoder reads the same digest.
		const twin = `${value.slice(0, -2)}${alphabet[last + 1]}=`;
		expect(Buffer.from(twin.slice(3), 'base64')).toEqual(Buffer.from(value.slice(3), 'base64'));
		expect(
			verdict(standardWebhooksScheme, { ...headers, 'webhook-signature': twin }, whsec),
		).toEqual(refused('malformed'));
	});
});

describe('a rotation', () => {
	const old = newSecret(Buffer.alloc(24, 1));
	const fresh = newSecret(Buffer.alloc(32, 2));

	it.each([
		[standardWebhooksScheme, ' '],
		[textSignatureScheme, ','],
	])('sends both signatures, newest first: %#', (scheme, separator) => {
		const input = { body, id: 'msg_1', timestamp };
		const value = signAll(scheme, { ...input, secrets: [fresh, old] });
		expect(value.split(separator)).toEqual([
			sign(scheme, { ...input, secret: fresh }),
			sign(scheme, { ...input, secret: old }),
		]);
		const headers = { ...signed(scheme, fresh), [scheme.header]: value };
		expect(verdict(scheme, headers, old)).toMatchObject({ valid: true });
		expect(verdict(scheme, headers, fresh)).toMatchObject({ valid: true });
	});

	it('does not make us read a thousand signatures', () => {
		const [value] = Object.values(signed(standardWebhooksScheme, whsec));
		const noise = `v1,${Buffer.alloc(32).toString('base64')} `.repeat(1_000);
		const headers = {
			...signed(standardWebhooksScheme, whsec),
			'webhook-signature': noise + value,
		};
		expect(verdict(standardWebhooksScheme, headers, whsec)).toEqual(refused('mismatch'));
	});
});

describe('our text signature', () => {
	it('is what a tool makes of time, dot and body with the whole secret as its key', () => {
		const expected = createHmac('sha256', whsec)
			.update(`${timestamp}.${body.toString()}`)
			.digest('hex');
		expect(sign(textSignatureScheme, { secret: whsec, body, timestamp })).toBe(`v1=${expected}`);
	});
});

describe('a secret', () => {
	it.each([
		[24, true],
		[32, true],
		[33, true],
		[64, true],
		[23, false],
		[65, false],
		[0, false],
	])('of %i bytes: %s', (count, fits) => {
		expect(isWhsec(`whsec_${Buffer.alloc(count, 7).toString('base64')}`)).toBe(fits);
	});

	it.each([
		['no prefix', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
		['another prefix', 'whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
		['letters outside base64', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa!w'],
		['the URL alphabet', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_'],
		['a space', 'whsec_MfKQ9r8GKYqrTwjU PD8ILPZIo2LaLaSw'],
		[
			'no padding where it is due',
			`whsec_${Buffer.alloc(25).toString('base64').replace(/=+$/, '')}`,
		],
	])('with %s is not one', (_what, text) => {
		expect(isWhsec(text)).toBe(false);
		expect(() => signatureKey(standardWebhooksScheme, text)).toThrow(TypeError);
	});

	it('is made of the bytes given, 24 to 64 of them', () => {
		expect(newSecret(Buffer.alloc(24, 255))).toBe(`whsec_${'/'.repeat(32)}`);
		expect(() => newSecret(Buffer.alloc(16))).toThrow(RangeError);
		expect(() => newSecret(Buffer.alloc(65))).toThrow(RangeError);
	});

	it('that is empty verifies nothing, not even what it signed', () => {
		const digest = createHmac('sha256', '').update(body).digest('hex');
		const scheme: HmacScheme = {
			...textSignatureScheme,
			header: 'x-signature',
			prefix: 'sha256=',
			content: '{body}',
		};
		const headers = { 'x-signature': `sha256=${digest}`, 'webhook-timestamp': '1' };
		expect(verdict(scheme, headers, '')).toEqual(refused('mismatch'));
	});

	it('never stands in an error', () => {
		for (const scheme of [standardWebhooksScheme, textSignatureScheme]) {
			expect(() => sign(scheme, { secret: 'hunter2', body })).toThrow(
				expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
			);
		}
	});

	it('cannot sign without the id or the time of its scheme', () => {
		expect(() => sign(standardWebhooksScheme, { secret: whsec, body, timestamp })).toThrow('id');
		expect(() => sign(standardWebhooksScheme, { secret: whsec, body, id: 'x' })).toThrow(
			'timestamp',
		);
	});
});

describe('derived signing', () => {
	it('is exactly the contract’s two steps', () => {
		const root = createHmac('sha256', Buffer.from('vhk_é', 'utf8'))
			.update('voicehooks/v1/root')
			.digest();
		expect(signingRoot('vhk_é')).toEqual(root);
		const key = createHmac('sha256', root).update('voicehooks/v1/sub/sub_1').digest('base64');
		expect(derivedSecret(root, 'sub_1')).toBe(`whsec_${key}`);
	});

	it('gives each subscription its own valid secret', () => {
		const root = signingRoot('vhk_1');
		expect(isWhsec(derivedSecret(root, 'sub_1'))).toBe(true);
		expect(derivedSecret(root, 'sub_1')).not.toBe(derivedSecret(root, 'sub_2'));
		expect(derivedSecret(root, 'sub_1')).not.toBe(derivedSecret(signingRoot('vhk_2'), 'sub_1'));
	});
});

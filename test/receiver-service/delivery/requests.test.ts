import {
	derivedSecret,
	type HmacScheme,
	signingRoot,
	standardWebhooksScheme,
	textSignatureScheme,
	vendorById,
	verify,
} from '@voicehooks/core';
import type { ApiKey, Sealed, Subscription } from '../../../receiver-service/src/domain/types.ts';
import { createDeliveryRig, type DeliveryRig, quiet } from '../../support/delivery-rig.ts';

const secretOf = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const sealed = (text: string): Sealed => text as Sealed;

const sentOnce = async (
	rig: DeliveryRig,
	subscription: Subscription,
	options: Parameters<DeliveryRig['deliver']>[1] = {},
) => {
	const id = rig.deliver(subscription, options);
	await quiet();
	const sent = rig.sent.at(-1);
	if (sent === undefined) throw new Error('Nothing was sent.');
	return { id, headers: sent.headers, body: Buffer.from(sent.body ?? '') };
};

const isSigned = (
	scheme: HmacScheme,
	{ headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer },
	secret: string,
): boolean => verify(scheme, { headers, body, secrets: [secret] }).valid;

describe('a message', () => {
	it('carries both signatures over the stored bytes, at the time of the attempt', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription({
			secrets: [{ value: sealed(secretOf(1)), expiresAt: null }],
		});
		const sent = await sentOnce(rig, subscription, { body: '{"id":"msg_é","data":{}}' });
		expect(sent.body.toString()).toBe('{"id":"msg_é","data":{}}');
		expect(sent.headers).toMatchObject({
			'content-type': 'application/json',
			'user-agent': expect.stringMatching(/^voicehooks\/\d+\.\d+\.\d+$/),
			'webhook-timestamp': String(rig.clock.now() / 1_000),
			'webhook-id': expect.stringMatching(/^msg_/),
			'x-voicehooks-subscription': subscription.id,
		});
		expect(sent.headers).not.toHaveProperty('voicehooks-replay');
		expect(isSigned(standardWebhooksScheme, sent, secretOf(1))).toBe(true);
		expect(isSigned(textSignatureScheme, sent, secretOf(1))).toBe(true);
		expect(isSigned(standardWebhooksScheme, sent, secretOf(2))).toBe(false);
	});

	it('is signed anew on every attempt', async () => {
		const rig = await createDeliveryRig((_request, nth) => (nth === 1 ? 500 : 200));
		rig.deliver(rig.addSubscription());
		await rig.clock.advance(60_000);
		const [first, second] = rig.sent;
		expect(
			Number(second?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp']),
		).toBe(5);
		expect(second?.headers['webhook-signature']).not.toBe(first?.headers['webhook-signature']);
	});

	it('carries both secrets during a rotation, and one after', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription({
			secrets: [
				{ value: sealed(secretOf(2)), expiresAt: null },
				{ value: sealed(secretOf(1)), expiresAt: rig.clock.now() + 1_000 },
			],
		});
		const during = await sentOnce(rig, subscription);
		expect(during.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
		expect(during.headers['x-voicehooks-signature']).toMatch(/^v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
		for (const byte of [1, 2]) {
			expect(isSigned(standardWebhooksScheme, during, secretOf(byte))).toBe(true);
			expect(isSigned(textSignatureScheme, during, secretOf(byte))).toBe(true);
		}
		await rig.clock.advance(1_000);
		const after = await sentOnce(rig, subscription);
		expect(isSigned(standardWebhooksScheme, after, secretOf(2))).toBe(true);
		expect(isSigned(standardWebhooksScheme, after, secretOf(1))).toBe(false);
	});

	it('takes up a changed secret at once', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription();
		await sentOnce(rig, subscription);
		const changed = { ...subscription, secrets: [{ value: sealed(secretOf(9)), expiresAt: null }] };
		rig.directory.putSubscription(changed);
		rig.dispatcher.changed(changed.id);
		expect(isSigned(standardWebhooksScheme, await sentOnce(rig, changed), secretOf(9))).toBe(true);
	});

	it('says that it is a replay, in a header and in the body it signs', async () => {
		const rig = await createDeliveryRig();
		const sent = await sentOnce(
			rig,
			rig.addSubscription({ secrets: [{ value: sealed(secretOf(1)), expiresAt: null }] }),
			{
				replay: true,
			},
		);
		expect(sent.headers['voicehooks-replay']).toBe(sent.id);
		expect(JSON.parse(sent.body.toString())).toMatchObject({ replay: true });
		expect(isSigned(standardWebhooksScheme, sent, secretOf(1))).toBe(true);
	});

	it('lets no custom header take the place of ours', async () => {
		const rig = await createDeliveryRig();
		const headers = sealed(
			JSON.stringify({ 'Webhook-Id': 'forged', Authorization: 'Bearer mine' }),
		);
		const sent = await sentOnce(rig, rig.addSubscription({ headers }));
		expect(sent.headers['webhook-id']).toMatch(/^msg_/);
		expect(sent.headers.authorization).toBe('Bearer mine');
	});
});

describe('derived signing', () => {
	const keyOf = (id: string, text: string, revokedAt: number | null = null): ApiKey => ({
		id,
		orgId: 'org_1',
		name: id,
		hash: id,
		hint: 'xxxx',
		scopes: ['read'],
		signingRoot: sealed(signingRoot(text).toString('base64')),
		successorId: null,
		createdAt: 0,
		revokedAt,
	});

	it('signs under the secret that the holder of the API key can compute', async () => {
		const rig = await createDeliveryRig();
		rig.directory.putKey(keyOf('key_1', 'vhk_first'));
		const subscription = rig.addSubscription({ signing: 'derived', secrets: [], keyId: 'key_1' });
		const secret = derivedSecret(signingRoot('vhk_first'), subscription.id);
		expect(isSigned(standardWebhooksScheme, await sentOnce(rig, subscription), secret)).toBe(true);
	});

	it('signs under the former key too until it is revoked', async () => {
		const rig = await createDeliveryRig();
		rig.directory.putKey(keyOf('key_1', 'vhk_first'));
		rig.directory.putKey(keyOf('key_2', 'vhk_second'));
		const fields = {
			signing: 'derived',
			secrets: [],
			keyId: 'key_2',
			formerKeyIds: ['key_1'],
		} as const;
		const subscription = rig.addSubscription(fields);
		const secrets = ['vhk_first', 'vhk_second'].map((key) =>
			derivedSecret(signingRoot(key), subscription.id),
		);
		const valid = (sent: Awaited<ReturnType<typeof sentOnce>>) =>
			secrets.map((secret) => isSigned(standardWebhooksScheme, sent, secret));
		expect(valid(await sentOnce(rig, subscription))).toEqual([true, true]);
		rig.directory.putKey(keyOf('key_1', 'vhk_first', 1));
		expect(valid(await sentOnce(rig, subscription))).toEqual([false, true]);
	});
});

describe('a hook in the vendor’s own format', () => {
	it.each(['vocalis', 'inboundflow', 'voicehire'])(
		'gets what %s would have sent',
		async (vendor) => {
			const rig = await createDeliveryRig();
			const secret = 'any visible characters 16+';
			const subscription = rig.addSubscription({
				format: 'vendor',
				policy: 'vendor',
				secrets: [{ value: sealed(secret), expiresAt: null }],
			});
			const sent = await sentOnce(rig, subscription, { vendor });
			const scheme = vendorById(vendor)?.signature;
			if (scheme?.kind !== 'hmac-sha256') throw new Error('It does not sign.');
			expect(sent.body.toString()).toBe('{"event":"call.ended"}');
			expect(isSigned(scheme, sent, secret)).toBe(true);
			expect(sent.headers).not.toHaveProperty('webhook-id');
		},
	);

	it('keeps InboundFlow’s own id of the delivery', async () => {
		const rig = await createDeliveryRig();
		const subscription = rig.addSubscription({
			format: 'vendor',
			secrets: [{ value: sealed('0123456789abcdef'), expiresAt: null }],
		});
		const raw = '{"event":"call.completed","delivery_id":"6f1c","data":{}}';
		const sent = await sentOnce(rig, subscription, { vendor: 'inboundflow', raw });
		expect(sent.headers['x-inboundflow-delivery-id']).toBe('6f1c');
		expect(sent.body.toString()).toBe(raw);
	});
});

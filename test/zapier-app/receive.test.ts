import { sign, standardWebhooksScheme, textSignatureScheme } from '@voicehooks/core';
import { startZapierBench, type ZapierBench } from './support/bench.ts';
import { deliveryOf, errorOf } from './support/zap.ts';

const key = 'vocalis_call_ended';
const halfAMinuteSeconds = 30;
const toleranceSeconds = 300;

let bench: ZapierBench;
let subscription: { readonly id: string; readonly secret: string };
let body: Record<string, unknown>;

beforeAll(async () => {
	bench = await startZapierBench();
	subscription = await bench.zap.subscribe(key, bench.hook.url);
	await bench.send('vocalis.call.ended');
	const [hit] = await bench.hook.waitFor(1);
	body = JSON.parse(hit?.body.toString() ?? '');
});
afterAll(() => bench.stop());

const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** A delivery of any text, signed with the subscription's secret unless told otherwise. */
const signed = (
	content: string,
	{ timestamp = nowSeconds(), secret = subscription.secret, id = 'msg_1' } = {},
) =>
	deliveryOf({
		headers: {
			'webhook-id': id,
			'webhook-timestamp': String(timestamp),
			'webhook-signature': sign(standardWebhooksScheme, { secret, id, timestamp, body: content }),
		},
		body: Buffer.from(content),
	});
const perform = (delivery: object, subscribeData: Record<string, string> = subscription) =>
	bench.zap.perform(key, { ...delivery, subscribeData });

describe('a delivery', () => {
	it('gives its row when the signature holds over the raw body', async () => {
		expect(await perform(signed(JSON.stringify(body)))).toMatchObject([{ id: body.id }]);
	});

	it.each([
		[
			'as bytes that were changed on the way',
			() => ({
				...signed(JSON.stringify(body)),
				rawRequest: {
					...signed(JSON.stringify(body)).rawRequest,
					content: JSON.stringify({ ...body, test: true }),
				},
			}),
		],
		[
			'without a signature',
			() => deliveryOf({ headers: {}, body: Buffer.from(JSON.stringify(body)) }),
		],
		[
			'with another secret',
			() => signed(JSON.stringify(body), { secret: `whsec_${'A'.repeat(44)}` }),
		],
		[
			'signed too long ago',
			() =>
				signed(JSON.stringify(body), {
					timestamp: nowSeconds() - toleranceSeconds - halfAMinuteSeconds,
				}),
		],
		[
			'signed in the future',
			() =>
				signed(JSON.stringify(body), {
					timestamp: nowSeconds() + toleranceSeconds + halfAMinuteSeconds,
				}),
		],
		[
			'signed as Make checks it only',
			() => {
				const content = JSON.stringify(body);
				const timestamp = nowSeconds();
				return deliveryOf({
					headers: {
						'webhook-timestamp': String(timestamp),
						'x-voicehooks-signature': sign(textSignatureScheme, {
							secret: subscription.secret,
							timestamp,
							body: content,
						}),
					},
					body: Buffer.from(content),
				});
			},
		],
		['of which only the parsed body is there', () => ({ cleanedRequest: body })],
	])('%s is refused with what to do', async (_name, delivery) => {
		const error = await errorOf(perform(delivery()));
		expect(error.name).toBe('AppError');
		expect(error.message).toContain('turn the Zap off and on again');
		expect(error.details).toMatchObject({ code: 'SignatureInvalid', status: 401 });
	});

	it('still counts just within the tolerance', async () => {
		const timestamp = nowSeconds() - toleranceSeconds + halfAMinuteSeconds;
		expect(await perform(signed(JSON.stringify(body), { timestamp }))).toHaveLength(1);
	});

	it.each([
		['has none', {}],
		['is from an older version of the app', { id: 'sub_1' }],
	])(
		'is refused where the subscription %s',
		async (_name, subscribeData: Record<string, string>) => {
			const error = await errorOf(perform(signed(JSON.stringify(body)), subscribeData));
			expect(error).toMatchObject({ name: 'AppError', details: { code: 'SecretMissing' } });
			expect(error.message).toContain('Turn the Zap off and on again.');
		},
	);

	it.each([
		['of an event type that the Zap did not ask for', { type: 'vocalis.call.started' }],
		['of another vendor', { type: 'dexem.cdr' }],
		['of an unknown event', { type: 'vocalis.unknown' }],
	])('%s starts nothing', async (_name, change) => {
		expect(await perform(signed(JSON.stringify({ ...body, ...change })))).toEqual([]);
	});

	it.each([
		['a list', '[{"id":"msg_1","type":"vocalis.call.ended"}]'],
		['a text', '"hello"'],
		['what is no JSON', 'oops'],
		['null', 'null'],
		['an object that is no event', '{"id":"msg_1"}'],
		[
			'an event without data',
			JSON.stringify({ id: 'msg_1', type: 'vocalis.call.ended', data: null }),
		],
	])('of %s starts nothing', async (_name, content) => {
		expect(await perform(signed(content))).toEqual([]);
	});

	it('that never came, as on Zapier’s command line, starts nothing', async () => {
		expect(await bench.zap.perform(key, {})).toEqual([]);
		expect(await bench.zap.perform(key, { rawRequest: { content: '' } })).toEqual([]);
	});
});

describe('the trigger for any event of a vendor', () => {
	it('takes events that nobody has declared', async () => {
		const any = { ...body, type: 'vocalis.unknown', event: 'call.whispered' };
		const bundle = { ...signed(JSON.stringify(any)), subscribeData: subscription };
		expect(await bench.zap.perform('vocalis_any_event', bundle)).toMatchObject([
			{ event: 'call.whispered' },
		]);
	});

	it('takes only those that the user chose', async () => {
		const bundle = { ...signed(JSON.stringify(body)), subscribeData: subscription };
		const withEvents = (...events: string[]) =>
			bench.zap.perform('vocalis_any_event', { ...bundle, inputData: { events } });
		expect(await withEvents('vocalis.call.started')).toEqual([]);
		expect(await withEvents('vocalis.call.started', 'vocalis.call.ended')).toHaveLength(1);
	});
});

import { createHmac, randomUUID } from 'node:crypto';
import { vendorById } from '@voicehooks/core';
import { type Hit, type Hook, startHook } from '../../support/hooks.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { everyEvent, freshBody } from '../../support/vendor-request.ts';
import {
	itWithPython,
	javaScriptVerdict,
	pythonNote,
	pythonVerdicts,
	type SampleVendor,
	sampleSecrets,
} from '../../support/vendor-samples.ts';

/**
 * A vendor that follows its own page, and a user whose handler is that page's code: in at our
 * ingest URL, out at a hook with `format: "vendor"`. The requests are signed here by hand, not by
 * our own signer.
 */
let service: TestService;
let hook: Hook;
beforeAll(async () => {
	service = await startTestService();
	hook = await startHook();
});
afterAll(async () => {
	await service.stop();
	await hook.stop();
});

const sha256 = (secret: string, ...parts: readonly (string | Uint8Array)[]): string => {
	const hmac = createHmac('sha256', secret);
	for (const part of parts) hmac.update(part);
	return `sha256=${hmac.digest('hex')}`;
};

/** What each page says a request looks like. */
const asPageSays: Record<
	SampleVendor,
	(event: string, body: Buffer, secret: string) => Record<string, string>
> = {
	vocalis: (_event, body, secret) => ({ 'X-Vocalis-Signature': sha256(secret, body) }),
	voicehire: (event, body, secret) => ({
		'X-VoiceHire-Event': event,
		'X-VoiceHire-Signature': sha256(secret, body),
	}),
	inboundflow: (event, body, secret) => {
		const timestamp = String(Math.floor(Date.now() / 1_000));
		return {
			'X-InboundFlow-Event': event,
			'X-InboundFlow-Delivery-Id': randomUUID(),
			'X-InboundFlow-Timestamp': timestamp,
			'User-Agent': 'InboundFlow-Webhook/1.0',
			'X-InboundFlow-Signature': sha256(
				secret,
				`${timestamp}.`,
				JSON.stringify(JSON.parse(body.toString())),
			),
		};
	},
};

const subscribed = new Map<SampleVendor, string>();
/** A source and a hook for the vendor, both with the secret of its page. */
const connect = async (id: SampleVendor): Promise<string> => {
	const known = subscribed.get(id);
	if (known !== undefined) return known;
	const secret = sampleSecrets[id];
	const source = await service.call<{ id: string; ingest_url: string }>('POST', '/v1/sources', {
		vendor: id,
		name: id,
		signing_secret: secret,
	});
	const subscription = await service.call('POST', '/v1/subscriptions', {
		url: `${hook.url}/${id}`,
		platform: 'custom',
		event_types: [`${id}.*`],
		source_id: source.body.id,
		format: 'vendor',
		secret,
	});
	expect(subscription.status).toBe(201);
	subscribed.set(id, source.body.ingest_url);
	return source.body.ingest_url;
};

const requestOf = ({ headers, body }: Hit) => ({
	headers: headers as Record<string, string>,
	body,
});

/** Sends a body as the vendor's page says, and waits for what the hook gets. */
const play = async (id: SampleVendor, event: string, text: string): Promise<Hit> => {
	const url = await connect(id);
	const body = Buffer.from(text);
	const before = hook.hits.length;
	const headers = {
		'Content-Type': 'application/json',
		...asPageSays[id](event, body, sampleSecrets[id]),
	};
	const response = await fetch(url, { method: 'POST', headers, body });
	expect(response.status).toBe(200);
	const hits = await hook.waitFor(before + 1);
	const hit = hits.at(-1);
	if (hit === undefined) throw new Error('nothing came');
	return hit;
};

/** The pages' JSON has spaces and line breaks; Python's default writes `", "` and `": "`. */
const spellings = {
	compact: (value: unknown) => JSON.stringify(value),
	pretty: (value: unknown) => JSON.stringify(value, null, 2),
	python: (value: unknown) => JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' '),
};

const events = everyEvent.filter(({ vendor }) => vendor.id in sampleSecrets);

describe(`what a vendor sends comes out as its own page describes it${pythonNote}`, () => {
	describe.each(Object.entries(spellings))('spelled %s', (_name, spell) => {
		it.each(events.filter(({ vendor }) => vendor.id === 'inboundflow'))(
			'$type: the page’s JavaScript accepts it',
			async ({ vendor, eventType }) => {
				const text = spell(freshBody(vendor, eventType));
				const hit = await play('inboundflow', eventType.name, text);
				expect(javaScriptVerdict(requestOf(hit))).toBe(true);
				expect(JSON.parse(hit.body.toString())).toEqual(JSON.parse(text));
				expect(hit.headers).toMatchObject({
					'x-inboundflow-event': eventType.name,
					'x-inboundflow-delivery-id': JSON.parse(text).delivery_id,
					'user-agent': 'InboundFlow-Webhook/1.0',
				});
			},
		);

		itWithPython.each(events.filter(({ vendor }) => vendor.id !== 'inboundflow'))(
			'$type: the page’s Python accepts it, byte for byte as the vendor wrote it',
			async ({ vendor, eventType }) => {
				const text = spell(freshBody(vendor, eventType));
				const id = vendor.id as 'vocalis' | 'voicehire';
				const hit = await play(id, eventType.name, text);
				expect(pythonVerdicts(id, [requestOf(hit)])).toEqual([true]);
				expect(hit.body.toString()).toBe(text);
			},
		);
	});
});

it('keeps and forwards InboundFlow’s canonical text where only that was signed', async () => {
	const vendor = vendorById('inboundflow');
	const [eventType] = vendor?.events ?? [];
	if (vendor === undefined || eventType === undefined) throw new Error('InboundFlow is declared');
	// A duplicate key: the signature covers what JSON.parse keeps, so only that is authentic.
	const text = JSON.stringify(freshBody(vendor, eventType)).replace(
		'{"event":',
		'{"smuggled":1,"smuggled":2, "event":',
	);
	const hit = await play('inboundflow', eventType.name, text);
	expect(hit.body.toString()).toBe(JSON.stringify(JSON.parse(text)));
});

import { createHash } from 'node:crypto';
import { standardWebhooksScheme, verify } from '@voicehooks/core/signature';
import { everyEvent } from '../../support/vendor-request.ts';
import { type AppEngine, type AttachedHook, createAppEngine } from '../support/app-engine.ts';
import type { Arrived, GatewayHook } from '../support/gateway.ts';
import { type Component, componentsOf, type FormField } from '../support/make-app.ts';
import { asReceived, hookBodyOf, type MakeBench, startMakeBench } from '../support/make-bench.ts';

const triggers = componentsOf('module').filter(
	({ moduleType }) => moduleType === 'instant_trigger',
);

const webhookOf = ({ id, webhook }: Component): string => {
	if (webhook === undefined) throw new Error(`${id} has no webhook.`);
	return webhook;
};

/** The event types that a webhook subscribes to where the user chooses none. */
const typesOf = (webhookId: string): readonly string[] => {
	const webhook = componentsOf('webhook').find(({ id }) => id === webhookId);
	const { body } = webhook?.section<{ readonly body: { readonly event_types: string } }>(
		'attach',
	) ?? {
		body: { event_types: '' },
	};
	const [, list = ''] = /split\('([^']+)'/.exec(body.event_types) ?? [];
	return list
		.split(',')
		.flatMap((pattern) =>
			everyEvent
				.filter(({ type, vendor }) => pattern === type || pattern === `${vendor.id}.*`)
				.map(({ type }) => type),
		);
};

type Watched = { readonly hook: GatewayHook; readonly attached: AttachedHook };

let bench: MakeBench;
let engine: AppEngine;
const watched = new Map<string, Watched>();

const cases = triggers.flatMap((trigger) =>
	typesOf(webhookOf(trigger)).map((type) => ({ trigger: trigger.id, type })),
);

beforeAll(async () => {
	bench = await startMakeBench();
	engine = createAppEngine({ baseUrl: bench.service.url, apiKey: bench.service.apiKey });
	for (const trigger of triggers) {
		const hook = bench.gateway.createHook();
		watched.set(trigger.id, { hook, attached: await engine.attach(webhookOf(trigger), hook.url) });
	}
	for (const { vendor, eventType } of everyEvent) await bench.play(vendor, eventType);
	for (const trigger of triggers)
		await watched.get(trigger.id)?.hook.waitFor(typesOf(webhookOf(trigger)).length);
});
afterAll(() => bench.stop());

const delivered = (trigger: string, type: string): Watched & { readonly arrived: Arrived } => {
	const one = watched.get(trigger);
	const arrived = one?.hook.arrived.find((each) => hookBodyOf(each).type === type);
	if (one === undefined || arrived === undefined) throw new Error(`${type} did not arrive.`);
	return { ...one, arrived };
};

/** Whether a value has a place in an interface, key by key; what is undeclared is passed on too. */
const placesIn = (fields: readonly FormField[]): readonly string[] =>
	fields.map(({ name }) => name);

it('there is a trigger for every event type', () => {
	expect(new Set(cases.map(({ type }) => type))).toEqual(
		new Set(everyEvent.map(({ type }) => type)),
	);
	expect(triggers.length).toBeGreaterThanOrEqual(8);
});

describe.each(cases)('$trigger and $type', ({ trigger, type }) => {
	it('makes one bundle: the event as the service sent it', () => {
		const { attached, arrived } = delivered(trigger, type);
		const reception = engine.receive(attached, asReceived(arrived));
		expect(reception).toEqual({ status: 200, bundles: [JSON.parse(arrived.body.toString())] });
	});

	it('has an interface with every key of the bundle', () => {
		const { arrived } = delivered(trigger, type);
		const component = componentsOf('module').find(({ id }) => id === trigger);
		const fields = component?.section<readonly FormField[]>('interface') ?? [];
		expect(placesIn(fields)).toEqual(Object.keys(hookBodyOf(arrived)));
		const normalized = fields.find(({ name }) => name === 'normalized')?.spec ?? [];
		expect(placesIn(normalized)).toEqual(Object.keys(hookBodyOf(arrived).normalized));
	});

	it('makes none when one character was changed on the way', () => {
		const { attached, arrived } = delivered(trigger, type);
		const text = arrived.body.toString().replace('"test":false', '"test":true');
		const reception = engine.receive(attached, asReceived({ ...arrived, body: Buffer.from(text) }));
		expect(reception).toEqual({ status: 200, bundles: [] });
	});

	it('makes none without a signature, and none with a wrong one', () => {
		const { attached, arrived } = delivered(trigger, type);
		const { 'x-voicehooks-signature': signature, ...headers } = arrived.headers;
		expect(signature).toMatch(/^v1=[0-9a-f]{64}$/);
		const wrong = `v1=${'0'.repeat(64)}`;
		for (const sent of [headers, { ...headers, 'x-voicehooks-signature': wrong }]) {
			const reception = engine.receive(attached, asReceived({ ...arrived, headers: sent }));
			expect(reception).toEqual({ status: 200, bundles: [] });
		}
	});
});

describe.each(triggers.map(({ id }) => id))('%s', (trigger) => {
	const example = cases.find((one) => one.trigger === trigger);
	const first = () => delivered(trigger, example?.type ?? '');

	it('a delivery is also signed the standard way, over the same bytes', () => {
		const { attached, arrived } = first();
		const secrets = [String(attached.stored.secret)];
		const { headers, body } = arrived;
		expect(verify(standardWebhooksScheme, { headers, body, secrets })).toMatchObject({
			valid: true,
		});
	});

	it('a signature older or newer than five minutes makes no bundle, one just within does', () => {
		const { attached, arrived } = first();
		const sentMs = Number(arrived.headers['webhook-timestamp']) * 1_000;
		const at = (offsetSeconds: number) =>
			createAppEngine({ baseUrl: '', apiKey: '' }, () => sentMs + offsetSeconds * 1_000).receive(
				attached,
				asReceived(arrived),
			).bundles.length;
		expect([-301, -300, 0, 300, 301].map(at)).toEqual([0, 1, 1, 1, 0]);
	});

	it('another time than the signed one makes no bundle', () => {
		const { attached, arrived } = first();
		const later = String(Number(arrived.headers['webhook-timestamp']) + 1);
		for (const timestamp of [later, undefined, '', 'soon']) {
			const headers = { ...arrived.headers, 'webhook-timestamp': timestamp };
			const { bundles } = engine.receive(attached, asReceived({ ...arrived, headers }));
			expect(bundles).toEqual([]);
		}
	});

	it('a webhook that stored no secret makes no bundle, not even of a plain hash', () => {
		const { attached, arrived } = first();
		const timestamp = arrived.headers['webhook-timestamp'];
		const plain = createHash('sha256').update(`${timestamp}.${arrived.body}`).digest('hex');
		const headers = { ...arrived.headers, 'x-voicehooks-signature': `v1=${plain}` };
		for (const stored of [{}, { secret: '' }, { secret: null }]) {
			const { bundles } = engine.receive(
				{ ...attached, stored },
				asReceived({ ...arrived, headers }),
			);
			expect(bundles).toEqual([]);
		}
	});

	it('the secret of another webhook makes no bundle', () => {
		const { arrived, attached } = first();
		const other = [...watched.values()].find(
			(one) => one.attached.stored.id !== attached.stored.id,
		);
		const stored = { ...attached.stored, secret: other?.attached.stored.secret };
		expect(stored.secret).toMatch(/^whsec_/);
		expect(engine.receive({ ...attached, stored }, asReceived(arrived)).bundles).toEqual([]);
	});

	it('both secrets make bundles while one replaces the other', async () => {
		const hook = bench.gateway.createHook();
		const attached = await engine.attach(first().attached.component.id, hook.url);
		const { body } = await bench.service.call<{ readonly secret: string }>(
			'POST',
			`/v1/subscriptions/${attached.stored.id}/rotate-secret`,
		);
		const event = everyEvent.find(({ type }) => type === example?.type);
		if (event === undefined) throw new Error('no event');
		await bench.play(event.vendor, event.eventType);
		const [arrived] = await hook.waitFor(1);
		if (arrived === undefined) throw new Error('nothing came');
		expect(arrived.headers['x-voicehooks-signature']).toMatch(/^v1=\w{64},v1=\w{64}$/);
		expect(body.secret).not.toBe(attached.stored.secret);
		for (const secret of [attached.stored.secret, body.secret]) {
			const renewed = { ...attached, stored: { ...attached.stored, secret } };
			expect(engine.receive(renewed, asReceived(arrived)).bundles).toHaveLength(1);
		}
	});

	it('what it cannot read makes no bundle either', () => {
		const { attached, arrived } = first();
		const { bundles } = engine.receive(attached, { ...asReceived(arrived), headers: {} });
		expect(bundles).toEqual([]);
	});
});

import { everyEvent } from '../../support/vendor-request.ts';
import { type AppEngine, createAppEngine } from '../support/app-engine.ts';
import { componentNamed, type FormField } from '../support/make-app.ts';
import { type MakeBench, startMakeBench, vendorNamed } from '../support/make-bench.ts';

let bench: MakeBench;
let engine: AppEngine;
/** The message of each event type. */
const messages = new Map<string, string>();

beforeAll(async () => {
	bench = await startMakeBench();
	engine = createAppEngine({ baseUrl: bench.service.url, apiKey: bench.service.apiKey });
	for (const { type, vendor, eventType } of everyEvent)
		messages.set(type, await bench.play(vendor, eventType));
});
afterAll(() => bench.stop());

const idsOf = (bundles: readonly Readonly<Record<string, unknown>>[]): readonly unknown[] =>
	bundles.map(({ id }) => id);

describe('searches', () => {
	it('List Events gives the newest first, as many as asked', async () => {
		const bundles = await engine.run('listEvents', { limit: 5 });
		expect(idsOf(bundles)).toEqual([...messages.values()].toReversed().slice(0, 5));
		expect(idsOf(await engine.run('listEvents', { limit: 1_000 }))).toHaveLength(messages.size);
	});

	it('List Events reads several pages', async () => {
		const vocalis = vendorNamed('vocalis');
		const [eventType] = vocalis.events;
		if (eventType === undefined) throw new Error('no event');
		for (let count = 0; count < 130; count += 1) await bench.play(vocalis, eventType);
		const before = engine.log.length;
		const bundles = await engine.run('listEvents', {
			limit: 120,
			event_types: [`vocalis.${eventType.name}`],
		});
		expect(new Set(idsOf(bundles)).size).toBe(120);
		expect(engine.log.length - before).toBe(2);
	});

	it.each(everyEvent)(
		'List Events finds $type by its type and source',
		async ({ type, vendor }) => {
			const parameters = {
				event_types: [type],
				source_id: bench.sourceOf(vendor).id,
				limit: 1_000,
			};
			const bundles = await engine.run('listEvents', parameters);
			expect(idsOf(bundles)).toContain(messages.get(type));
			expect(new Set(bundles.map((bundle) => bundle.type))).toEqual(new Set([type]));
		},
	);

	it.each(everyEvent)('Get an Event gives $type with its interface', async ({ type }) => {
		const [bundle, ...others] = await engine.run('getEvent', { id: messages.get(type) });
		expect(others).toEqual([]);
		expect(bundle).toMatchObject({ id: messages.get(type), type });
		const names = componentNamed('module', 'getEvent')
			.section<readonly FormField[]>('interface')
			.map(({ name }) => name);
		expect(Object.keys(bundle ?? {})).toEqual(expect.arrayContaining(names));
	});

	it('Get an Event cannot leave its path', async () => {
		await expect(engine.run('getEvent', { id: '../me' })).rejects.toMatchObject({
			type: 'DataError',
			message: expect.stringMatching(/^\[404\]/),
		});
	});

	it('Find a Call finds by call, by any spelling of a phone number, and by e-mail', async () => {
		const id = messages.get('inboundflow.call.completed');
		const [event] = await engine.run('getEvent', { id });
		const { normalized } = event as {
			readonly normalized: Readonly<Record<'call_id' | 'caller_phone_e164' | 'email', string>>;
		};
		for (const parameters of [
			{ by: 'call_id', call_id: normalized.call_id },
			{ by: 'phone', phone: normalized.caller_phone_e164 },
			{ by: 'email', email: normalized.email },
		]) {
			expect(idsOf(await engine.run('findCall', parameters))).toContain(id);
		}
		expect(await engine.run('findCall', { by: 'call_id', call_id: 'c_nobody' })).toEqual([]);
	});

	it('neither phone numbers nor e-mail addresses stand in the log or a URL', async () => {
		const { log, run } = createAppEngine({
			baseUrl: bench.service.url,
			apiKey: bench.service.apiKey,
		});
		await run('findCall', { by: 'phone', phone: '+33612345678' });
		await run('findCall', { by: 'email', email: 'ada@example.com' });
		const requests = JSON.stringify(log.map(({ request }) => request));
		expect(requests).not.toContain('612345678');
		expect(requests).not.toContain('ada@example.com');
	});
});

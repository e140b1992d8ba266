import { everyEvent } from '../../support/vendor-request.ts';
import { type AppEngine, createAppEngine } from '../support/app-engine.ts';
import { componentsOf, type FormField } from '../support/make-app.ts';
import { type MakeBench, startMakeBench, vendorNamed } from '../support/make-bench.ts';

let bench: MakeBench;
let engine: AppEngine;

beforeAll(async () => {
	bench = await startMakeBench();
	engine = createAppEngine({ baseUrl: bench.service.url, apiKey: bench.service.apiKey });
	for (const { vendor, eventType } of everyEvent) await bench.play(vendor, eventType);
});
afterAll(() => bench.stop());

describe('dropdowns', () => {
	const addresses = ['webhook', 'module'].flatMap((kind) =>
		componentsOf(kind as 'webhook' | 'module').flatMap((component) =>
			['params', 'staticParams', 'mappableParams']
				.filter((name) => component.has(name))
				.flatMap((name) => component.section<readonly FormField[]>(name))
				.flatMap(({ options }) => (typeof options === 'string' ? [options] : [])),
		),
	);

	it.each([...new Set(addresses)])('%s lists labels and values', async (address) => {
		const options = await engine.options(address);
		for (const option of options) {
			expect(option).toEqual({ label: expect.any(String), value: expect.any(String) });
			expect(option.label).not.toBe('');
		}
	});

	it('offer every event type, and only those of a trigger where it names them', async () => {
		const all = await engine.options('rpc://listEventTypes');
		expect(all.map(({ value }) => value)).toEqual(everyEvent.map(({ type }) => type));
		const vocalis = vendorNamed('vocalis').events.map(({ name }) => `vocalis.${name}`);
		const some = await engine.options(`rpc://listEventTypes?types=${vocalis.join(',')}`);
		expect(some.map(({ value }) => value)).toEqual(vocalis);
	});

	it('offer the sources of the vendors that a trigger is for', async () => {
		const sources = await engine.options('rpc://listSources?vendors=inboundflow');
		expect(sources).toContainEqual({
			label: 'InboundFlow (inboundflow)',
			value: bench.sourceOf(vendorNamed('inboundflow')).id,
		});
		expect(new Set(sources.map(({ label }) => label))).toEqual(
			new Set(['InboundFlow (inboundflow)']),
		);
	});

	it('offer the values that events had', async () => {
		const values = await engine.options('rpc://listFilterValues?field=urgency');
		expect(values.map(({ value }) => value)).toEqual(expect.arrayContaining(['high', 'medium']));
	});

	it('read every page', async () => {
		const names = Array.from({ length: 101 }, (_, count) => `Site ${count}`);
		for (const name of names) {
			await bench.service.call('POST', '/v1/sources', { vendor: 'dexem', name });
		}
		const sources = await engine.options('rpc://listSources?vendors=dexem');
		expect(sources.map(({ label }) => label)).toEqual(
			expect.arrayContaining(names.map((name) => `${name} (dexem)`)),
		);
	});
});

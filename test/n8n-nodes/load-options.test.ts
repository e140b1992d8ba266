import { listFilterKeys } from '@voicehooks/core';
import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { filtersOf, valuesMethod } from '../../n8n-nodes/generator/filters.mts';
import { triggerPlans } from '../../n8n-nodes/generator/trigger-plan.mts';
import { type Bench, startBench } from './support/bench.ts';

/** One that every organisation has from the start, and the one of the bench. */
const sourcesEach = 2;

let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
	await bench.traffic.send('vocalis.call.ended', { agent_id: 'a_seen', result: 'voicemail' });
	for (const key of listFilterKeys) {
		await bench.traffic.send('dexem.cdr', { mapped: { [key]: `${key}_seen` } });
	}
});
afterAll(() => bench.stop());
afterEach(() => bench.restore());

const load = async (
	type: string,
	method: string,
	currentNodeParameters: INodeParameters = {},
): Promise<readonly INodePropertyOptions[]> => {
	const core = await import('n8n-core');
	const node = bench.n8n.node(type, currentNodeParameters);
	const context = new core.LoadOptionsContext(
		bench.n8n.workflow(node),
		node,
		bench.n8n.additionalData({ currentNodeParameters }),
		'parameters',
	);
	const run = bench.n8n.nodeType(type).methods?.loadOptions?.[method];
	if (run === undefined) throw new Error(`${type} has no ${method}.`);
	return run.call(context);
};
const names = (options: readonly INodePropertyOptions[]) => options.map(({ name }) => name);

describe('the list of sources', () => {
	it.each(triggerPlans().map(({ name, vendor }) => [name, vendor] as const))(
		'of %s holds the accounts at its vendor',
		async (type, vendor) => {
			const listed = await load(type, 'getSources');
			if (vendor === null) expect(listed.length).toBeGreaterThan(1);
			else {
				const { id } = bench.traffic.sourceOf(vendor.id);
				expect(listed).toContainEqual({ name: `${vendor.name} account`, value: id });
				expect(listed).toHaveLength(sourcesEach);
			}
		},
	);

	it('of the action node names the vendor too, by name', async () => {
		const listed = names(await load('voicehooks', 'getSources'));
		expect(listed).toContain('VOCALIS account (vocalis)');
		expect(listed).toEqual(listed.toSorted((one, two) => one.localeCompare(two, 'en')));
	});

	it('goes over several pages', async () => {
		for (let nth = 0; nth < 101; nth += 1) {
			await bench.service.call('POST', '/v1/sources', { vendor: 'dexem', name: `Many ${nth}` });
		}
		expect(await load('dexemTrigger', 'getSources')).toHaveLength(101 + sourcesEach);
	});
});

describe('the values of a filter', () => {
	it.each(
		triggerPlans().flatMap(({ name, entries }) =>
			filtersOf(entries).listKeys.map((key) => [name, key] as const),
		),
	)('of %s are loaded for %s', async (type, key) => {
		expect(Array.isArray(await load(type, valuesMethod(key)))).toBe(true);
	});

	it('are those seen in events', async () => {
		expect(names(await load('vocalisTrigger', 'getResultValues'))).toContain('voicemail');
		expect(names(await load('dexemTrigger', 'getTrackingNumberValues'))).toEqual([
			'tracking_number_seen',
		]);
	});

	it('are those of the chosen source', async () => {
		const parameters = { sourceId: bench.traffic.sourceOf('vocalis').id };
		expect(names(await load('voicehooksTrigger', 'getAgentIdValues', parameters))).toEqual([
			'a_seen',
		]);
		const all = names(await load('voicehooksTrigger', 'getAgentIdValues', { sourceId: '' }));
		expect([...all].sort()).toEqual(['a_seen', 'agent_id_seen']);
	});

	it('cannot be loaded while the service is down, and the error says why', async () => {
		bench.takeDown();
		await expect(load('vocalisTrigger', 'getAgentIdValues')).rejects.toMatchObject({
			message: expect.stringContaining('Could not list the values seen so far'),
		});
	});
});

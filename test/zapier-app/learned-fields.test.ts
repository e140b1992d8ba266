import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import { startZapierBench, type ZapierBench } from './support/bench.ts';

let bench: ZapierBench;
beforeAll(async () => {
	bench = await startZapierBench();
});
afterAll(() => bench.stop());

type Learn = (z: ZObject, bundle: Bundle) => Promise<PlainOutputField[]>;

/** The fields that a trigger learns from the account, beside those of its definition. */
const learned = (key: string, inputData: object = {}): Promise<readonly PlainOutputField[]> => {
	const learn = bench.app.triggers[key]?.operation.outputFields?.at(-1);
	if (typeof learn !== 'function') throw new Error(`${key} learns nothing.`);
	return bench.zap.run(learn as unknown as Learn, { inputData: { ...inputData } });
};

describe('the fields of an event that no vendor documents', () => {
	it('are none before the first event', async () => {
		expect(await learned('dexem_cdr')).toEqual([]);
	});

	it('have labels and types once one came, as the rows have them', async () => {
		await bench.send('dexem.cdr', {
			answered: true,
			talk_duration: 55,
			tags: ['a'],
			'appel-id': 7,
		});
		const fields = await learned('dexem_cdr');
		expect(fields).toEqual(
			expect.arrayContaining([
				{ key: 'answered', label: 'Answered', type: 'boolean' },
				{ key: 'talk_duration', label: 'Talk Duration', type: 'number' },
				{ key: 'tracking_number__number', label: 'Tracking Number: Number', type: 'string' },
				{ key: 'appel_id', label: 'Appel Id', type: 'number' },
			]),
		);
		const [row] = await bench.zap.list('dexem_cdr');
		const extra = Object.keys(row ?? {}).filter((key) => fields.some((field) => field.key === key));
		expect(extra).toHaveLength(fields.length);
		expect(fields.map(({ key }) => key)).not.toContain('tags');
	});

	it('are those of the source that is chosen, and of every event of the vendor', async () => {
		const sourceId = await bench.addSource('dexem');
		expect(await learned('dexem_cdr', { source_id: sourceId })).toEqual([]);
		await bench.send('dexem.call', { only_here: 'x' }, sourceId);
		const keys = (await learned('dexem_any_event', { source_id: sourceId })).map(({ key }) => key);
		expect(keys).toContain('only_here');
		expect(await learned('dexem_cdr', { source_id: sourceId })).toEqual([]);
	});

	it('are not asked for where the vendor documents them', () => {
		const { triggers } = bench.app;
		expect(typeof triggers.vocalis_call_ended?.operation.outputFields?.at(-1)).toBe('object');
		expect(typeof triggers.call_completed?.operation.outputFields?.at(-1)).toBe('object');
	});
});

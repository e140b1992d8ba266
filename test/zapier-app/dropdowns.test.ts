import { startZapierBench, type ZapierBench } from './support/bench.ts';

let bench: ZapierBench;
beforeAll(async () => {
	bench = await startZapierBench();
});
afterAll(() => bench.stop());

describe('the sources of a dropdown', () => {
	it('are those of the trigger’s vendor, by their names', async () => {
		const id = await bench.addSource('vocalis', { name: 'Paris' });
		const other = await bench.addSource('dexem', { name: 'Lyon' });
		expect(await bench.zap.dropdown('vocalis_source_list')).toContainEqual({ id, name: 'Paris' });
		expect(await bench.zap.dropdown('vocalis_source_list')).not.toContainEqual(
			expect.objectContaining({ id: other }),
		);
	});

	it('are of all vendors, with their names behind, where the trigger is', async () => {
		const choices = await bench.zap.dropdown('source_list');
		expect(choices.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['Paris (VOCALIS)', 'Lyon (Dexem)']),
		);
	});

	it('are only of the vendor of a white-label app', async () => {
		const { zap } = bench.appOf({ vendor: 'dexem', locale: 'en' });
		const names = (await zap.dropdown('source_list')).map(({ name }) => name);
		expect(names).toContain('Lyon');
		expect(names).not.toContain('Paris');
	});
});

describe('the values of a filter', () => {
	beforeAll(async () => {
		await bench.send('vocalis.call.ended', { agent_id: 'a_1', result: 'voicemail' });
		await bench.send('vocalis.call.ended', { agent_id: 'a_2', result: 'booked' });
		await bench.send('voicehire.candidate.interview.failed', { campaign_id: 'camp_1' });
		await bench.send('inboundflow.lead.created', { urgency: 'high' });
	});

	it.each([
		['agent_list', ['a_2', 'a_1']],
		['result_list', ['booked', 'voicemail']],
		['campaign_list', ['camp_1']],
		['urgency_list', ['high']],
		['failure_reason_list', ['voicemail']],
		['tracking_number_list', []],
		['user_list', []],
	])('of %s are those seen so far', async (key, values) => {
		const choices = await bench.zap.dropdown(key);
		expect(choices.map(({ id }) => id).sort()).toEqual([...values].sort());
		expect(choices.every(({ id, name }) => id === name)).toBe(true);
	});

	it('are only of the source that is chosen', async () => {
		const sourceId = await bench.addSource('vocalis');
		await bench.send('vocalis.call.ended', { agent_id: 'a_3' }, sourceId);
		const choices = await bench.zap.dropdown('agent_list', { source_id: sourceId });
		expect(choices).toEqual([{ id: 'a_3', name: 'a_3' }]);
	});
});

describe('the events of a dropdown', () => {
	it('say what, who and when, newest first, calls by their own id', async () => {
		const id = await bench.send('inboundflow.call.completed', {
			call_id: 'call-9',
			caller_name: 'Ada',
		});
		const [event] = await bench.zap.dropdown('event_list');
		expect(event).toEqual({
			id,
			name: expect.stringMatching(
				/^inboundflow\.call\.completed · Ada · \d{4}-\d\d-\d\d \d\d:\d\d UTC$/,
			),
		});
		const [call] = await bench.zap.dropdown('call_list');
		expect(call).toMatchObject({ id: 'call-9' });
	});

	it('without a call are not among the calls', async () => {
		const id = await bench.send('voicehire.credits.low');
		const [event] = await bench.zap.dropdown('event_list');
		expect(event).toMatchObject({ id, name: expect.stringContaining(`· ${id} ·`) });
		expect(await bench.zap.dropdown('call_list')).not.toContainEqual(
			expect.objectContaining({ name: expect.stringContaining('credits') }),
		);
	});

	it('come page by page, each once, until there is no more', async () => {
		for (let index = 0; index < 110; index += 1) {
			await bench.publish('vocalis.call.ended', { call_id: `page_${index}` });
		}
		const first = await bench.zap.dropdown('event_list', {}, 0);
		const second = await bench.zap.dropdown('event_list', {}, 1);
		const third = await bench.zap.dropdown('event_list', {}, 2);
		expect(first).toHaveLength(100);
		expect(second.length).toBeGreaterThanOrEqual(10);
		expect(third).toEqual([]);
		const ids = [...first, ...second].map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});
});

it('lists the hooks that an event can be replayed to', async () => {
	const { id } = await bench.zap.subscribe('vocalis_call_ended', bench.freshUrl());
	const { body } = await bench.service.call<{ id: string }>('POST', '/v1/subscriptions', {
		url: bench.freshUrl(),
		platform: 'custom',
		event_types: ['dexem.*'],
	});
	const choices = await bench.zap.dropdown('subscription_list');
	expect(choices).toEqual(
		expect.arrayContaining([
			{ id, name: 'VOCALIS Call Ended (zapier, active)' },
			{ id: body.id, name: 'custom, active' },
		]),
	);
});

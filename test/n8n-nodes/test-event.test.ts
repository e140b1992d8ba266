import type { IDataObject } from 'n8n-workflow';
import { type Bench, startBench } from './support/bench.ts';
import type { Trigger } from './support/n8n.ts';

let bench: Bench;
let trigger: Trigger;
const ended = 'vocalis.call.ended';

beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench.stop());
afterEach(async () => {
	bench.restore();
	await trigger.remove();
});

const publish = async (parameters: IDataObject = { events: [ended] }) => {
	trigger = bench.n8n.trigger('vocalisTrigger', parameters as never);
	await trigger.activate();
	return bench.onlyHeld(trigger);
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

describe('listening for a test event', () => {
	let test: Trigger;
	const listen = async (options: IDataObject) => {
		test = bench.n8n.trigger('vocalisTrigger', { events: [ended], options } as never, {
			test: true,
			of: trigger,
		});
		await test.activate();
	};
	afterEach(() => test.remove());

	it('goes on beside the published workflow, and gets an event at once', async () => {
		const live = await publish();
		await listen({});
		expect(await bench.onlyHeld(test)).toMatchObject({
			mode: 'test',
			event_types: [ended],
			expires_at: expect.any(String),
		});
		await test.waitFor(1);
		expect(test.executions[0]?.[0]?.json).toMatchObject({ type: ended, test: true });
		expect(test.answers).toEqual([200]);
		await test.remove();
		expect(await bench.heldFor(test)).toEqual([]);
		expect(await bench.onlyHeld(trigger)).toEqual(live);
		expect(trigger.executions).toEqual([]);
	});

	it('gets the last real event', async () => {
		await publish();
		await bench.traffic.send(ended, { agent_id: 'a_real' });
		await trigger.waitFor(1);
		await listen({ testEvent: 'latest' });
		await test.waitFor(1);
		expect(test.executions[0]?.[0]?.json).toMatchObject({ data: { agent_id: 'a_real' } });
	});

	it('gets the sample where that is chosen', async () => {
		await publish();
		await bench.traffic.send(ended, { agent_id: 'a_real' });
		await listen({ testEvent: 'sample' });
		await test.waitFor(1);
		expect(test.executions[0]?.[0]?.json).toMatchObject({ data: { agent_id: 'a_42' } });
	});

	it('waits for a real event where that is chosen', async () => {
		await publish();
		await listen({ testEvent: 'wait' });
		await settle();
		expect(test.executions).toEqual([]);
		const id = await bench.traffic.send(ended);
		await test.waitFor(1);
		expect(test.executions[0]?.[0]?.json.id).toBe(id);
	});
});

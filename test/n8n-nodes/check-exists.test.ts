import type { IDataObject } from 'n8n-workflow';
import { type Bench, type Held, startBench } from './support/bench.ts';
import type { Trigger } from './support/n8n.ts';

let bench: Bench;
let trigger: Trigger;
const ended = 'vocalis.call.ended';
const started = 'vocalis.call.started';

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
const post = (path: string, body?: object) => bench.service.call('POST', path, body);

describe('checkExists', () => {
	it('asks for nothing and changes nothing when all is well', async () => {
		const before = await publish({
			events: [started, ended],
			filters: { agentId: ['a_2', 'a_1'], minDurationSeconds: 30 },
		});
		expect(await trigger.checkExists()).toBe(true);
		expect(await bench.onlyHeld(trigger)).toEqual(before);
	});

	it('sees no change in another order of the same', async () => {
		const { id } = await publish({
			events: [started, ended],
			filters: { agentId: ['a_1', 'a_2'] },
		});
		const { body: before } = await bench.service.call('PATCH', `/v1/subscriptions/${id}`, {
			event_types: [ended, started],
			filter: { agent_id: ['a_2', 'a_1'] },
		});
		expect(await trigger.checkExists()).toBe(true);
		expect(await bench.onlyHeld(trigger)).toEqual(before);
	});

	it('sees no change in a name that the service would keep shorter, or on one line', async () => {
		await publish();
		await trigger.edit({ events: [ended] }, `${'é😀'.repeat(150)}\nand more `);
		const before = await bench.onlyHeld(trigger);
		expect(before.name).toMatch(/^My workflow \/ é😀/);
		expect(await trigger.checkExists()).toBe(true);
		expect(await bench.onlyHeld(trigger)).toEqual(before);
	});

	it('is false before the first publication', async () => {
		trigger = bench.n8n.trigger('vocalisTrigger', { events: [ended] });
		expect(await trigger.checkExists()).toBe(false);
	});

	const drifts = {
		'the URL': { url: 'http://127.0.0.1:9/elsewhere' },
		'the events': { event_types: ['vocalis.emotion.spike'] },
		'the filter': { filter: { agent_id: ['a_9'] } },
		'the name': { name: 'Somebody else' },
		'what n8n is': { client: { node_name: 'Somebody else' } },
	};
	it.each(Object.entries(drifts))(
		'puts %s right where the service holds another',
		async (_name, drift) => {
			const before = await publish({ events: [ended], filters: { agentId: ['a_1'] } });
			await bench.service.call('PATCH', `/v1/subscriptions/${before.id}`, drift);
			expect(await trigger.checkExists()).toBe(true);
			expect(await bench.onlyHeld(trigger)).toEqual({ ...before, updated_at: expect.any(String) });
		},
	);

	it('brings changed parameters to the service, and taken back ones too', async () => {
		const before = await publish();
		const { id: sourceId } = bench.traffic.sourceOf('vocalis');
		trigger.change({
			events: [started],
			sourceId,
			filters: { agentId: ['a_1'], minDurationSeconds: 0 },
		});
		expect(await trigger.checkExists()).toBe(true);
		expect(await bench.onlyHeld(trigger)).toMatchObject({
			id: before.id,
			event_types: [started],
			source_id: sourceId,
			filter: { agent_id: ['a_1'], min_duration_seconds: 0 },
		});
		trigger.change({ events: [ended], filters: {} });
		expect(await trigger.checkExists()).toBe(true);
		expect(await bench.onlyHeld(trigger)).toMatchObject({ source_id: null, filter: {} });
	});

	const subscriptionOf = ({ id }: Held) => {
		const subscription = bench.service.context.directory.subscription(id);
		if (subscription === undefined) throw new Error('It is gone.');
		return subscription;
	};
	const disable = async (held: Held) => {
		const { context } = bench.service;
		const { setStatus } = await import('../../receiver-service/src/pipeline/subscription-state.ts');
		await setStatus(context, subscriptionOf(held), { status: 'disabled', reason: 'failing' });
	};

	it.each(['init', 'activate', 'update'] as const)(
		'enables what the service disabled, and gets what was held (%s)',
		async (mode) => {
			const held = await publish();
			await disable(held);
			const id = await bench.traffic.send(ended);
			expect(await trigger.checkExists(mode)).toBe(true);
			expect(await bench.onlyHeld(trigger)).toMatchObject({ id: held.id, status: 'active' });
			await trigger.waitFor(1);
			expect(trigger.executions[0]?.[0]?.json.id).toBe(id);
		},
	);

	it('leaves a pause alone when n8n restarts, and ends it when a person publishes', async () => {
		const { id } = await publish();
		await post(`/v1/subscriptions/${id}/pause`);
		expect(await trigger.checkExists('init')).toBe(true);
		expect(await bench.onlyHeld(trigger)).toMatchObject({ status: 'paused' });
		expect(await trigger.checkExists('activate')).toBe(true);
		expect(await bench.onlyHeld(trigger)).toMatchObject({ status: 'active' });
	});

	it('throws when the service is down: n8n must not take that for a no', async () => {
		await publish();
		bench.takeDown();
		await expect(trigger.checkExists()).rejects.toMatchObject({
			message: expect.stringContaining('Could not look up the subscription of this trigger'),
		});
	});

	it('takes the subscription over when the credential holds another key', async () => {
		const { id } = await publish();
		const other = await post('/v1/keys', { name: 'other', scopes: ['read', 'subscribe'] });
		bench.n8n.credential.apiKey = String(other.body.api_key);
		expect(await trigger.checkExists()).toBe(false);
		await trigger.activate('init');
		expect((await bench.onlyHeld(trigger)).id).toBe(id);
		expect(await trigger.checkExists()).toBe(true);
		await bench.traffic.send(ended);
		await trigger.waitFor(1);
		expect(trigger.answers).toEqual([200]);
	});
});

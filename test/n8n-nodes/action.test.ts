import { randomUUID } from 'node:crypto';
import { resources } from '../../n8n-nodes/generator/resources/index.mts';
import { type Bench, startBench } from './support/bench.ts';
import { runAction, runner } from './support/run.ts';

let bench: Bench;
const ended = 'vocalis.call.ended';

beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench.stop());
afterEach(() => bench.restore());

const run = runner(() => bench.n8n);
const post = (path: string, body?: object) => bench.service.call('POST', path, body);
const get = async (path: string) => (await bench.service.call('GET', path)).body;

const subscribe = async (): Promise<string> => {
	const { status, body } = await post('/v1/subscriptions', {
		url: `${bench.n8n.url}/${randomUUID()}`,
		event_types: ['vocalis.*'],
	});
	if (status !== 201) throw new Error(`The service answered ${status}.`);
	return String(body.id);
};

describe('an event', () => {
	it('is got with what became of it', async () => {
		const id = await bench.traffic.send(ended);
		expect(await run('event', 'get', { eventId: ` ${id} ` })).toEqual([
			await get(`/v1/messages/${id}`),
		]);
	});

	it('that does not exist is an error that says so', async () => {
		await expect(run('event', 'get', { eventId: 'msg_none/../..' })).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(/^Could not get the event: /),
			description: expect.stringContaining('Check the ID'),
			httpCode: '404',
			context: { itemIndex: 0 },
		});
	});

	it('is among many, newest first, as many as asked for', async () => {
		const ids = [];
		for (let nth = 0; nth < 3; nth += 1) ids.push(await bench.traffic.send(ended));
		const found = await run('event', 'getAll', { limit: 2, filters: { events: [ended] } });
		expect(found.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 2));
	});

	it('is found on every page where all are asked for', async () => {
		const callId = `c_${randomUUID()}`;
		for (let nth = 0; nth < 101; nth += 1) await bench.traffic.send(ended, { call_id: callId });
		const found = await run('event', 'getAll', { returnAll: true, filters: { callId } });
		expect(found).toHaveLength(101);
		expect(new Set(found.map(({ id }) => id)).size).toBe(101);
		expect(await run('event', 'getAll', { limit: 101, filters: { callId } })).toHaveLength(101);
	});

	it('is found by phone without the number in a URL', async () => {
		const id = await bench.traffic.send('inboundflow.call.completed', {
			caller_phone: '+33699000001',
		});
		const found = await run('event', 'getAll', { filters: { phone: '06 99 00 00 01' } });
		expect(found.map((event) => event.id)).toEqual([id]);
	});

	it.each([
		['candidateId', { candidateId: 'cand_of_filter' }, 'voicehire.candidate.added'],
		['email', { email: 'somebody@example.com' }, 'inboundflow.call.completed'],
	])('is found by %s', async (_name, filters, type) => {
		await bench.traffic.send(type);
		const found = await run('event', 'getAll', { filters });
		expect(found.every((event) => event.type === type)).toBe(true);
	});

	it('is found by source and time, in the time zone of the workflow', async () => {
		const { id: sourceId } = bench.traffic.sourceOf('dexem');
		const id = await bench.traffic.send('dexem.user');
		const { received_at: at } = await get(`/v1/messages/${id}`);
		const instant = Date.parse(String(at));
		const inParis = (ms: number) =>
			new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' }).replace(' ', 'T');
		const within = await run('event', 'getAll', {
			filters: { sourceId, since: inParis(instant - 1_000), until: inParis(instant + 2_000) },
		});
		expect(within.map((event) => event.id)).toContain(id);
		const before = await run('event', 'getAll', {
			filters: { sourceId, until: inParis(instant - 1_000) },
		});
		expect(before.map((event) => event.id)).not.toContain(id);
		const exact = await run(
			'event',
			'getAll',
			{
				filters: { sourceId, since: '={{ DateTime.fromISO($json.at) }}' },
			},
			{ items: [{ at: String(at) }] },
		);
		expect(exact.map((event) => event.id)).toContain(id);
	});

	it('leaves tests out where that is chosen', async () => {
		const id = await subscribe();
		await post(`/v1/subscriptions/${id}/test`, { prefer: 'sample' });
		const all = await run('event', 'getAll', { returnAll: true });
		const real = await run('event', 'getAll', {
			returnAll: true,
			filters: { includeTests: false },
		});
		expect(all.some(({ test }) => test === true)).toBe(true);
		expect(real.some(({ test }) => test === true)).toBe(false);
	});

	it('is replayed to one subscription, or to all that match', async () => {
		const eventId = await bench.traffic.send('vocalis.emotion.spike');
		const subscriptionId = await subscribe();
		expect(await run('event', 'replay', { eventId, subscriptionId })).toEqual([
			{ id: eventId, deliveries: 1 },
		]);
		const { data } = await get(
			`/v1/deliveries?message_id=${eventId}&subscription_id=${subscriptionId}`,
		);
		expect(data).toMatchObject([{ replay: true }]);
		const [all] = await run('event', 'replay', { eventId });
		expect(Number(all?.deliveries)).toBeGreaterThan(0);
	});
});

describe('a retry of the node by n8n', () => {
	it('delivers nothing twice', async () => {
		const eventId = await bench.traffic.send('vocalis.emotion.spike');
		const subscriptionId = await subscribe();
		const again = { executionId: 'execution_1', node: bench.n8n.node('voicehooks', {}) };
		const count = async () => {
			const body = await get(`/v1/deliveries?subscription_id=${subscriptionId}`);
			return (body.data as readonly unknown[]).length;
		};
		for (let nth = 0; nth < 2; nth += 1) {
			await run('event', 'replay', { eventId, subscriptionId }, again);
		}
		expect(await count()).toBe(1);
		for (let nth = 0; nth < 2; nth += 1) {
			await run('subscription', 'sendSample', { subscriptionId }, again);
		}
		expect(await count()).toBe(2);
		const [delivery] = await run('delivery', 'getAll', { filters: { subscriptionId } });
		for (let nth = 0; nth < 2; nth += 1) {
			await run('delivery', 'retry', { deliveryId: String(delivery?.id) }, again);
		}
		expect(await count()).toBe(3);
	});
});

describe('a subscription', () => {
	it('is among many', async () => {
		const id = await subscribe();
		const found = await run('subscription', 'getAll', { returnAll: true });
		expect(found.find((one) => one.id === id)).toEqual(await get(`/v1/subscriptions/${id}`));
	});

	it('is sent a sample', async () => {
		const subscriptionId = await subscribe();
		const [sent] = await run('subscription', 'sendSample', {
			subscriptionId,
			options: { event: ended, prefer: 'sample' },
		});
		expect(sent).toMatchObject({ type: ended, deliveries: 1, used: 'sample' });
		expect(await run('subscription', 'sendSample', { subscriptionId })).toHaveLength(1);
	});

	it('is deleted', async () => {
		const subscriptionId = await subscribe();
		expect(await run('subscription', 'delete', { subscriptionId })).toEqual([{ deleted: true }]);
		expect(await get(`/v1/subscriptions/${subscriptionId}`)).toMatchObject({ code: 'not_found' });
	});
});

describe('a delivery', () => {
	it('is among many, and is retried', async () => {
		const subscriptionId = await subscribe();
		const messageId = await bench.traffic.send(ended);
		const filters = { subscriptionId, messageId, status: ['pending', 'succeeded'] };
		const [delivery] = await run('delivery', 'getAll', { filters });
		expect(delivery).toMatchObject({ message_id: messageId, subscription_id: subscriptionId });
		expect(
			await run('delivery', 'getAll', { filters: { ...filters, status: ['canceled'] } }),
		).toEqual([]);
		const deliveryId = String(delivery?.id);
		const [retried] = await run('delivery', 'retry', { deliveryId });
		expect(retried).toMatchObject({ deliveries: 1 });
		const all = await run('delivery', 'getAll', { filters: { subscriptionId, messageId } });
		expect(all.map(({ replay }) => replay).sort()).toEqual([false, true]);
	});
});

describe('the node', () => {
	it('can do everything it offers', async () => {
		for (const resource of resources) {
			for (const operation of resource.operations) {
				const required = operation.properties.filter(({ more }) => more?.required === true);
				const { error } = await runAction(bench.n8n, {
					...Object.fromEntries(required.map(({ name }) => [name, 'x'])),
					resource: resource.value,
					operation: operation.value,
				});
				expect(error?.message ?? '').not.toContain('This version of the node cannot do');
			}
		}
	});

	it('says so when it is asked for what it cannot do', async () => {
		await expect(run('event', 'forget')).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'This version of the node cannot do "event: forget"',
		});
	});

	it('goes on after an error where the user wants that, and says which item it was', async () => {
		const id = await bench.traffic.send(ended);
		const { items, error } = await runAction(
			bench.n8n,
			{ resource: 'event', operation: 'get', eventId: '={{ $json.id }}' },
			{ items: [{ id: 'msg_none' }, { id }], settings: { onError: 'continueRegularOutput' } },
		);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{
				json: {
					error: expect.stringMatching(/^Could not get the event/),
					description: expect.any(String),
				},
				pairedItem: { item: 0 },
			},
			{ json: { id }, pairedItem: { item: 1 } },
		]);
	});

	it('pairs what comes out with what went in', async () => {
		const { items } = await runAction(
			bench.n8n,
			{ resource: 'event', operation: 'getAll', limit: 2 },
			{ items: [{}, {}] },
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1].map((item) => ({ item })),
		);
	});
});

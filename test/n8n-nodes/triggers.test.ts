import type { CatalogueEntry, ListFilterKey } from '@voicehooks/core';
import { derivedSecret, signingRoot } from '@voicehooks/core/signature';
import { filtersOf } from '../../n8n-nodes/generator/filters.mts';
import { camel } from '../../n8n-nodes/generator/names.mts';
import { triggerPlans } from '../../n8n-nodes/generator/trigger-plan.mts';
import { type Bench, type Delivery, deliver, nowhere, startBench } from './support/bench.ts';
import type { N8n, Trigger } from './support/n8n.ts';
import { differences, outputSchema } from './support/schema.ts';

let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench.stop());

const minuteMs = 60_000;
/** Long enough for a delivery that must not come. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

/** The vendor's name of the field a filter reads; null where only the source's map tells. */
const fieldOf = ({ fields }: CatalogueEntry, key: ListFilterKey): string | null => {
	const all = fields.flatMap((field) => [field, ...(field.children ?? [])]);
	return all.find(({ filter }) => filter === key)?.path.replace(/^data\./, '') ?? null;
};

const table = triggerPlans().map((plan) => {
	const [first, ...others] = plan.entries.map(({ type }) => type);
	if (first === undefined) throw new Error(`${plan.name} has no event.`);
	return { plan, name: plan.name, first, events: [first, ...others] };
});

describe.each(table)('$name', ({ plan, name, first, events }) => {
	let trigger: Trigger;
	const publish = async (parameters: Parameters<N8n['trigger']>[1]) => {
		trigger = bench.n8n.trigger(name, parameters);
		await trigger.activate();
	};
	afterEach(async () => {
		bench.restore();
		await trigger.remove();
	});

	it('registers its webhook URL when it is published, and says who it is', async () => {
		await publish({ events: [first] });
		expect(await bench.onlyHeld(trigger)).toMatchObject({
			id: trigger.staticData().subscriptionId,
			event_types: [first],
			filter: {},
			source_id: null,
			platform: 'n8n',
			signing: 'derived',
			mode: 'live',
			status: 'active',
			name: 'My workflow / Trigger',
			client: {
				instance_id: expect.stringMatching(/^[0-9a-f]{64}$/),
				workflow_id: `workflow_${trigger.node.id}`,
				workflow_name: 'My workflow',
				node_name: 'Trigger',
				version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
			},
		});
	});

	it('keeps nothing secret where n8n shows it', async () => {
		await publish({ events: [first] });
		const kept = trigger.staticData();
		expect(Object.keys(kept).sort()).toEqual(['keyMark', 'subscriptionId']);
		const { apiKey } = bench.service;
		const secret = derivedSecret(signingRoot(apiKey), String(kept.subscriptionId));
		for (const hidden of [apiKey, secret.slice('whsec_'.length), trigger.webhookUrl]) {
			expect(JSON.stringify(kept)).not.toContain(hidden);
		}
	});

	it('starts the workflow with each event the vendor sends', async () => {
		await publish({ events });
		const sent = new Map<string, string>();
		for (const type of events) sent.set(await bench.traffic.send(type), type);
		await trigger.waitFor(events.length);
		const schema = await outputSchema(bench.n8n.built.folder, plan.className);
		for (const [item, ...others] of trigger.executions) {
			expect(others).toEqual([]);
			const id = String(item?.json.id);
			const page = await bench.service.call<{ data: readonly { id: string }[] }>(
				'GET',
				`/v1/messages?type=${sent.get(id)}&limit=1`,
			);
			expect(item?.json).toEqual(page.body.data[0]);
			expect(differences(schema, item?.json)).toEqual([]);
			sent.delete(id);
		}
		expect(sent.size).toBe(0);
		expect(new Set(trigger.answers)).toEqual(new Set([200]));
	});

	it('starts it with every event of a vendor, also ones that no list names yet', async () => {
		const [vendor] = first.split('.');
		await publish({ events: [`${vendor}.*`] });
		await bench.traffic.send(first);
		await trigger.waitFor(1);
		const { id: subscriptionId } = await bench.onlyHeld(trigger);
		const apiKeys = [bench.service.apiKey];
		expect(await deliver(trigger, { subscriptionId, apiKeys, type: `${vendor}.unknown` })).toBe(
			200,
		);
		await trigger.waitFor(2);
	});

	it('puts out the fields of the vendor alone where that is chosen', async () => {
		await publish({ events: [first], options: { output: 'data' } });
		const id = await bench.traffic.send(first);
		await trigger.waitFor(1);
		const { body } = await bench.service.call('GET', `/v1/messages/${id}`);
		expect(trigger.executions[0]?.[0]?.json).toEqual(body.data);
	});

	it('answers 401 to forgeries and starts nothing', async () => {
		await publish({ events });
		const { id: subscriptionId } = await bench.onlyHeld(trigger);
		const genuine = { subscriptionId, apiKeys: [bench.service.apiKey], type: first };
		const stranger = { ...genuine, apiKeys: ['vhk_of_somebody_else'] };
		const forgeries: readonly Delivery[] = [
			stranger,
			{ ...stranger, headers: { 'x-voicehooks-subscription': subscriptionId } },
			{ ...stranger, headers: { 'x-voicehooks-subscription': 'sub_' } },
			{ ...genuine, subscriptionId: 'sub_01kj80n8mg0000000000000000' },
			{ ...genuine, tamper: (body: string) => body.replace('msg_1', 'msg_2') },
			{ ...genuine, tamper: (body: string) => `${body} ` },
			{ ...genuine, at: Date.now() - 6 * minuteMs },
			{ ...genuine, at: Date.now() + 6 * minuteMs },
			{ ...genuine, apiKeys: [] },
			{ ...genuine, headers: { 'webhook-signature': 'v1,AAAA' } },
			{ ...genuine, headers: { 'webhook-id': 'msg_2' } },
			{ ...genuine, headers: { 'webhook-timestamp': 'now' } },
		];
		for (const forgery of forgeries) expect(await deliver(trigger, forgery)).toBe(401);
		const bare = await fetch(trigger.webhookUrl, { method: 'POST' });
		expect(bare.status).toBe(401);
		expect(trigger.executions).toEqual([]);
		expect(await deliver(trigger, { ...genuine, at: Date.now() - 4 * minuteMs })).toBe(200);
		expect(trigger.executions).toHaveLength(1);
	});

	it('accepts one right signature among several, wherever it stands', async () => {
		await publish({ events });
		const { id: subscriptionId } = await bench.onlyHeld(trigger);
		const keys = ['vhk_old', bench.service.apiKey];
		for (const apiKeys of [keys, keys.toReversed()]) {
			expect(await deliver(trigger, { subscriptionId, apiKeys, type: first })).toBe(200);
		}
		expect(trigger.executions).toHaveLength(2);
	});

	it('takes a genuine event it does not ask for, and starts nothing', async () => {
		await publish({ events: [first] });
		const { id: subscriptionId } = await bench.onlyHeld(trigger);
		const apiKeys = [bench.service.apiKey];
		for (const type of ['other.event', ...events.slice(1)]) {
			expect(await deliver(trigger, { subscriptionId, apiKeys, type })).toBe(200);
		}
		expect(trigger.executions).toEqual([]);
	});

	it.each(filtersOf(plan.entries).listKeys)(
		'lets through what its filter %s asks for',
		async (key) => {
			const entry = plan.entries.find(
				(one) => fieldOf(one, key) !== null || one.mapped_filters.includes(key),
			);
			if (entry === undefined) throw new Error(`No event has ${key}.`);
			const field = fieldOf(entry, key);
			const { id: sourceId } = bench.traffic.sourceOf(entry.vendor);
			await publish({
				events: [entry.type],
				sourceId,
				filters: { [camel(key)]: ['wanted', 'other'] },
			});
			expect(await bench.onlyHeld(trigger)).toMatchObject({
				filter: { [key]: ['wanted', 'other'] },
				source_id: sourceId,
			});
			const send = (value: string) =>
				bench.traffic.send(
					entry.type,
					field === null ? { mapped: { [key]: value } } : { [field]: value },
				);
			await send('unwanted');
			const id = await send('wanted');
			await trigger.waitFor(1);
			await settle();
			expect(trigger.executions.map(([item]) => item?.json.id)).toEqual([id]);
		},
	);

	it('keeps what was not delivered while it is edited and renamed', async () => {
		await publish({ events: [first] });
		const before = await bench.onlyHeld(trigger);
		await bench.service.call('POST', `/v1/subscriptions/${before.id}/pause`);
		const id = await bench.traffic.send(first);
		await trigger.edit({ events }, 'Renamed');
		const after = await bench.onlyHeld(trigger);
		expect(after).toMatchObject({ status: 'active', client: { node_name: 'Renamed' } });
		expect(after.id).not.toBe(before.id);
		expect([...after.event_types].sort()).toEqual([...events].sort());
		await trigger.waitFor(1);
		expect(trigger.executions[0]?.[0]?.json.id).toBe(id);
		expect(trigger.answers).toEqual([200]);
	});

	it('is gone from the service when the workflow is unpublished', async () => {
		await publish({ events: [first] });
		expect(await trigger.remove()).toBe(true);
		expect(await bench.heldFor(trigger)).toEqual([]);
		expect(trigger.staticData()).toEqual({});
		expect(await trigger.remove()).toBe(true);
	});

	it('says that the service is down when it is published, and leaves nothing behind', async () => {
		bench.takeDown();
		trigger = bench.n8n.trigger(name, { events: [first] });
		await expect(trigger.activate()).rejects.toMatchObject({
			name: 'NodeApiError',
			message: `Could not register the webhook: ${nowhere} cannot be reached`,
			description: expect.stringContaining('Check that the service runs'),
		});
		expect(trigger.staticData()).toEqual({ pending: true });
		bench.restore();
		expect(await trigger.remove()).toBe(true);
		expect(trigger.staticData()).toEqual({});
		await trigger.activate();
		expect(await bench.heldFor(trigger)).toHaveLength(1);
	});

	it('throws when the service is down while it is unpublished, so that n8n tries again', async () => {
		await publish({ events: [first] });
		const { subscriptionId } = trigger.staticData();
		bench.takeDown();
		await expect(trigger.remove()).rejects.toMatchObject({
			name: 'NodeApiError',
			message: `Could not remove the subscription of this trigger: ${nowhere} cannot be reached`,
		});
		expect(trigger.staticData()).toMatchObject({ subscriptionId });
		bench.restore();
		expect(await trigger.remove()).toBe(true);
		expect(await bench.heldFor(trigger)).toEqual([]);
	});

	it('is made again when the service forgot it', async () => {
		await publish({ events: [first] });
		const { subscriptionId } = trigger.staticData();
		await bench.service.call('DELETE', `/v1/subscriptions/${subscriptionId}`);
		expect(await trigger.checkExists()).toBe(false);
		expect(trigger.staticData()).toEqual({});
		await trigger.activate('init');
		expect((await bench.onlyHeld(trigger)).id).not.toBe(subscriptionId);
	});
});

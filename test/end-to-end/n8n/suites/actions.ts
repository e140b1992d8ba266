import { randomUUID } from 'node:crypto';
import { vendorById } from '@voicehooks/core';
import { type Hook, startHook } from '../../../support/hooks.ts';
import { nodeTypeOf } from '../support/package.ts';
import type { Stage } from '../support/stage.ts';
import { createWorkflow, inARow, publish, unpublish, workflowNode } from '../support/workflows.ts';

type Row = Readonly<Record<string, unknown>>;
type Parameters = Readonly<Record<string, unknown>>;

/** Ids of what there is to act on. */
type Facts = {
	readonly eventId: string;
	readonly subscriptionId: string;
	readonly deliveryId: string;
};

type Action = {
	/** `<resource>.<operation>`. */
	readonly name: string;
	/** What the user fills in; expressions read the request that started the workflow. */
	readonly parameters: Parameters;
	readonly expected: (facts: Facts) => unknown;
};

const some = expect.any(String);

const actions: readonly Action[] = [
	{
		name: 'event.get',
		parameters: { eventId: '={{ $json.body.eventId }}' },
		expected: ({ eventId }) => [expect.objectContaining({ id: eventId, status: 'accepted' })],
	},
	{
		name: 'event.getAll',
		parameters: { limit: 1, filters: { events: ['inboundflow.call.completed'] } },
		expected: ({ eventId }) => [expect.objectContaining({ id: eventId, vendor: 'inboundflow' })],
	},
	{
		name: 'event.replay',
		parameters: {
			eventId: '={{ $json.body.eventId }}',
			subscriptionId: '={{ $json.body.subscriptionId }}',
		},
		expected: () => [expect.objectContaining({ deliveries: 1 })],
	},
	{
		name: 'delivery.getAll',
		parameters: { returnAll: true, filters: { messageId: '={{ $json.body.eventId }}' } },
		expected: ({ deliveryId, eventId }) =>
			expect.arrayContaining([
				expect.objectContaining({ id: deliveryId, message_id: eventId, status: 'succeeded' }),
			]),
	},
	{
		name: 'delivery.retry',
		parameters: { deliveryId: '={{ $json.body.deliveryId }}' },
		expected: () => [expect.objectContaining({ id: some, deliveries: 1 })],
	},
	{
		name: 'call.start',
		parameters: {
			agentId: 'a_42',
			to: '+33612345678',
			variables: { variable: [{ name: 'first_name', value: 'Jean' }] },
		},
		expected: () => [expect.objectContaining({ sandbox: true })],
	},
	{
		name: 'candidate.source',
		parameters: {
			campaignId: 'abc123def456',
			firstName: 'Jean',
			lastName: 'Dupont',
			phone: '0612345678',
		},
		expected: () => [expect.objectContaining({ campaign_id: 'abc123def456', sandbox: true })],
	},
	{
		name: 'subscription.getAll',
		parameters: { returnAll: true },
		expected: ({ subscriptionId }) =>
			expect.arrayContaining([expect.objectContaining({ id: subscriptionId, status: 'active' })]),
	},
	{
		name: 'subscription.sendSample',
		parameters: { subscriptionId: '={{ $json.body.subscriptionId }}' },
		expected: () => [expect.objectContaining({ deliveries: 1 })],
	},
	{
		name: 'subscription.delete',
		parameters: { subscriptionId: '={{ $json.body.subscriptionId }}' },
		expected: () => [{ deleted: true }],
	},
];

type Property = {
	readonly name: string;
	readonly options?: readonly { readonly value: unknown }[];
	readonly displayOptions?: { readonly show?: Readonly<Record<string, readonly unknown[]>> };
};

/** n8n adds it to every node with a credential: its own HTTP Request node does it. */
const customApiCall = '__CUSTOM_API_CALL__';

/** Every resource and operation that the node offers. */
const offered = (properties: readonly Property[]): readonly string[] =>
	properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			(displayOptions?.show?.resource ?? []).flatMap((resource) =>
				options
					.filter(({ value }) => value !== customApiCall)
					.map(({ value }) => `${resource}.${value}`),
			),
		);

/** The action node in a real workflow: a webhook starts it and answers what it put out. */
export const actionSuite = (stage: () => Stage): void => {
	describe('the action node', () => {
		let facts: Facts;
		let hook: Hook;
		beforeAll(async () => {
			const { receiver } = stage();
			const [vendor, other] = [vendorById('inboundflow'), vendorById('voicehire')];
			const [eventType] = vendor?.events ?? [];
			const [later] = other?.events ?? [];
			if (!vendor || !eventType || !other || !later) throw new Error('No event.');
			hook = await startHook();
			const { body } = await receiver.call('POST', '/v1/subscriptions', {
				url: hook.url,
				platform: 'custom',
				event_types: ['inboundflow.*'],
			});
			const eventId = await receiver.send(vendor, eventType);
			await hook.waitFor(1);
			await receiver.send(other, later);
			const path = `/v1/deliveries?message_id=${eventId}`;
			const [delivery] = (await receiver.call('GET', path)).body.data;
			facts = { eventId, subscriptionId: body.id, deliveryId: delivery?.id ?? '' };
		});
		afterAll(() => hook.stop());

		const run = async ({ name, parameters }: Action): Promise<readonly Row[]> => {
			const { n8n, nodes, credentials } = stage();
			const [resource, operation] = name.split('.');
			const webhookId = randomUUID();
			const id = await createWorkflow(n8n, {
				name,
				nodes: [
					workflowNode({
						name: 'Webhook',
						type: 'n8n-nodes-base.webhook',
						typeVersion: 2,
						webhookId,
						parameters: {
							httpMethod: 'POST',
							path: webhookId,
							responseMode: 'lastNode',
							responseData: 'allEntries',
						},
					}),
					workflowNode({
						name: 'Voicehooks',
						type: nodeTypeOf(nodes, 'voicehooks'),
						parameters: { resource, operation, ...parameters },
						credentials,
					}),
				],
				connections: inARow('Webhook', 'Voicehooks'),
			});
			await publish(n8n, id);
			const response = await fetch(`${n8n.url}/webhook/${webhookId}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(facts),
			});
			const text = await response.text();
			await unpublish(n8n, id);
			expect({ status: response.status, text }).toMatchObject({ status: 200 });
			return JSON.parse(text);
		};

		it('has no operation that these tests leave out', async () => {
			const { n8n, nodes } = stage();
			const nodeInfos = [{ name: nodeTypeOf(nodes, 'voicehooks'), version: 1 }];
			const [description] = await n8n.rest<readonly { properties: readonly Property[] }[]>(
				'POST',
				'/node-types',
				{ nodeInfos },
			);
			const names = actions.map(({ name }) => name);
			expect([...names].sort()).toEqual([...offered(description?.properties ?? [])].sort());
		});

		it.each(actions)('does $name', async (action) => {
			expect(await run(action)).toEqual(action.expected(facts));
		});
	});
};

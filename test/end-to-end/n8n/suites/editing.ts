import { triggerNodes } from '../support/package.ts';
import type { Stage } from '../support/stage.ts';
import {
	eventTypesOf,
	type Published,
	publishTrigger,
	subscriptionsOf,
	triggerName,
} from '../support/trigger.ts';
import { until } from '../support/until.ts';
import {
	executionsOf,
	outputOf,
	unpublish,
	type WorkflowDocument,
	type WorkflowNode,
} from '../support/workflows.ts';

/** n8n edits a published trigger by removing it and registering it anew. */
export const editingSuite = (stage: () => Stage): void => {
	const [trigger] = triggerNodes;
	const [vendor] = trigger?.vendors ?? [];
	const [eventType] = vendor?.events ?? [];
	if (trigger === undefined || vendor === undefined || eventType === undefined) {
		throw new Error('No vendor has an event.');
	}
	const [kept = ''] = eventTypesOf([vendor]);

	describe('editing a published trigger', () => {
		let published: Published;
		beforeAll(async () => {
			published = await publishTrigger(stage(), trigger.node, [vendor]);
		});
		afterAll(() => unpublish(stage().n8n, published.workflowId));

		const save = (change: (node: WorkflowNode) => WorkflowNode): Promise<unknown> => {
			const { workflowId, document } = published;
			const settings: WorkflowDocument['settings'] = { executionOrder: 'v1' };
			const nodes = document.nodes.map(change);
			return stage().n8n.api('PUT', `/workflows/${workflowId}`, { ...document, settings, nodes });
		};

		it.each([
			{
				what: 'its events are changed',
				node: triggerName,
				change: (node: WorkflowNode) => ({ ...node, parameters: { events: [kept] } }),
			},
			{
				what: 'it is renamed',
				node: 'Renamed',
				change: (node: WorkflowNode) => ({ ...node, name: 'Renamed' }),
			},
		])('keeps what was not yet delivered when $what', async ({ node, change }) => {
			const { n8n, receiver } = stage();
			const { workflowId } = published;
			const [before] = await subscriptionsOf(stage(), workflowId);
			const earlier = (await executionsOf(n8n, workflowId, 0)).length;
			await receiver.call('POST', `/v1/subscriptions/${before?.id}/pause`);
			const id = await receiver.send(vendor, eventType);
			await save(change);
			await until('the trigger is registered anew', async () => {
				const all = await subscriptionsOf(stage(), workflowId);
				return all.find((one) => one.status === 'active' && one.client.node_name === node);
			});
			const [latest] = await executionsOf(n8n, workflowId, earlier + 1);
			if (latest === undefined) throw new Error('Nothing came.');
			expect(outputOf(latest, node)).toMatchObject([{ id }]);
			const [after, ...others] = await subscriptionsOf(stage(), workflowId);
			expect(others).toEqual([]);
			expect(after).toMatchObject({ url: before?.url, status: 'active' });
		});
	});
};

import { vendorById, vendors } from '@voicehooks/core';
import { freshBody } from '../../../support/vendor-request.ts';
import { nodeTypeOf } from '../support/package.ts';
import { sourceNameOf } from '../support/receiver.ts';
import type { Stage } from '../support/stage.ts';
import { triggerName, triggerNode } from '../support/trigger.ts';
import {
	createWorkflow,
	executionsOf,
	outputOf,
	publish,
	unpublish,
} from '../support/workflows.ts';

type Option = { readonly name: string; readonly value: string };

/** What a user narrows a trigger by: lists that the editor loads, and what they let through. */
export const filterSuite = (stage: () => Stage): void => {
	const node = 'inboundFlowTrigger';
	const vendor = vendorById('inboundflow');
	const eventType = vendor?.events.find(({ name }) => name === 'call.completed');
	if (vendor === undefined || eventType === undefined) throw new Error('No completed calls.');

	describe('narrowing a trigger', () => {
		const call = (data: Readonly<Record<string, unknown>>): Promise<string> => {
			const body = freshBody(vendor, eventType);
			const own = { ...Object(body.data), ...data };
			return stage().receiver.send(vendor, eventType, { ...body, data: own });
		};
		const options = (path: string, methodName: string): Promise<readonly Option[]> => {
			const { n8n, nodes, credentials } = stage();
			return n8n.rest('POST', '/dynamic-node-parameters/options', {
				path: `parameters.${path}`,
				methodName,
				nodeTypeAndVersion: { name: nodeTypeOf(nodes, node), version: 1 },
				currentNodeParameters: { events: [], filters: {} },
				credentials,
			});
		};

		it('offers the sources of the vendor, and the values that were seen', async () => {
			await call({ urgency: 'critical' });
			const names = (await options('sourceId', 'getSources')).map(({ name }) => name);
			expect(names).toContain(sourceNameOf(vendor));
			for (const other of vendors.filter(({ id }) => id !== vendor.id)) {
				expect(names).not.toContain(sourceNameOf(other));
			}
			expect(await options('filters.urgency', 'getUrgencyValues')).toContainEqual({
				name: 'critical',
				value: 'critical',
			});
		});

		it('starts the workflow for what all filters let through, and for nothing else', async () => {
			const { n8n } = stage();
			const sources = await options('sourceId', 'getSources');
			const source = sources.find(({ name }) => name === sourceNameOf(vendor));
			expect(source).toBeDefined();
			const workflowId = await createWorkflow(n8n, {
				name: 'Long and critical',
				connections: {},
				nodes: [
					triggerNode(stage(), node, {
						events: [`${vendor.id}.${eventType.name}`],
						sourceId: source?.value,
						filters: { minDurationSeconds: 60, urgency: ['critical'] },
						options: { output: 'data' },
					}),
				],
			});
			await publish(n8n, workflowId);
			await call({ urgency: 'critical', duration_seconds: 59 });
			await call({ urgency: 'low', duration_seconds: 60 });
			await call({ urgency: 'critical', duration_seconds: 60 });
			const executions = await executionsOf(n8n, workflowId);
			await unpublish(n8n, workflowId);
			expect(executions.flatMap((execution) => outputOf(execution, triggerName))).toMatchObject([
				{ urgency: 'critical', duration_seconds: 60 },
			]);
		});
	});
};

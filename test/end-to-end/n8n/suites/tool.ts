import { randomUUID } from 'node:crypto';
import { vendorById } from '@voicehooks/core';
import { connectMcp, type McpClient } from '../support/mcp-client.ts';
import { nodeTypeOf } from '../support/package.ts';
import type { Stage } from '../support/stage.ts';
import { createWorkflow, publish, unpublish, workflowNode } from '../support/workflows.ts';

/**
 * The action node as an AI tool. n8n's own MCP server shows the schema that it derives of a node's
 * parameters for a model, and runs the node with what a model filled in.
 */
export const toolSuite = (stage: () => Stage): void => {
	describe('the action node as an AI tool', () => {
		const getEvent = 'Get_an_event';
		const startCall = 'Start_a_call';
		let workflowId: string;
		let client: McpClient;

		beforeAll(async () => {
			const { n8n, nodes, credentials } = stage();
			const path = randomUUID();
			const toServer = { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] };
			const tool = (name: string, parameters: Readonly<Record<string, unknown>>) =>
				workflowNode({
					name,
					type: `${nodeTypeOf(nodes, 'voicehooks')}Tool`,
					parameters,
					credentials,
				});
			workflowId = await createWorkflow(n8n, {
				name: 'Tools',
				nodes: [
					workflowNode({
						name: 'MCP',
						type: '@n8n/n8n-nodes-langchain.mcpTrigger',
						typeVersion: 2,
						webhookId: path,
						parameters: { path },
					}),
					tool(getEvent, {
						resource: 'event',
						operation: 'get',
						eventId: "={{ $fromAI('event_id', 'The id of the event, msg_…', 'string') }}",
					}),
					tool(startCall, {
						resource: 'call',
						operation: 'start',
						agentId: 'a_42',
						to: "={{ $fromAI('to', 'Whom to call, in E.164', 'string') }}",
					}),
				],
				connections: { [getEvent]: toServer, [startCall]: toServer },
			});
			await publish(n8n, workflowId);
			client = await connectMcp(`${n8n.url}/mcp/${path}`);
		});
		afterAll(() => unpublish(stage().n8n, workflowId));

		it('shows a model what it has to fill in, and no more', async () => {
			const tools = await client.tools();
			expect(tools.map(({ name }) => name).sort()).toEqual([getEvent, startCall]);
			const [get, start] = [getEvent, startCall].map((name) =>
				tools.find((tool) => tool.name === name),
			);
			expect(get?.description).toMatch(/event/i);
			expect(get?.inputSchema).toMatchObject({
				properties: { event_id: { type: 'string', description: 'The id of the event, msg_…' } },
				required: ['event_id'],
			});
			expect(Object.keys(get?.inputSchema.properties ?? {})).toEqual(['event_id']);
			expect(Object.keys(start?.inputSchema.properties ?? {})).toEqual(['to']);
		});

		it('reads an event for a model', async () => {
			const vendor = vendorById('voicehire');
			const [eventType] = vendor?.events ?? [];
			if (vendor === undefined || eventType === undefined) throw new Error('No event.');
			const id = await stage().receiver.send(vendor, eventType);
			const answer = await client.call(getEvent, { event_id: id });
			expect(JSON.parse(answer)).toMatchObject([{ id, vendor: vendor.id }]);
		});

		it('starts a call for a model', async () => {
			const answer = await client.call(startCall, { to: '+33612345678' });
			expect(JSON.parse(answer)).toMatchObject([{ sandbox: true }]);
		});

		it('tells a model what is wrong with what it filled in', async () => {
			expect(await client.call(startCall, { to: '06 12' })).toMatch(/E\.164|international/);
		});
	});
};

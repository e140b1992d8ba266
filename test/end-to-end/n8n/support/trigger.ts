import { randomUUID } from 'node:crypto';
import type { Vendor } from '@voicehooks/core';
import { nodeTypeOf } from './package.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';
import {
	createWorkflow,
	publish,
	type WorkflowDocument,
	type WorkflowNode,
	workflowNode,
} from './workflows.ts';

/** The name of the trigger node in every workflow of these tests. */
export const triggerName = 'Trigger';

export const eventTypesOf = (vendors: readonly Vendor[]): readonly string[] =>
	vendors.flatMap(({ id, events }) => events.map(({ name }) => `${id}.${name}`));

export const triggerNode = (
	{ nodes, credentials }: Pick<Stage, 'nodes' | 'credentials'>,
	node: string,
	parameters: Readonly<Record<string, unknown>>,
): WorkflowNode =>
	workflowNode({
		name: triggerName,
		type: nodeTypeOf(nodes, node),
		webhookId: randomUUID(),
		parameters,
		credentials,
	});

export type Subscription = {
	readonly id: string;
	readonly url: string;
	readonly status: string;
	readonly mode: 'live' | 'test';
	readonly event_types: readonly string[];
	readonly name: string;
	readonly client: Readonly<Record<string, string>>;
};

/** What the service holds for a workflow. */
export const subscriptionsOf = async (
	{ receiver }: Pick<Stage, 'receiver'>,
	workflowId: string,
): Promise<readonly Subscription[]> => {
	const { body } = await receiver.call('GET', '/v1/subscriptions?limit=100');
	const all = body.data as unknown as readonly Subscription[];
	return all.filter(({ client }) => client?.workflow_id === workflowId);
};

/** Waits for the one live subscription of a published workflow. */
export const liveSubscription = (stage: Stage, workflowId: string): Promise<Subscription> =>
	until(`the subscription of workflow ${workflowId}`, async () => {
		const all = await subscriptionsOf(stage, workflowId);
		return all.find(({ mode }) => mode === 'live');
	});

export type Published = {
	readonly workflowId: string;
	readonly document: WorkflowDocument;
	readonly subscription: Subscription;
};

/** A published workflow of one trigger, which takes every event of these vendors. */
export const publishTrigger = async (
	stage: Stage,
	node: string,
	vendors: readonly Vendor[],
): Promise<Published> => {
	const document = {
		name: `End to end of ${node}`,
		connections: {},
		nodes: [triggerNode(stage, node, { events: eventTypesOf(vendors) })],
	};
	const workflowId = await createWorkflow(stage.n8n, document);
	await publish(stage.n8n, workflowId);
	return { workflowId, document, subscription: await liveSubscription(stage, workflowId) };
};

/** The message as `GET /v1/messages` lists it, which is exactly what a hook gets. */
export const listedMessage = async (
	{ receiver }: Pick<Stage, 'receiver'>,
	id: string,
): Promise<Readonly<Record<string, unknown>>> => {
	const { body } = await receiver.call('GET', '/v1/messages?limit=100');
	const found = body.data.find((message) => message.id === id);
	if (found === undefined) throw new Error(`Message ${id} is not listed.`);
	return found as unknown as Readonly<Record<string, unknown>>;
};

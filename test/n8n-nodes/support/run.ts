import { randomUUID } from 'node:crypto';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	NodeApiError,
} from 'n8n-workflow';
import type { N8n } from './n8n.ts';
import { differences, outputSchema } from './schema.ts';

export type Outcome = {
	readonly items: readonly INodeExecutionData[];
	/** What the node threw; undefined when it ran through. */
	readonly error: NodeApiError | undefined;
};

export type RunOptions = {
	readonly items?: readonly IDataObject[];
	readonly executionId?: string;
	/** Settings of the node, such as `retryOnFail` and `onError`. */
	readonly settings?: Partial<INode>;
	readonly node?: INode;
};

/** Runs the action node in a workflow, as n8n's own engine does. */
export const runAction = async (
	n8n: N8n,
	parameters: INodeParameters,
	{ items = [{}], executionId = randomUUID(), settings = {}, node: given }: RunOptions = {},
): Promise<Outcome> => {
	const core = await import('n8n-core');
	const { createRunExecutionData } = await import('n8n-workflow');
	const node: INode = {
		...(given ?? n8n.node('voicehooks', parameters, 'Voicehooks')),
		parameters,
		...settings,
	};
	const workflow = n8n.workflow(node);
	const workflowData = {
		id: workflow.id,
		name: 'My workflow',
		createdAt: new Date(),
		updatedAt: new Date(),
		active: false,
		activeVersionId: null,
		isArchived: false,
		nodes: [node],
		connections: {},
	};
	const run = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node, data: { main: [items.map((json) => ({ json }))] }, source: null },
			],
		},
	});
	const hooks = new core.ExecutionLifecycleHooks('manual', executionId, workflowData);
	const data = Object.assign(n8n.additionalData({ executionId }), { hooks });
	const done = await new core.WorkflowExecute(data, 'manual', run).processRunExecutionData(
		workflow,
	);
	const ran = done.data.resultData.runData[node.name]?.at(-1);
	return {
		items: ran?.data?.main?.[0] ?? [],
		error: done.data.resultData.error as NodeApiError | undefined,
	};
};

/** Runs one operation of the node and gives its output, which must be as its schema says. */
export const runner =
	(n8n: () => N8n) =>
	async (
		resource: string,
		operation: string,
		parameters: INodeParameters = {},
		options: RunOptions = {},
	): Promise<readonly IDataObject[]> => {
		const { items, error } = await runAction(
			n8n(),
			{ resource, operation, ...parameters },
			options,
		);
		if (error !== undefined) throw error;
		const schema = await outputSchema(n8n().built.folder, 'Voicehooks', resource, operation);
		for (const { json } of items) expect(differences(schema, json)).toEqual([]);
		return items.map(({ json }) => json);
	};

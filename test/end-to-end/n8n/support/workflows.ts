import { randomUUID } from 'node:crypto';
import type { N8n } from './n8n.ts';
import { until } from './until.ts';

export type WorkflowNode = {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly webhookId?: string;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
};

export type WorkflowDocument = {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
};

/** An item as a node put it out. */
export type Item = { readonly json: Readonly<Record<string, unknown>> };

type NodeRun = {
	readonly error?: { readonly message: string };
	readonly data?: Readonly<Record<string, readonly (readonly Item[] | null)[]>>;
};

export type Execution = {
	readonly id: string;
	readonly status: string;
	readonly mode: string;
	readonly data: {
		readonly resultData: {
			readonly error?: { readonly message: string };
			readonly runData: Readonly<Record<string, readonly NodeRun[]>>;
		};
	};
};

/** A node of a workflow; the given parts replace what is made up here. */
export const workflowNode = (
	given: Pick<WorkflowNode, 'name' | 'type'> & Partial<WorkflowNode>,
): WorkflowNode => ({
	id: randomUUID(),
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...given,
});

/** Each node's first output into the next node. */
export const inARow = (...names: readonly string[]): WorkflowDocument['connections'] =>
	Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, index) => [
				name,
				{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
			]),
	);

export const createWorkflow = async (n8n: N8n, document: WorkflowDocument): Promise<string> => {
	const settings = { executionOrder: 'v1' };
	const { id } = await n8n.api<{ id: string }>('POST', '/workflows', { settings, ...document });
	return id;
};

type Publication = {
	readonly status: string;
	readonly triggers?: readonly { readonly errorMessage?: string | null }[];
};

/** Publishes it and waits until its triggers are registered. Throws what they were refused with. */
export const publish = async (n8n: N8n, id: string): Promise<void> => {
	await n8n.api('POST', `/workflows/${id}/activate`);
	if (!n8n.hasOutbox) return;
	await until(`workflow ${id} is published`, async () => {
		const path = `/workflows/${id}/publication-status`;
		const { status, triggers = [] } = await n8n.rest<Publication>('GET', path);
		if (status === 'failed' || status === 'partial') {
			throw new Error(triggers.map(({ errorMessage }) => errorMessage ?? '').join('; '));
		}
		return status === 'published' ? status : undefined;
	});
};

export const unpublish = (n8n: N8n, id: string): Promise<unknown> =>
	n8n.api('POST', `/workflows/${id}/deactivate`);

/** The workflow's executions that have ended, newest first, with all they did. */
export const endedExecutions = async (n8n: N8n, id: string): Promise<readonly Execution[]> => {
	const path = `/executions?workflowId=${id}&includeData=true&limit=250`;
	const { data } = await n8n.api<{ data: readonly Execution[] }>('GET', path);
	return data.filter(({ status }) => status !== 'running' && status !== 'new');
};

/** Waits for so many ended executions, newest first. */
export const executionsOf = (
	n8n: N8n,
	id: string,
	count = 1,
	patienceMs?: number,
): Promise<readonly Execution[]> =>
	until(
		`${count} executions of workflow ${id}`,
		async () => {
			const ended = await endedExecutions(n8n, id);
			return ended.length >= count ? ended : undefined;
		},
		patienceMs,
	);

/** What a node put out on its first output. Throws when the execution failed. */
export const outputOf = (execution: Execution, node: string): readonly Item['json'][] => {
	const { error, runData } = execution.data.resultData;
	if (error !== undefined) throw new Error(`Execution ${execution.id} failed: ${error.message}`);
	const run = runData[node]?.[0];
	return (run?.data?.main?.[0] ?? []).map(({ json }) => json);
};

/** The editor's "listen for test event": the workflow's next run starts at this trigger. */
export const listen = (n8n: N8n, id: string, trigger: string): Promise<unknown> =>
	n8n.rest(
		'POST',
		`/workflows/${id}/run`,
		{ triggerToStartFrom: { name: trigger } },
		{ 'push-ref': randomUUID() },
	);

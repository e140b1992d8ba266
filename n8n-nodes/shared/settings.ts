import { type IDataObject, type IHookFunctions, NodeOperationError } from 'n8n-workflow';
import { version } from '../package.json';

/** n8n listens for a test event for 120 s; what is left over ends by itself soon after. */
const testSeconds = 150;
/** The service takes 200 UTF-16 units of `name` and of each text of `client` (OpenAPI). */
const nameCharacters = 100;

/** What the service shall hold for this node. */
export type Settings = {
	readonly url: string;
	readonly event_types: readonly string[];
	readonly source_id: string | null;
	readonly filter: Readonly<Record<string, unknown>>;
	readonly name: string;
	readonly client: Readonly<Record<string, string>>;
};

const snake = (name: string): string =>
	name.replace(/[A-Z]/g, (upper) => `_${upper.toLowerCase()}`);

/** A name in the form the service keeps it: one line, not too long. */
const oneLine = (name: string): string =>
	Array.from(name.replace(/\p{Cc}+/gu, ' '))
		.slice(0, nameCharacters)
		.join('')
		.trim();

/** The filters that are set; an emptied one is none. */
const filterOf = (filters: IDataObject): Settings['filter'] =>
	Object.fromEntries(
		Object.entries(filters)
			.filter(([, value]) => (Array.isArray(value) ? value.length > 0 : typeof value === 'number'))
			.map(([name, value]) => [snake(name), value]),
	);

/** Whether n8n listens for a test event, beside or instead of the published workflow. */
export const isTest = (context: IHookFunctions): boolean =>
	context.getMode() === 'manual' || context.getActivationMode() === 'manual';

/** Reads the node's parameters. Throws a NodeOperationError when they cannot work. */
export const settingsOf = (context: IHookFunctions): Settings => {
	const node = context.getNode();
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined) {
		throw new NodeOperationError(node, 'n8n gave this node no webhook URL', {
			description: 'Save the workflow and publish it again.',
		});
	}
	const eventTypes = context.getNodeParameter('events', []) as string[];
	if (eventTypes.length === 0) {
		throw new NodeOperationError(node, 'No event is chosen', {
			description: 'Open the node and choose at least one event under Events.',
		});
	}
	const workflow = context.getWorkflow();
	const workflowName = workflow.name ?? '';
	const sourceId = String(context.getNodeParameter('sourceId', '') ?? '').trim();
	return {
		url,
		event_types: eventTypes,
		source_id: sourceId === '' ? null : sourceId,
		filter: filterOf(context.getNodeParameter('filters', {}) as IDataObject),
		name: oneLine(`${workflowName} / ${node.name}`),
		client: Object.fromEntries(
			Object.entries({
				instance_id: context.getInstanceId(),
				workflow_id: workflow.id ?? '',
				workflow_name: workflowName,
				node_name: node.name,
				version,
			}).map(([key, value]) => [key, oneLine(value)]),
		),
	};
};

/** The whole request that registers these settings. */
export const subscribeRequest = (settings: Settings, test: boolean): object => ({
	...settings,
	platform: 'n8n',
	signing: 'derived',
	...(test ? { mode: 'test', ttl_seconds: testSeconds } : { mode: 'live' }),
});

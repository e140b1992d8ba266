import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { type CredentialData, credentialsHelperOf } from './credentials.ts';
import { type BuiltPackage, buildPackage, loadPackage } from './package.ts';

export const packageName = 'n8n-nodes-voicehooks';

/** A trigger node in a workflow, driven as n8n drives it. */
export type Trigger = {
	readonly node: INode;
	readonly webhookUrl: string;
	/** As n8n's public API shows it. */
	readonly staticData: () => IDataObject;
	/** checkExists and, if it says no, create: n8n's publishing. */
	readonly activate: (mode?: WorkflowActivateMode) => Promise<void>;
	readonly checkExists: (mode?: WorkflowActivateMode) => Promise<boolean>;
	readonly create: () => Promise<boolean>;
	readonly remove: () => Promise<boolean>;
	/** Changes parameters, the node's name or both, as saving does: delete, then create. */
	readonly edit: (parameters: INodeParameters, name?: string) => Promise<void>;
	/** Only changes them, as the old path's restart finds them. */
	readonly change: (parameters: INodeParameters) => void;
	/** Executions this trigger started. */
	readonly executions: readonly (readonly INodeExecutionData[])[];
	readonly waitFor: (count: number) => Promise<void>;
	/** Statuses it answered, in order. */
	readonly answers: readonly number[];
};

export type N8n = {
	readonly url: string;
	readonly credential: CredentialData;
	readonly built: BuiltPackage;
	readonly credentialType: ICredentialType;
	readonly nodeType: (name: string) => INodeType;
	readonly names: readonly string[];
	readonly additionalData: (
		more?: Partial<IWorkflowExecuteAdditionalData>,
	) => IWorkflowExecuteAdditionalData;
	readonly workflow: (node: INode, more?: readonly INode[]) => Workflow;
	readonly node: (type: string, parameters: INodeParameters, name?: string) => INode;
	/** A trigger in a workflow of its own; `test` listens for a test event. */
	readonly trigger: (
		type: string,
		parameters: INodeParameters,
		options?: { readonly test?: boolean; readonly of?: Trigger },
	) => Trigger;
	readonly stop: () => Promise<void>;
};

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
};

const patienceMs = 30_000;

/** n8n's own loader and contexts around the built package, with webhook URLs that really listen. */
export const startN8n = async (
	credential: CredentialData,
	webhookOrigin?: string,
): Promise<N8n> => {
	const built = buildPackage();
	const loader = await loadPackage(built);
	const core = await import('n8n-core');
	const { Workflow: WorkflowClass } = await import('n8n-workflow');
	type Route = (request: IncomingMessage, body: Buffer, response: ServerResponse) => Promise<void>;
	const routes = new Map<string, Route>();
	const server = createServer(async (request, response) => {
		const body = await readBody(request);
		const route = request.method === 'POST' ? routes.get(request.url ?? '') : undefined;
		if (route === undefined) response.writeHead(404).end();
		else await route(request, body, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = webhookOrigin ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	const nodeTypes: INodeTypes = {
		getByName: (type) => loader.getNode(type.replace(`${packageName}.`, '')).type,
		getByNameAndVersion: (type) =>
			loader.getNode(type.replace(`${packageName}.`, '')).type as INodeType,
		getKnownTypes: () => ({}),
	};
	const credentialType = loader.getCredential('voicehooksApi').type;
	const additionalData: N8n['additionalData'] = (more = {}) =>
		({
			credentialsHelper: credentialsHelperOf(credentialType, credential),
			webhookBaseUrl: `${url}/webhook`,
			webhookTestBaseUrl: `${url}/webhook-test`,
			webhookWaitingBaseUrl: `${url}/webhook-waiting`,
			formWaitingBaseUrl: `${url}/form-waiting`,
			instanceBaseUrl: url,
			restApiUrl: `${url}/rest`,
			currentNodeExecutionIndex: 0,
			variables: {},
			logAiEvent: () => {},
			...more,
		}) as IWorkflowExecuteAdditionalData;

	const makeNode: N8n['node'] = (type, parameters, name = 'Trigger') => ({
		id: randomUUID(),
		name,
		type: `${packageName}.${type}`,
		typeVersion: 1,
		position: [0, 0],
		webhookId: randomUUID(),
		parameters,
		credentials: { voicehooksApi: { id: '1', name: 'Voicehooks' } },
	});
	const makeWorkflow: N8n['workflow'] = (node, more = []) =>
		new WorkflowClass({
			id: `workflow_${node.id}`,
			name: 'My workflow',
			nodes: [node, ...more],
			connections: {},
			active: false,
			nodeTypes,
			settings: { timezone: 'Europe/Paris' },
		});

	const trigger: N8n['trigger'] = (type, parameters, { test = false, of } = {}) => {
		const node =
			of === undefined ? makeNode(type, parameters) : { ...of.node, parameters: { ...parameters } };
		const nodeType = nodeTypes.getByNameAndVersion(node.type) as INodeType;
		const workflow = makeWorkflow(node);
		const [description] = nodeType.description.webhooks ?? [];
		if (description === undefined) throw new Error(`${type} has no webhook.`);
		const path = `/${test ? 'webhook-test' : 'webhook'}/${node.webhookId}/${description.path}`;
		const webhookData: IWebhookData = {
			httpMethod: 'POST',
			node: node.name,
			path,
			webhookDescription: description,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: additionalData(),
			isTest: test,
		};
		const executions: (readonly INodeExecutionData[])[] = [];
		const answers: number[] = [];
		const mode = test ? 'manual' : 'trigger';

		const route: Route = async (request, rawBody, response) => {
			const httpResponse = Object.assign(response, {
				status: (code: number) => Object.assign(response, { statusCode: code }),
				json: (value: unknown) => response.end(JSON.stringify(value)),
			});
			const httpRequest = Object.assign(request, { rawBody, body: {}, params: {}, query: {} });
			const data = additionalData({
				httpRequest: httpRequest as unknown as NonNullable<
					IWorkflowExecuteAdditionalData['httpRequest']
				>,
				httpResponse: httpResponse as unknown as NonNullable<
					IWorkflowExecuteAdditionalData['httpResponse']
				>,
			});
			const context = new core.WebhookContext(workflow, node, data, mode, webhookData, [], null);
			const answer = await nodeType.webhook?.call(context);
			if (answer?.workflowData !== undefined) executions.push(answer.workflowData[0] ?? []);
			if (answer?.noWebhookResponse !== true) response.writeHead(200).end();
			answers.push(response.statusCode);
		};

		const call = async (
			method: 'checkExists' | 'create' | 'delete',
			activation: WorkflowActivateMode,
		): Promise<boolean> => {
			const context = new core.HookContext(
				workflow,
				node,
				additionalData(),
				mode,
				activation,
				webhookData,
			);
			const run = nodeType.webhookMethods?.default?.[method];
			if (run === undefined) throw new Error(`${type} has no ${method}.`);
			return run.call(context);
		};
		const create = (activation: WorkflowActivateMode) => {
			routes.set(path, route);
			return call('create', activation);
		};
		const remove = async () => {
			routes.delete(path);
			return call('delete', test ? 'manual' : 'update');
		};
		const activate = async (activation: WorkflowActivateMode = test ? 'manual' : 'activate') => {
			routes.set(path, route);
			if (!(await call('checkExists', activation))) await create(activation);
		};
		return {
			node,
			webhookUrl: `${url}${path}`,
			staticData: () => workflow.getStaticData('node', node),
			activate,
			checkExists: (activation = 'init') => call('checkExists', activation),
			create: () => create(test ? 'manual' : 'activate'),
			remove,
			edit: async (changed, name) => {
				await remove();
				node.parameters = changed;
				if (name !== undefined) node.name = name;
				await activate('update');
			},
			change: (changed) => {
				node.parameters = changed;
			},
			executions,
			answers,
			waitFor: async (count) => {
				const end = Date.now() + patienceMs;
				while (executions.length < count) {
					if (Date.now() > end) {
						throw new Error(`${executions.length} of ${count} executions started.`);
					}
					await new Promise((resolve) => setTimeout(resolve, 10));
				}
			},
		};
	};

	return {
		url,
		credential,
		built,
		credentialType,
		nodeType: (name) => nodeTypes.getByNameAndVersion(`${packageName}.${name}`) as INodeType,
		names: Object.keys(loader.known.nodes),
		additionalData,
		workflow: makeWorkflow,
		node: makeNode,
		trigger,
		stop: async () => {
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
			built.remove();
		},
	};
};

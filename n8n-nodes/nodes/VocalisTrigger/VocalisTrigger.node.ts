// Generated from core by `npm run generate`: do not edit.
import {
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { checkExists, create, remove } from '../../shared/life-cycle.ts';
import { listFilterValues, listSources } from '../../shared/load-options.ts';
import { receive } from '../../shared/receive.ts';

export class VocalisTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'VOCALIS Trigger',
		name: 'vocalisTrigger',
		icon: { light: 'file:vocalis.svg', dark: 'file:vocalis.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when VOCALIS reports an event',
		eventTriggerDescription: 'Listening. The last real event, or the sample, is sent at once, unless the options of this node say otherwise.',
		activationMessage: 'The workflow now starts on the events you chose.',
		defaults: { name: 'VOCALIS Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'voicehooksApi', required: true },
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: [
					{
						name: 'All Events',
						value: 'vocalis.*',
						description: 'Also those that are added later',
					},
					{
						name: 'Appointment Booked',
						value: 'vocalis.appointment.booked',
						description: 'Triggers when an appointment is confirmed',
					},
					{
						name: 'Call Ended',
						value: 'vocalis.call.ended',
						description: 'Triggers when a call ends, with its duration, result, emotions and transcript link',
					},
					{
						name: 'Call Started',
						value: 'vocalis.call.started',
						description: 'Triggers when a call is picked up',
					},
					{
						name: 'Conversation Tagged',
						value: 'vocalis.conversation.tagged',
						description: 'Triggers when a tag is added to a conversation, automatically or by hand',
					},
					{
						name: 'Emotion Spike',
						value: 'vocalis.emotion.spike',
						description: 'Triggers when an emotional spike such as anger or distress is detected',
					},
					{
						name: 'Lead Qualified',
						value: 'vocalis.lead.qualified',
						description: 'Triggers when an agent has qualified a lead because the criteria are met',
					},
				],
				default: [],
				description: 'The events that start the workflow',
			},
			{
				displayName: 'Source Name or ID',
				name: 'sourceId',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getSources' },
				default: '',
				description: 'The account at the vendor; leave empty for all. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Filters',
				name: 'filters',
				type: 'collection',
				options: [
					{
						displayName: 'Agent Names or IDs',
						name: 'agentId',
						type: 'multiOptions',
						typeOptions: {
							loadOptionsMethod: 'getAgentIdValues',
							loadOptionsDependsOn: ['sourceId'],
						},
						default: [],
						description: 'Only these voice agents, of those seen so far. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{
						displayName: 'Minimum Duration (Seconds)',
						name: 'minDurationSeconds',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description: 'Leave out what was shorter, such as calls that were hung up at once',
					},
					{
						displayName: 'Result Names or IDs',
						name: 'result',
						type: 'multiOptions',
						typeOptions: {
							loadOptionsMethod: 'getResultValues',
							loadOptionsDependsOn: ['sourceId'],
						},
						default: [],
						description: 'Only these results, of those seen so far. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
				],
				default: {},
				description: 'All of them must match; within one filter any value may',
				placeholder: 'Add filter',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				options: [
					{
						displayName: 'Output',
						name: 'output',
						type: 'options',
						options: [
							{
								name: 'Fields of the Vendor',
								value: 'data',
								description: 'Only the fields of the event itself',
							},
							{
								name: 'Full Event',
								value: 'event',
								description: 'The fields under the names of the vendor, the same fields normalized, links to files, and where the event comes from',
							},
						],
						default: 'event',
						description: 'What the item holds',
					},
					{
						displayName: 'While Listening for a Test Event',
						name: 'testEvent',
						type: 'options',
						options: [
							{
								name: 'Send the Last Real Event, or the Sample',
								value: 'latest',
							},
							{ name: 'Send the Sample', value: 'sample' },
							{ name: 'Wait for a Real Event', value: 'wait' },
						],
						default: 'latest',
						description: 'What to send to the editor, so that nobody has to make a phone call',
					},
				],
				default: {},
				placeholder: 'Add option',
			},
		],
	};

	methods = {
		loadOptions: {
			async getSources(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listSources(this, 'vocalis');
			},
			async getAgentIdValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'agent_id');
			},
			async getResultValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'result');
			},
		},
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}

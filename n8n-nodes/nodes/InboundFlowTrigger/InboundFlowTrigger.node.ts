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

export class InboundFlowTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'InboundFlow Trigger',
		name: 'inboundFlowTrigger',
		icon: { light: 'file:inboundflow.svg', dark: 'file:inboundflow.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when InboundFlow reports an event',
		eventTriggerDescription: 'Listening. The last real event, or the sample, is sent at once, unless the options of this node say otherwise.',
		activationMessage: 'The workflow now starts on the events you chose.',
		defaults: { name: 'InboundFlow Trigger' },
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
						value: 'inboundflow.*',
						description: 'Also those that are added later',
					},
					{
						name: 'Appointment Booked',
						value: 'inboundflow.appointment.booked',
						description: 'Triggers when the AI books an appointment during a call',
					},
					{
						name: 'Call Completed',
						value: 'inboundflow.call.completed',
						description: 'Triggers when a call has ended, with its summary and what is known of the caller',
					},
					{
						name: 'Call Transferred',
						value: 'inboundflow.call.transferred',
						description: 'Triggers when the AI transfers a call to a person',
					},
					{
						name: 'Lead Created',
						value: 'inboundflow.lead.created',
						description: 'Triggers when a call brings a new lead',
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
						displayName: 'Minimum Duration (Seconds)',
						name: 'minDurationSeconds',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description: 'Leave out what was shorter, such as calls that were hung up at once',
					},
					{
						displayName: 'Urgency Names or IDs',
						name: 'urgency',
						type: 'multiOptions',
						typeOptions: {
							loadOptionsMethod: 'getUrgencyValues',
							loadOptionsDependsOn: ['sourceId'],
						},
						default: [],
						description: 'Only these urgencies, of those seen so far. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
				return await listSources(this, 'inboundflow');
			},
			async getUrgencyValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'urgency');
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

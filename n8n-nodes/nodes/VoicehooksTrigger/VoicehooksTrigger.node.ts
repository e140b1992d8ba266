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

export class VoicehooksTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Voicehooks Trigger',
		name: 'voicehooksTrigger',
		icon: { light: 'file:voicehooks.svg', dark: 'file:voicehooks.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow on events of VOCALIS, InboundFlow, VoiceHire, and Dexem',
		eventTriggerDescription: 'Listening. The last real event, or the sample, is sent at once, unless the options of this node say otherwise.',
		activationMessage: 'The workflow now starts on the events you chose.',
		defaults: { name: 'Voicehooks Trigger' },
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
						name: 'Dexem: All Events',
						value: 'dexem.*',
						description: 'Also those that are added later',
					},
					{
						name: 'Dexem: Call Detail Record',
						value: 'dexem.cdr',
						description: 'Triggers when a conversation ends, with the details of the call',
					},
					{
						name: 'Dexem: Call Received',
						value: 'dexem.call',
						description: 'Triggers when a call is received',
					},
					{
						name: 'Dexem: User Action',
						value: 'dexem.user',
						description: 'Triggers when a declared user of the account does something in it',
					},
					{
						name: 'InboundFlow: All Events',
						value: 'inboundflow.*',
						description: 'Also those that are added later',
					},
					{
						name: 'InboundFlow: Appointment Booked',
						value: 'inboundflow.appointment.booked',
						description: 'Triggers when the AI books an appointment during a call',
					},
					{
						name: 'InboundFlow: Call Completed',
						value: 'inboundflow.call.completed',
						description: 'Triggers when a call has ended, with its summary and what is known of the caller',
					},
					{
						name: 'InboundFlow: Call Transferred',
						value: 'inboundflow.call.transferred',
						description: 'Triggers when the AI transfers a call to a person',
					},
					{
						name: 'InboundFlow: Lead Created',
						value: 'inboundflow.lead.created',
						description: 'Triggers when a call brings a new lead',
					},
					{
						name: 'VOCALIS: All Events',
						value: 'vocalis.*',
						description: 'Also those that are added later',
					},
					{
						name: 'VOCALIS: Appointment Booked',
						value: 'vocalis.appointment.booked',
						description: 'Triggers when an appointment is confirmed',
					},
					{
						name: 'VOCALIS: Call Ended',
						value: 'vocalis.call.ended',
						description: 'Triggers when a call ends, with its duration, result, emotions and transcript link',
					},
					{
						name: 'VOCALIS: Call Started',
						value: 'vocalis.call.started',
						description: 'Triggers when a call is picked up',
					},
					{
						name: 'VOCALIS: Conversation Tagged',
						value: 'vocalis.conversation.tagged',
						description: 'Triggers when a tag is added to a conversation, automatically or by hand',
					},
					{
						name: 'VOCALIS: Emotion Spike',
						value: 'vocalis.emotion.spike',
						description: 'Triggers when an emotional spike such as anger or distress is detected',
					},
					{
						name: 'VOCALIS: Lead Qualified',
						value: 'vocalis.lead.qualified',
						description: 'Triggers when an agent has qualified a lead because the criteria are met',
					},
					{
						name: 'VoiceHire: All Events',
						value: 'voicehire.*',
						description: 'Also those that are added later',
					},
					{
						name: 'VoiceHire: Campaign Created',
						value: 'voicehire.campaign.created',
						description: 'Triggers when a new campaign is created',
					},
					{
						name: 'VoiceHire: Campaign Status Changed',
						value: 'voicehire.campaign.status_changed',
						description: 'Triggers when the status of a campaign changes',
					},
					{
						name: 'VoiceHire: Candidate Added',
						value: 'voicehire.candidate.added',
						description: 'Triggers when a candidate is added to a campaign',
					},
					{
						name: 'VoiceHire: Candidate Sourced',
						value: 'voicehire.candidate.sourced',
						description: 'Triggers when a candidate is sourced by text message',
					},
					{
						name: 'VoiceHire: Credits Depleted',
						value: 'voicehire.credits.depleted',
						description: 'Triggers when your credits are used up',
					},
					{
						name: 'VoiceHire: Credits Low',
						value: 'voicehire.credits.low',
						description: 'Triggers when your credits fall below the threshold you set (10 by default)',
					},
					{
						name: 'VoiceHire: Interview Completed',
						value: 'voicehire.candidate.interview.completed',
						description: 'Triggers when an interview has been completed',
					},
					{
						name: 'VoiceHire: Interview Completed (Extended)',
						value: 'voicehire.candidate.interview.completed.extended',
						description: 'Triggers when an interview has been completed, with each question and answer',
					},
					{
						name: 'VoiceHire: Interview Failed',
						value: 'voicehire.candidate.interview.failed',
						description: 'Triggers when an interview fails or stays incomplete',
					},
					{
						name: 'VoiceHire: Interview Started',
						value: 'voicehire.candidate.interview.started',
						description: 'Triggers when a phone interview starts',
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
						displayName: 'Campaign Names or IDs',
						name: 'campaignId',
						type: 'multiOptions',
						typeOptions: {
							loadOptionsMethod: 'getCampaignIdValues',
							loadOptionsDependsOn: ['sourceId'],
						},
						default: [],
						description: 'Only these campaigns, of those seen so far. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{
						displayName: 'Failure Reason Names or IDs',
						name: 'failureReason',
						type: 'multiOptions',
						typeOptions: {
							loadOptionsMethod: 'getFailureReasonValues',
							loadOptionsDependsOn: ['sourceId'],
						},
						default: [],
						description: 'Only these reasons of failure, of those seen so far. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
						displayName: 'Minimum Score',
						name: 'minScore',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description: 'Leave out lower scores',
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
					{
						displayName: 'Tracking Number Names or IDs',
						name: 'trackingNumber',
						type: 'multiOptions',
						typeOptions: {
							loadOptionsMethod: 'getTrackingNumberValues',
							loadOptionsDependsOn: ['sourceId'],
						},
						default: [],
						description: 'Only these tracking numbers, of those seen so far. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
					{
						displayName: 'User Names or IDs',
						name: 'user',
						type: 'multiOptions',
						typeOptions: {
							loadOptionsMethod: 'getUserValues',
							loadOptionsDependsOn: ['sourceId'],
						},
						default: [],
						description: 'Only these users, of those seen so far. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
				return await listSources(this, null);
			},
			async getTrackingNumberValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'tracking_number');
			},
			async getUserValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'user');
			},
			async getAgentIdValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'agent_id');
			},
			async getCampaignIdValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'campaign_id');
			},
			async getResultValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'result');
			},
			async getUrgencyValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'urgency');
			},
			async getFailureReasonValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'failure_reason');
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

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

export class VoiceHireTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'VoiceHire Trigger',
		name: 'voiceHireTrigger',
		icon: { light: 'file:voicehire.svg', dark: 'file:voicehire.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when VoiceHire reports an event',
		eventTriggerDescription: 'Listening. The last real event, or the sample, is sent at once, unless the options of this node say otherwise.',
		activationMessage: 'The workflow now starts on the events you chose.',
		defaults: { name: 'VoiceHire Trigger' },
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
						value: 'voicehire.*',
						description: 'Also those that are added later',
					},
					{
						name: 'Campaign Created',
						value: 'voicehire.campaign.created',
						description: 'Triggers when a new campaign is created',
					},
					{
						name: 'Campaign Status Changed',
						value: 'voicehire.campaign.status_changed',
						description: 'Triggers when the status of a campaign changes',
					},
					{
						name: 'Candidate Added',
						value: 'voicehire.candidate.added',
						description: 'Triggers when a candidate is added to a campaign',
					},
					{
						name: 'Candidate Sourced',
						value: 'voicehire.candidate.sourced',
						description: 'Triggers when a candidate is sourced by text message',
					},
					{
						name: 'Credits Depleted',
						value: 'voicehire.credits.depleted',
						description: 'Triggers when your credits are used up',
					},
					{
						name: 'Credits Low',
						value: 'voicehire.credits.low',
						description: 'Triggers when your credits fall below the threshold you set (10 by default)',
					},
					{
						name: 'Interview Completed',
						value: 'voicehire.candidate.interview.completed',
						description: 'Triggers when an interview has been completed',
					},
					{
						name: 'Interview Completed (Extended)',
						value: 'voicehire.candidate.interview.completed.extended',
						description: 'Triggers when an interview has been completed, with each question and answer',
					},
					{
						name: 'Interview Failed',
						value: 'voicehire.candidate.interview.failed',
						description: 'Triggers when an interview fails or stays incomplete',
					},
					{
						name: 'Interview Started',
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
						displayName: 'Minimum Score',
						name: 'minScore',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description: 'Leave out lower scores',
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
				return await listSources(this, 'voicehire');
			},
			async getCampaignIdValues(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await listFilterValues(this, 'campaign_id');
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

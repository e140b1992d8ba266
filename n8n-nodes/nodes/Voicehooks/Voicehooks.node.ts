// Generated from core by `npm run generate`: do not edit.
import {
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { execute } from '../../shared/execute.ts';
import { listSources } from '../../shared/load-options.ts';

export class Voicehooks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Voicehooks',
		name: 'voicehooks',
		icon: { light: 'file:voicehooks.svg', dark: 'file:voicehooks.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and replay call events, start calls and source candidates',
		defaults: { name: 'Voicehooks' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'voicehooksApi', required: true },
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Call', value: 'call' },
					{ name: 'Candidate', value: 'candidate' },
					{ name: 'Delivery', value: 'delivery' },
					{ name: 'Event', value: 'event' },
					{ name: 'Subscription', value: 'subscription' },
				],
				default: 'event',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: {
					show: {
						resource: ['event'],
					},
				},
				options: [
					{
						name: 'Get',
						value: 'get',
						description: 'Get an event with what became of it',
						action: 'Get an event',
					},
					{
						name: 'Get Many',
						value: 'getAll',
						description: 'Get the events received, newest first',
						action: 'Get many events',
					},
					{
						name: 'Replay',
						value: 'replay',
						description: 'Deliver an event again',
						action: 'Replay an event',
					},
				],
				default: 'get',
			},
			{
				displayName: 'Event ID',
				name: 'eventId',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['event'],
						operation: ['get'],
					},
				},
				default: '',
				placeholder: 'msg_…',
			},
			{
				displayName: 'Return All',
				name: 'returnAll',
				type: 'boolean',
				displayOptions: {
					show: {
						resource: ['event'],
						operation: ['getAll'],
					},
				},
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			},
			{
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				displayOptions: {
					show: {
						resource: ['event'],
						operation: ['getAll'],
						returnAll: [false],
					},
				},
				default: 50,
				description: 'Max number of results to return',
			},
			{
				displayName: 'Filters',
				name: 'filters',
				type: 'collection',
				displayOptions: {
					show: {
						resource: ['event'],
						operation: ['getAll'],
					},
				},
				options: [
					{
						displayName: 'Call ID',
						name: 'callId',
						type: 'string',
						default: '',
						description: 'Events of one call',
					},
					{
						displayName: 'Candidate ID',
						name: 'candidateId',
						type: 'string',
						default: '',
						description: 'Events of one candidate',
					},
					{
						displayName: 'Email',
						name: 'email',
						type: 'string',
						default: '',
						description: 'Events about this person',
						placeholder: 'name@email.com',
					},
					{
						displayName: 'Events',
						name: 'events',
						type: 'multiOptions',
						options: [
							{ name: 'Dexem: Call Detail Record', value: 'dexem.cdr' },
							{ name: 'Dexem: Call Received', value: 'dexem.call' },
							{ name: 'Dexem: User Action', value: 'dexem.user' },
							{
								name: 'InboundFlow: Appointment Booked',
								value: 'inboundflow.appointment.booked',
							},
							{
								name: 'InboundFlow: Call Completed',
								value: 'inboundflow.call.completed',
							},
							{
								name: 'InboundFlow: Call Transferred',
								value: 'inboundflow.call.transferred',
							},
							{
								name: 'InboundFlow: Lead Created',
								value: 'inboundflow.lead.created',
							},
							{
								name: 'VOCALIS: Appointment Booked',
								value: 'vocalis.appointment.booked',
							},
							{ name: 'VOCALIS: Call Ended', value: 'vocalis.call.ended' },
							{
								name: 'VOCALIS: Call Started',
								value: 'vocalis.call.started',
							},
							{
								name: 'VOCALIS: Conversation Tagged',
								value: 'vocalis.conversation.tagged',
							},
							{
								name: 'VOCALIS: Emotion Spike',
								value: 'vocalis.emotion.spike',
							},
							{
								name: 'VOCALIS: Lead Qualified',
								value: 'vocalis.lead.qualified',
							},
							{
								name: 'VoiceHire: Campaign Created',
								value: 'voicehire.campaign.created',
							},
							{
								name: 'VoiceHire: Campaign Status Changed',
								value: 'voicehire.campaign.status_changed',
							},
							{
								name: 'VoiceHire: Candidate Added',
								value: 'voicehire.candidate.added',
							},
							{
								name: 'VoiceHire: Candidate Sourced',
								value: 'voicehire.candidate.sourced',
							},
							{
								name: 'VoiceHire: Credits Depleted',
								value: 'voicehire.credits.depleted',
							},
							{
								name: 'VoiceHire: Credits Low',
								value: 'voicehire.credits.low',
							},
							{
								name: 'VoiceHire: Interview Completed',
								value: 'voicehire.candidate.interview.completed',
							},
							{
								name: 'VoiceHire: Interview Completed (Extended)',
								value: 'voicehire.candidate.interview.completed.extended',
							},
							{
								name: 'VoiceHire: Interview Failed',
								value: 'voicehire.candidate.interview.failed',
							},
							{
								name: 'VoiceHire: Interview Started',
								value: 'voicehire.candidate.interview.started',
							},
						],
						default: [],
						description: 'Only these event types',
					},
					{
						displayName: 'Include Tests',
						name: 'includeTests',
						type: 'boolean',
						default: true,
						description: 'Whether to return test events too',
					},
					{
						displayName: 'Phone',
						name: 'phone',
						type: 'string',
						default: '',
						description: 'Events about this person; best in international form, such as +33612345678',
					},
					{
						displayName: 'Since',
						name: 'since',
						type: 'dateTime',
						default: '',
						description: 'Received at this time or later',
					},
					{
						displayName: 'Source Name or ID',
						name: 'sourceId',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getSources' },
						default: '',
						description: 'The account at the vendor. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{
						displayName: 'Until',
						name: 'until',
						type: 'dateTime',
						default: '',
						description: 'Received before this time',
					},
				],
				default: {},
				placeholder: 'Add filter',
			},
			{
				displayName: 'Event ID',
				name: 'eventId',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['event'],
						operation: ['replay'],
					},
				},
				default: '',
				placeholder: 'msg_…',
			},
			{
				displayName: 'Subscription ID',
				name: 'subscriptionId',
				type: 'string',
				displayOptions: {
					show: {
						resource: ['event'],
						operation: ['replay'],
					},
				},
				default: '',
				description: 'The one to deliver to; leave empty for all that match',
				placeholder: 'sub_…',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: {
					show: {
						resource: ['subscription'],
					},
				},
				options: [
					{
						name: 'Delete',
						value: 'delete',
						description: 'Delete a subscription, such as one a lost n8n left behind',
						action: 'Delete a subscription',
					},
					{
						name: 'Get Many',
						value: 'getAll',
						description: 'Get the subscriptions with their health',
						action: 'Get many subscriptions',
					},
					{
						name: 'Send Sample',
						value: 'sendSample',
						description: 'Send one test event, marked as such, to a subscription alone',
						action: 'Send a sample to a subscription',
					},
				],
				default: 'delete',
			},
			{
				displayName: 'Subscription ID',
				name: 'subscriptionId',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['subscription'],
						operation: ['delete'],
					},
				},
				default: '',
				placeholder: 'sub_…',
			},
			{
				displayName: 'Return All',
				name: 'returnAll',
				type: 'boolean',
				displayOptions: {
					show: {
						resource: ['subscription'],
						operation: ['getAll'],
					},
				},
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			},
			{
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				displayOptions: {
					show: {
						resource: ['subscription'],
						operation: ['getAll'],
						returnAll: [false],
					},
				},
				default: 50,
				description: 'Max number of results to return',
			},
			{
				displayName: 'Subscription ID',
				name: 'subscriptionId',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['subscription'],
						operation: ['sendSample'],
					},
				},
				default: '',
				placeholder: 'sub_…',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				displayOptions: {
					show: {
						resource: ['subscription'],
						operation: ['sendSample'],
					},
				},
				options: [
					{
						displayName: 'Event',
						name: 'event',
						type: 'options',
						options: [
							{ name: 'Dexem: Call Detail Record', value: 'dexem.cdr' },
							{ name: 'Dexem: Call Received', value: 'dexem.call' },
							{ name: 'Dexem: User Action', value: 'dexem.user' },
							{ name: 'First One It Asks For', value: '' },
							{
								name: 'InboundFlow: Appointment Booked',
								value: 'inboundflow.appointment.booked',
							},
							{
								name: 'InboundFlow: Call Completed',
								value: 'inboundflow.call.completed',
							},
							{
								name: 'InboundFlow: Call Transferred',
								value: 'inboundflow.call.transferred',
							},
							{
								name: 'InboundFlow: Lead Created',
								value: 'inboundflow.lead.created',
							},
							{
								name: 'VOCALIS: Appointment Booked',
								value: 'vocalis.appointment.booked',
							},
							{ name: 'VOCALIS: Call Ended', value: 'vocalis.call.ended' },
							{
								name: 'VOCALIS: Call Started',
								value: 'vocalis.call.started',
							},
							{
								name: 'VOCALIS: Conversation Tagged',
								value: 'vocalis.conversation.tagged',
							},
							{
								name: 'VOCALIS: Emotion Spike',
								value: 'vocalis.emotion.spike',
							},
							{
								name: 'VOCALIS: Lead Qualified',
								value: 'vocalis.lead.qualified',
							},
							{
								name: 'VoiceHire: Campaign Created',
								value: 'voicehire.campaign.created',
							},
							{
								name: 'VoiceHire: Campaign Status Changed',
								value: 'voicehire.campaign.status_changed',
							},
							{
								name: 'VoiceHire: Candidate Added',
								value: 'voicehire.candidate.added',
							},
							{
								name: 'VoiceHire: Candidate Sourced',
								value: 'voicehire.candidate.sourced',
							},
							{
								name: 'VoiceHire: Credits Depleted',
								value: 'voicehire.credits.depleted',
							},
							{
								name: 'VoiceHire: Credits Low',
								value: 'voicehire.credits.low',
							},
							{
								name: 'VoiceHire: Interview Completed',
								value: 'voicehire.candidate.interview.completed',
							},
							{
								name: 'VoiceHire: Interview Completed (Extended)',
								value: 'voicehire.candidate.interview.completed.extended',
							},
							{
								name: 'VoiceHire: Interview Failed',
								value: 'voicehire.candidate.interview.failed',
							},
							{
								name: 'VoiceHire: Interview Started',
								value: 'voicehire.candidate.interview.started',
							},
						],
						default: '',
						description: 'The first one it asks for, unless chosen here',
					},
					{
						displayName: 'Prefer',
						name: 'prefer',
						type: 'options',
						options: [
							{ name: 'Last Real Event', value: 'latest' },
							{ name: 'Sample', value: 'sample' },
						],
						default: 'latest',
						description: 'Where the content comes from',
					},
				],
				default: {},
				placeholder: 'Add option',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: {
					show: {
						resource: ['delivery'],
					},
				},
				options: [
					{
						name: 'Get Many',
						value: 'getAll',
						description: 'Get what was sent, newest first',
						action: 'Get many deliveries',
					},
					{
						name: 'Retry',
						value: 'retry',
						description: 'Deliver again to the same subscription',
						action: 'Retry a delivery',
					},
				],
				default: 'getAll',
			},
			{
				displayName: 'Return All',
				name: 'returnAll',
				type: 'boolean',
				displayOptions: {
					show: {
						resource: ['delivery'],
						operation: ['getAll'],
					},
				},
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			},
			{
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				displayOptions: {
					show: {
						resource: ['delivery'],
						operation: ['getAll'],
						returnAll: [false],
					},
				},
				default: 50,
				description: 'Max number of results to return',
			},
			{
				displayName: 'Filters',
				name: 'filters',
				type: 'collection',
				displayOptions: {
					show: {
						resource: ['delivery'],
						operation: ['getAll'],
					},
				},
				options: [
					{
						displayName: 'Event ID',
						name: 'messageId',
						type: 'string',
						default: '',
						description: 'Deliveries of one event',
					},
					{
						displayName: 'Since',
						name: 'since',
						type: 'dateTime',
						default: '',
						description: 'Received at this time or later',
					},
					{
						displayName: 'Status',
						name: 'status',
						type: 'multiOptions',
						options: [
							{ name: 'Canceled', value: 'canceled' },
							{ name: 'Dead Letter', value: 'dead_letter' },
							{ name: 'Held', value: 'held' },
							{ name: 'Pending', value: 'pending' },
							{ name: 'Succeeded', value: 'succeeded' },
						],
						default: [],
					},
					{
						displayName: 'Subscription ID',
						name: 'subscriptionId',
						type: 'string',
						default: '',
						description: 'Deliveries to one subscription',
					},
					{
						displayName: 'Until',
						name: 'until',
						type: 'dateTime',
						default: '',
						description: 'Received before this time',
					},
				],
				default: {},
				placeholder: 'Add filter',
			},
			{
				displayName: 'Delivery ID',
				name: 'deliveryId',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['delivery'],
						operation: ['retry'],
					},
				},
				default: '',
				placeholder: 'dlv_…',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: {
					show: {
						resource: ['call'],
					},
				},
				options: [
					{
						name: 'Start',
						value: 'start',
						description: 'Have a VOCALIS agent call somebody',
						action: 'Start a call',
					},
				],
				default: 'start',
			},
			{
				displayName: 'Agent ID',
				name: 'agentId',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['call'],
						operation: ['start'],
					},
				},
				default: '',
				placeholder: 'a_42',
			},
			{
				displayName: 'Phone Number',
				name: 'to',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['call'],
						operation: ['start'],
					},
				},
				default: '',
				description: 'The number to call, in international form',
				placeholder: '+33612345678',
			},
			{
				displayName: 'Variables',
				name: 'variables',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				displayOptions: {
					show: {
						resource: ['call'],
						operation: ['start'],
					},
				},
				options: [
					{
						name: 'variable',
						displayName: 'Variable',
						values: [
							{
								displayName: 'Name',
								name: 'name',
								type: 'string',
								default: '',
								description: 'As the agent knows it',
							},
							{
								displayName: 'Value',
								name: 'value',
								type: 'string',
								default: '',
								description: 'Its value for this call',
							},
						],
					},
				],
				default: {},
				description: 'What the agent shall know; it comes back with the events of the call',
				placeholder: 'Add variable',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				displayOptions: {
					show: {
						resource: ['call'],
						operation: ['start'],
					},
				},
				options: [
					{
						displayName: 'Idempotency Key',
						name: 'idempotencyKey',
						type: 'string',
						default: '',
						description: 'Requests with the same key reach the person once within 24 hours. By default the key is made of the execution and the item, so that a retry of the node never rings or texts twice.',
					},
					{
						displayName: 'Source Name or ID',
						name: 'sourceId',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getSources' },
						default: '',
						description: 'The account at the vendor. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
				],
				default: {},
				placeholder: 'Add option',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: {
					show: {
						resource: ['candidate'],
					},
				},
				options: [
					{
						name: 'Source',
						value: 'source',
						description: 'Add a candidate to a VoiceHire campaign, which texts them',
						action: 'Source a candidate',
					},
				],
				default: 'source',
			},
			{
				displayName: 'Campaign ID',
				name: 'campaignId',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['candidate'],
						operation: ['source'],
					},
				},
				default: '',
				placeholder: 'e.g. 42',
			},
			{
				displayName: 'First Name',
				name: 'firstName',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['candidate'],
						operation: ['source'],
					},
				},
				default: '',
				placeholder: 'e.g. Marie',
			},
			{
				displayName: 'Last Name',
				name: 'lastName',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['candidate'],
						operation: ['source'],
					},
				},
				default: '',
				placeholder: 'e.g. Dupont',
			},
			{
				displayName: 'Phone Number',
				name: 'phone',
				type: 'string',
				required: true,
				displayOptions: {
					show: {
						resource: ['candidate'],
						operation: ['source'],
					},
				},
				default: '',
				placeholder: '+33612345678',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				displayOptions: {
					show: {
						resource: ['candidate'],
						operation: ['source'],
					},
				},
				options: [
					{
						displayName: 'Email',
						name: 'email',
						type: 'string',
						default: '',
						description: 'Email address of the candidate',
						placeholder: 'name@email.com',
					},
					{
						displayName: 'Idempotency Key',
						name: 'idempotencyKey',
						type: 'string',
						default: '',
						description: 'Requests with the same key reach the person once within 24 hours. By default the key is made of the execution and the item, so that a retry of the node never rings or texts twice.',
					},
					{
						displayName: 'Source Name or ID',
						name: 'sourceId',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getSources' },
						default: '',
						description: 'The account at the vendor. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this);
	}
}

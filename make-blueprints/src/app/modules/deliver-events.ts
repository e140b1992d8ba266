import { catalogue } from '@voicehooks/core';
import type { JsonObject, Module } from '../component.ts';
import { rpcIds, rpcUrl, sourceField } from '../form.ts';
import { connectionId } from '../identity.ts';
import { type Parameter, parametersJson } from '../parameter.ts';
import { pathWith } from '../request.ts';
import { eventIdField } from './read-events.ts';

/** What both answer. */
const startedInterface: readonly Parameter[] = [
	{ name: 'id', type: 'text', label: 'Event ID' },
	{ name: 'deliveries', type: 'integer', label: 'Deliveries Started' },
];
const startedSample: JsonObject = { id: 'msg_01kj80n8mg0000000000000000', deliveries: 1 };

export const replayEvent = (): Module => ({
	type: 'module',
	id: 'replayEvent',
	label: 'Replay an Event',
	description: 'Delivers an event again, to one subscription or to every one that matches now.',
	moduleType: 'action',
	actionCrud: 'create',
	group: 'Events',
	connection: connectionId,
	sections: {
		communication: {
			...pathWith('/v1/messages', 'parameters.id', '/replay'),
			method: 'POST',
			body: { subscription_id: '{{parameters.subscription_id}}' },
			response: { output: '{{body}}' },
		},
		mappableParams: [
			eventIdField,
			{
				name: 'subscription_id',
				type: 'select',
				label: 'Subscription',
				help: 'Where to. Leave empty for every subscription that matches.',
				options: rpcUrl(rpcIds.subscriptions),
			},
		],
		interface: parametersJson(startedInterface),
		samples: startedSample,
	},
});

export const sendSample = (): Module => ({
	type: 'module',
	id: 'sendSample',
	label: 'Send a Sample',
	description:
		'Plays a sample event of a source through the whole pipe, signed as its vendor signs, to the sandbox and the chosen subscriptions.',
	moduleType: 'action',
	actionCrud: 'create',
	group: 'Events',
	connection: connectionId,
	sections: {
		communication: {
			...pathWith('/v1/sources', 'parameters.source_id', '/test'),
			method: 'POST',
			body: {
				event: '{{parameters.event}}',
				subscription_ids: '{{parameters.subscription_ids}}',
			},
			response: { output: '{{body}}' },
		},
		mappableParams: [
			{ ...sourceField(catalogue(), 'Whose event to play.'), required: true },
			{
				name: 'event',
				type: 'select',
				label: 'Event Type',
				help: 'One of the source’s vendor.',
				required: true,
				options: rpcUrl(rpcIds.eventTypes),
			},
			{
				name: 'subscription_ids',
				type: 'select',
				label: 'Subscriptions',
				help: 'Who gets it beside the sandbox. The event is marked as a test.',
				multiple: true,
				options: rpcUrl(rpcIds.subscriptions),
			},
		],
		interface: parametersJson(startedInterface),
		samples: startedSample,
	},
});

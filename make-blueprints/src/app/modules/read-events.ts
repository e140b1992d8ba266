import { catalogue } from '@voicehooks/core';
import type { JsonObject, Module } from '../component.ts';
import { eventInterface, eventSample } from '../event-output.ts';
import { eventTypesField, filterFields, filterValues, limitField, sourceField } from '../form.ts';
import { connectionId } from '../identity.ts';
import { type Parameter, parametersJson } from '../parameter.ts';
import { pathWith } from '../request.ts';

const pageSize = 100;

/** Every page of a search, as far as the limit goes. People are searched for in a body, not a URL. */
export const searchMessages = (body: JsonObject): JsonObject => ({
	url: '/v1/messages/search',
	method: 'POST',
	body: { ...body, order: 'desc', limit: pageSize },
	response: {
		limit: '{{parameters.limit}}',
		iterate: '{{body.data}}',
		output: '{{item}}',
	},
	pagination: {
		mergeWithParent: true,
		condition: '{{body.has_more}}',
		body: { cursor: '{{body.next_cursor}}' },
	},
});

/** What `GET /v1/messages/{id}` tells beside the event. */
const detailFields: readonly Parameter[] = [
	{ name: 'status', type: 'text', label: 'Status' },
	{ name: 'duplicates', type: 'integer', label: 'Duplicates Received' },
	{ name: 'marks', type: 'array', label: 'What Was Odd' },
	{ name: 'origin', type: 'text', label: 'Origin' },
	{ name: 'receipt_id', type: 'text', label: 'Receipt ID' },
	{
		name: 'deliveries',
		type: 'array',
		label: 'Deliveries',
		spec: [
			{ name: 'id', type: 'text', label: 'Delivery ID' },
			{ name: 'subscription_id', type: 'text', label: 'Subscription ID' },
			{ name: 'status', type: 'text', label: 'Status' },
		],
	},
];
const detailSample = {
	status: 'accepted',
	duplicates: 0,
	marks: [],
	origin: 'ingest',
	receipt_id: 'rcp_01kj80n8mg0000000000000000',
	deliveries: [
		{
			id: 'dlv_01kj80n8mg0000000000000000',
			subscription_id: 'sub_01kj80n8mg0000000000000000',
			status: 'succeeded',
		},
	],
};

/** The event to read or to deliver again. */
export const eventIdField: JsonObject = {
	name: 'id',
	type: 'text',
	label: 'Event ID',
	help: 'Starts with `msg_`. Map the event ID of a trigger or a search.',
	required: true,
};

/** A search over everything that `POST /v1/messages/search` takes. */
export const listEvents = (): Module => ({
	type: 'module',
	id: 'listEvents',
	label: 'List Events',
	description: 'Lists received events, newest first, by type, source, time, person or value.',
	moduleType: 'search',
	group: 'Events',
	connection: connectionId,
	sections: {
		communication: searchMessages({
			type: '{{parameters.event_types}}',
			source_id: '{{parameters.source_id}}',
			since: '{{parameters.since}}',
			until: '{{parameters.until}}',
			phone: '{{parameters.phone}}',
			email: '{{parameters.email}}',
			...filterValues(catalogue()),
		}),
		mappableParams: [
			eventTypesField(catalogue(), 'Leave empty for all of them.'),
			sourceField(catalogue(), 'Only events of this source. Leave empty for all.'),
			{ name: 'since', type: 'date', label: 'Received Since', help: 'This moment is included.' },
			{ name: 'until', type: 'date', label: 'Received Until', help: 'This moment is excluded.' },
			{
				name: 'phone',
				type: 'text',
				label: 'Phone',
				help: 'Any spelling; numbers without a country are read as French.',
			},
			{ name: 'email', type: 'email', label: 'Email' },
			...filterFields(catalogue()),
			limitField(10, 'The most events that this module returns.'),
		],
		interface: parametersJson(eventInterface(catalogue())),
		samples: eventSample(catalogue()),
	},
});

export const getEvent = (): Module => ({
	type: 'module',
	id: 'getEvent',
	label: 'Get an Event',
	description: 'Returns an event by its ID, with its duplicates and deliveries.',
	moduleType: 'action',
	actionCrud: 'read',
	group: 'Events',
	connection: connectionId,
	sections: {
		communication: {
			...pathWith('/v1/messages', 'parameters.id'),
			method: 'GET',
			response: { output: '{{body}}' },
		},
		mappableParams: [eventIdField],
		interface: parametersJson([...eventInterface(catalogue()), ...detailFields]),
		samples: { ...eventSample(catalogue()), ...detailSample },
	},
});

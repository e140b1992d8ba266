import { type CatalogueEntry, catalogue, type Field } from '@voicehooks/core';
import type { Module } from '../component.ts';
import { eventInterface, eventSample } from '../event-output.ts';
import { limitField } from '../form.ts';
import { connectionId } from '../identity.ts';
import { parametersJson } from '../parameter.ts';
import { searchMessages } from './read-events.ts';

/** Event types that belong to one call. */
const callEvents = (): readonly CatalogueEntry[] =>
	catalogue().filter(({ fields, category }) => category === 'call' || fillsCallId(fields));

const fillsCallId = (fields: readonly Field[]): boolean =>
	fields.some((field) => field.normalized === 'call_id' || fillsCallId(field.children ?? []));

/** A search for what one call, or one caller, is about. */
export const findCall = (): Module => ({
	type: 'module',
	id: 'findCall',
	label: 'Find a Call',
	description: 'Finds the events of a call by its ID, its phone number or an email address.',
	moduleType: 'search',
	group: 'Calls',
	connection: connectionId,
	sections: {
		communication: searchMessages({
			type: callEvents().map(({ type }) => type),
			call_id: '{{parameters.call_id}}',
			phone: '{{parameters.phone}}',
			email: '{{parameters.email}}',
		}),
		mappableParams: [
			{
				name: 'by',
				type: 'select',
				label: 'Find By',
				required: true,
				mappable: false,
				options: [
					{
						label: 'Call ID',
						value: 'call_id',
						default: true,
						nested: [
							{
								name: 'call_id',
								type: 'text',
								label: 'Call ID',
								help: 'The vendor’s own, as in `normalized`.',
								required: true,
							},
						],
					},
					{
						label: 'Phone Number',
						value: 'phone',
						nested: [
							{
								name: 'phone',
								type: 'text',
								label: 'Phone',
								help: 'Any spelling; numbers without a country are read as French.',
								required: true,
							},
						],
					},
					{
						label: 'Email',
						value: 'email',
						nested: [{ name: 'email', type: 'email', label: 'Email', required: true }],
					},
				],
			},
			limitField(10, 'The most events that this module returns, newest first.'),
		],
		interface: parametersJson(eventInterface(callEvents())),
		samples: eventSample(callEvents()),
	},
});

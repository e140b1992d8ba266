import type { JsonObject, Rpc } from './component.ts';
import { rpcIds } from './form.ts';
import { connectionId } from './identity.ts';
import { sanitized } from './request.ts';

/** More than a dropdown can show (Make, "Dynamic options RPC": a limit is required). */
const optionLimit = 500;

const rpc = (id: string, label: string, communication: JsonObject): Rpc => ({
	type: 'rpc',
	id,
	label,
	connection: connectionId,
	sections: { communication, params: [] },
});

const nextPage: JsonObject = {
	condition: '{{body.has_more}}',
	qs: { cursor: '{{body.next_cursor}}' },
};

/** Where a form names no list, every item is in it. */
const isListed = (list: string, item: string): string =>
	`{{contains(split(ifempty(parameters.${list}, ${item}), ','), ${item})}}`;

/** What fills the dropdowns of forms. */
export const rpcs: readonly Rpc[] = [
	rpc(rpcIds.eventTypes, 'List Event Types', {
		url: '/v1/event-types',
		method: 'GET',
		response: {
			limit: optionLimit,
			iterate: { container: '{{body.data}}', condition: isListed('types', 'item.type') },
			output: { label: '{{item.label.en}} ({{item.type}})', value: '{{item.type}}' },
		},
	}),
	rpc(rpcIds.sources, 'List Sources', {
		url: '/v1/sources',
		method: 'GET',
		qs: { limit: 100 },
		response: {
			limit: optionLimit,
			iterate: { container: '{{body.data}}', condition: isListed('vendors', 'item.vendor') },
			output: { label: '{{item.name}} ({{item.vendor}})', value: '{{item.id}}' },
		},
		pagination: nextPage,
	}),
	rpc(rpcIds.filterValues, 'List Filter Values', {
		url: '/v1/filter-values',
		method: 'GET',
		qs: { field: '{{parameters.field}}', source_id: '{{parameters.source_id}}' },
		response: {
			limit: optionLimit,
			iterate: '{{body.data}}',
			output: { label: '{{item.value}}', value: '{{item.value}}' },
		},
	}),
	rpc(rpcIds.subscriptions, 'List Subscriptions', {
		url: '/v1/subscriptions',
		method: 'GET',
		qs: { limit: 100 },
		response: {
			limit: optionLimit,
			iterate: '{{body.data}}',
			output: {
				label: "{{ifempty(item.name, item.platform + ' ' + item.id)}}",
				value: '{{item.id}}',
			},
		},
		pagination: nextPage,
		// Their URLs let anyone post to a scenario.
		log: { sanitize: [...sanitized.sanitize, 'response.body.data'] },
	}),
];

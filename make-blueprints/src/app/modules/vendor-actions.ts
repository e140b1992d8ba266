import { vendorCatalogue } from '@voicehooks/core';
import type { JsonObject, Module } from '../component.ts';
import { rpcIds, rpcUrl } from '../form.ts';
import { connectionId } from '../identity.ts';
import { parametersJson } from '../parameter.ts';
import { pathWith } from '../request.ts';

const vendorsWith = (action: string): string =>
	vendorCatalogue()
		.filter(({ actions }) => actions.includes(action))
		.map(({ id }) => id)
		.join(',');

const sourceWith = (action: string): JsonObject => ({
	name: 'source_id',
	type: 'select',
	label: 'Source',
	help: 'Whose API key to use. Leave empty when there is only one.',
	options: rpcUrl(rpcIds.sources, { vendors: vendorsWith(action) }),
});

/** Required by the service, since it reaches people: only the user knows what must not happen twice. */
const idempotencyField: JsonObject = {
	name: 'idempotency_key',
	type: 'text',
	label: 'Idempotency Key',
	help: 'What this is done for, so that it is done once: map an ID, such as the event ID of the trigger. The same key does nothing new for 24 hours, even if the scenario runs again.',
	required: true,
	validate: { max: 255 },
};
const idempotencyHeader: JsonObject = { 'idempotency-key': '{{parameters.idempotency_key}}' };

export const startCall = (): Module => ({
	type: 'module',
	id: 'startCall',
	label: 'Start a Call',
	description: 'Has an AI agent call a phone number.',
	moduleType: 'action',
	actionCrud: 'create',
	group: 'Calls',
	connection: connectionId,
	sections: {
		communication: {
			url: '/v1/calls',
			method: 'POST',
			headers: idempotencyHeader,
			body: {
				agent_id: '{{parameters.agent_id}}',
				to: '{{parameters.to}}',
				variables: "{{toCollection(parameters.variables, 'name', 'value')}}",
				source_id: '{{parameters.source_id}}',
			},
			response: { output: '{{body}}' },
		},
		mappableParams: [
			{
				name: 'agent_id',
				type: 'select',
				label: 'Agent ID',
				help: 'Those seen in events are listed; any other can be typed.',
				required: true,
				mode: 'edit',
				options: rpcUrl(rpcIds.filterValues, { field: 'agent_id' }),
			},
			{
				name: 'to',
				type: 'text',
				label: 'Phone Number',
				help: 'In international form, for example `+33612345678`.',
				required: true,
			},
			{
				name: 'variables',
				type: 'array',
				label: 'Variables',
				help: 'What the agent should know. Comes back as `context` on the later events of the call.',
				spec: [
					{ name: 'name', type: 'text', label: 'Name', required: true },
					{ name: 'value', type: 'text', label: 'Value' },
				],
			},
			sourceWith('start_call'),
			idempotencyField,
		],
		interface: parametersJson([
			{ name: 'call_id', type: 'text', label: 'Call ID' },
			{ name: 'source_id', type: 'text', label: 'Source ID' },
			{ name: 'sandbox', type: 'boolean', label: 'Played by the Sandbox' },
			{ name: 'vendor_response', type: 'collection', label: 'The Vendor’s Answer' },
		]),
		samples: {
			call_id: 'c_01HXYZ',
			source_id: 'src_01kj80n8mg0000000000000000',
			sandbox: false,
			vendor_response: {},
		},
	},
});

/** The vendor takes 100 candidates at once. */
const maxCandidates = 100;

export const sourceCandidates = (): Module => ({
	type: 'module',
	id: 'sourceCandidates',
	label: 'Source Candidates',
	description: 'Adds candidates to a campaign, which texts them.',
	moduleType: 'action',
	actionCrud: 'create',
	group: 'Campaigns',
	connection: connectionId,
	sections: {
		communication: {
			...pathWith('/v1/campaigns', 'parameters.campaign_id', '/source'),
			method: 'POST',
			headers: idempotencyHeader,
			body: {
				candidates: '{{parameters.candidates}}',
				source_id: '{{parameters.source_id}}',
			},
			response: { output: '{{body}}' },
		},
		mappableParams: [
			{
				name: 'campaign_id',
				type: 'select',
				label: 'Campaign ID',
				help: 'Those seen in events are listed; any other can be typed.',
				required: true,
				mode: 'edit',
				options: rpcUrl(rpcIds.filterValues, { field: 'campaign_id' }),
			},
			{
				name: 'candidates',
				type: 'array',
				label: 'Candidates',
				required: true,
				validate: { minItems: 1, maxItems: maxCandidates },
				spec: [
					{ name: 'first_name', type: 'text', label: 'First Name', required: true },
					{ name: 'last_name', type: 'text', label: 'Last Name', required: true },
					{
						name: 'phone',
						type: 'text',
						label: 'Phone',
						help: 'For example `+33612345678` or `0612345678`.',
						required: true,
					},
					{ name: 'email', type: 'email', label: 'Email' },
				],
			},
			sourceWith('source_candidates'),
			idempotencyField,
		],
		interface: parametersJson([
			{ name: 'campaign_id', type: 'text', label: 'Campaign ID' },
			{ name: 'source_id', type: 'text', label: 'Source ID' },
			{ name: 'sandbox', type: 'boolean', label: 'Played by the Sandbox' },
			{ name: 'candidates_sourced', type: 'integer', label: 'Candidates Sourced' },
			{ name: 'candidates_skipped', type: 'integer', label: 'Candidates Skipped' },
			{ name: 'sms_sent', type: 'integer', label: 'Text Messages Sent' },
			{ name: 'errors', type: 'array', label: 'Errors' },
		]),
		samples: {
			campaign_id: 'abc123def456',
			source_id: 'src_01kj80n8mg0000000000000000',
			sandbox: false,
			candidates_sourced: 1,
			candidates_skipped: 0,
			sms_sent: 1,
			errors: [],
		},
	},
});

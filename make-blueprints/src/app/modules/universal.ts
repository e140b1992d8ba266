import type { JsonObject, Module } from '../component.ts';
import { connectionId } from '../identity.ts';
import { parametersJson } from '../parameter.ts';

const pairs = (name: string, label: string, extra: JsonObject = {}): JsonObject => ({
	name,
	type: 'array',
	label,
	...extra,
	spec: [
		{ name: 'key', type: 'text', label: 'Key', required: true },
		{ name: 'value', type: 'text', label: 'Value' },
	],
});
const spread = (list: string): JsonObject => ({
	'{{...}}': `{{toCollection(parameters.${list}, 'key', 'value')}}`,
});

/** Every app has to have one: it reaches the routes that no module is made for. */
export const makeApiCall = (): Module => ({
	type: 'module',
	id: 'makeApiCall',
	label: 'Make an API Call',
	description: 'Performs an arbitrary authorized API call.',
	moduleType: 'universal',
	group: 'Other',
	connection: connectionId,
	sections: {
		communication: {
			// Make joins it to the base URL and drops doubled slashes: it cannot lead elsewhere.
			url: '/{{parameters.url}}',
			method: '{{parameters.method}}',
			headers: spread('headers'),
			qs: spread('qs'),
			body: '{{parameters.body}}',
			type: 'text',
			response: {
				output: { statusCode: '{{statusCode}}', headers: '{{headers}}', body: '{{body}}' },
			},
		},
		mappableParams: [
			{
				name: 'url',
				type: 'text',
				label: 'URL',
				help: 'A path relative to your service URL, for example `v1/me`. Your service lists them all at `/openapi.json`.',
				required: true,
			},
			{
				name: 'method',
				type: 'select',
				label: 'Method',
				required: true,
				options: ['GET', 'POST', 'PATCH', 'DELETE'].map((method) => ({
					label: method,
					value: method,
					...(method === 'GET' ? { default: true } : {}),
				})),
			},
			pairs('headers', 'Headers', {
				help: 'The authorization is added for you.',
				default: [{ key: 'content-type', value: 'application/json' }],
			}),
			pairs('qs', 'Query String'),
			{ name: 'body', type: 'any', label: 'Body' },
		],
		interface: parametersJson([
			{ name: 'statusCode', type: 'integer', label: 'Status Code' },
			{ name: 'headers', type: 'collection', label: 'Headers' },
			{ name: 'body', type: 'any', label: 'Body' },
		]),
		samples: { statusCode: 200, headers: { 'content-type': 'application/json' }, body: {} },
	},
});

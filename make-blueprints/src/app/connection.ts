import type { Connection } from './component.ts';
import { connectionId, identity } from './identity.ts';
import { errors, headersOf, responseTypes, sanitized } from './request.ts';

/** The service's URL and an API key, checked with `GET /v1/me`. */
export const connection: Connection = {
	type: 'connection',
	id: connectionId,
	label: identity.label,
	sections: {
		communication: {
			url: '{{parameters.baseUrl}}/v1/me',
			method: 'GET',
			headers: headersOf('parameters.apiKey'),
			response: {
				type: responseTypes,
				valid: {
					condition:
						"{{if(body.account_name && contains(ifempty(body.scopes, emptyarray), 'read'), true, false)}}",
					message:
						'This is not a voicehooks service, or the API key lacks the scope “read”. Check the service URL, or create a key with the scopes “read” and “subscribe” in its dashboard.',
					type: 'InvalidConfigurationError',
				},
				metadata: { type: 'text', value: '{{body.account_name}}' },
				error: errors,
			},
			log: sanitized,
		},
		params: [
			{
				name: 'baseUrl',
				type: 'url',
				label: 'Service URL',
				help: 'The address of your receiver-service, without a slash at its end, for example `https://hooks.example.com`.',
				required: true,
				validate: { pattern: '^https://[^/?#\\s]+(/[^/?#\\s]+)*$' },
			},
			{
				name: 'apiKey',
				type: 'password',
				label: 'API Key',
				help: 'Created in the dashboard of your receiver-service. Starts with `vhk_`. Triggers need the scopes `read` and `subscribe`; starting calls and sourcing candidates needs `call`, sending a sample `publish`.',
				required: true,
			},
		],
	},
};

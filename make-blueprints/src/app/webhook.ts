import type { JsonObject, Webhook } from './component.ts';
import { eventTypesField, filterFields, filterValues, sourceField } from './form.ts';
import { connectionId } from './identity.ts';
import { errors, headersOf, responseTypes, sanitized } from './request.ts';
import type { Subject } from './subjects.ts';

/** How old a delivery may be: each attempt has a timestamp of its own (Standard Webhooks). */
const toleranceSeconds = 300;

const timestamp = 'headers.`webhook-timestamp`';
const signatures = 'headers.`x-voicehooks-signature`';

/**
 * Whether our service sent this body now (contract, "What a hook URL receives"). `createJSON(body)`
 * gives back the signed text, since it was written by JSON.stringify. What attach stored is `data`
 * here; without a secret, sha256 would be a plain hash that anyone can make, hence the guard. Always
 * a boolean: Make drops a request only on `false`.
 */
const authentic = `{{if(${[
	'data.secret',
	`abs(formatDate(now, 'X') - ifempty(${timestamp}, 0)) <= ${toleranceSeconds}`,
	`contains(split(ifempty(${signatures}, '-'), ','), 'v1=' + sha256(ifempty(${timestamp}, '') + '.' + createJSON(body), 'hex', data.secret))`,
].join(' && ')}, true, false)}}`;

const communication: JsonObject = {
	temp: { authentic },
	condition: '{{temp.authentic}}',
	respond: { status: 200, type: 'json', body: { accepted: true } },
	output: '{{body}}',
	log: { sanitize: [...sanitized.sanitize, 'request.headers.x-voicehooks-signature'] },
};

const chosenTypes = ({ eventTypes }: Subject): string =>
	`{{if(length(ifempty(parameters.event_types, '')) > 0, parameters.event_types, split('${eventTypes.join(',')}', ','))}}`;

/**
 * Registers Make's URL. The service keeps one subscription for each URL, so the same request also
 * changes it, and is answered with the same id and secret (contract, "identity").
 */
const subscribe = (subject: Subject): JsonObject => ({
	url: '{{connection.baseUrl}}/v1/subscriptions',
	method: 'POST',
	headers: headersOf('connection.apiKey'),
	body: {
		url: '{{webhook.url}}',
		platform: 'make',
		name: `Make: ${subject.label}`,
		event_types: chosenTypes(subject),
		source_id: '{{parameters.source_id}}',
		filter: filterValues(subject.entries),
		client: { node_name: subject.moduleId },
	},
	response: {
		type: responseTypes,
		data: { id: '{{body.id}}', secret: '{{body.secret}}' },
		error: errors,
	},
	log: sanitized,
});

/** The service answers 204 also for one that is gone. Without an id there is nothing to delete. */
const unsubscribe: JsonObject = {
	url: '{{connection.baseUrl}}/v1/subscriptions/{{webhook.id}}',
	method: 'DELETE',
	headers: headersOf('connection.apiKey'),
	condition: '{{if(webhook.id, true, false)}}',
	response: { type: responseTypes, error: errors },
	log: sanitized,
};

/** A dedicated webhook: attach when the user makes it, update when they change it, detach at its end. */
export const webhookOf = (subject: Subject): Webhook => ({
	type: 'webhook',
	id: subject.webhookId,
	label: subject.label,
	connection: connectionId,
	sections: {
		communication,
		params: [
			eventTypesField(subject.entries, 'Leave empty for all of them.'),
			sourceField(subject.entries, 'Only events of this source. Leave empty for all.'),
			...filterFields(subject.entries),
		],
		attach: subscribe(subject),
		detach: unsubscribe,
		update: subscribe(subject),
	},
});

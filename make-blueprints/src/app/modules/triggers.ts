import { catalogue } from '@voicehooks/core';
import type { JsonObject, Module } from '../component.ts';
import { eventInterface, eventSample } from '../event-output.ts';
import { eventTypesField, filterFields, filterValues, limitField, sourceField } from '../form.ts';
import { connectionId } from '../identity.ts';
import { parametersJson } from '../parameter.ts';
import type { Subject } from '../subjects.ts';

/** A bundle for each delivery, as it came: the webhook has checked it, nothing is requested. */
export const instantTrigger = (subject: Subject): Module => ({
	type: 'module',
	id: subject.moduleId,
	label: subject.label,
	description: subject.description,
	moduleType: 'instant_trigger',
	group: 'Triggers',
	webhook: subject.webhookId,
	sections: {
		communication: {},
		staticParams: [],
		interface: parametersJson(eventInterface(subject.entries)),
		samples: eventSample(subject.entries),
	},
});

/**
 * An event is listed by its time of receipt, a moment before it is stored: a poll that ended at its
 * own time could miss one that was just on its way, so it ends a little earlier.
 */
const settledSeconds = 10;
const rfc3339 = (date: string): string =>
	`{{formatDate(${date}, 'YYYY-MM-DDTHH:mm:ss.SSS[Z]', 'UTC')}}`;

/** The most that a page and the list of starting points hold (contract, "limit"). */
const pageSize = 100;

const search = (body: JsonObject): JsonObject => ({
	url: '/v1/messages/search',
	method: 'POST',
	body: { ...body, limit: pageSize },
});
const chosen = (): JsonObject => ({
	type: '{{parameters.event_types}}',
	source_id: '{{parameters.source_id}}',
	...filterValues(catalogue()),
});

/** The polling twin, for those whose receiver-service cannot reach Make, and for catching up. */
export const pollingTrigger = (): Module => ({
	type: 'module',
	id: 'watchNewEvents',
	label: 'Watch New Events',
	description:
		'Triggers when an event has been received, on the schedule of the scenario. Needs no webhook.',
	moduleType: 'trigger',
	group: 'Triggers',
	connection: connectionId,
	sections: {
		communication: {
			...search({
				...chosen(),
				order: 'asc',
				// Inclusive; Make itself leaves out what it has seen.
				since: rfc3339("ifempty(data.lastDate, '1970-01-01T00:00:00.000Z')"),
				until: rfc3339(`addSeconds(now, -${settledSeconds})`),
			}),
			response: {
				limit: '{{parameters.limit}}',
				iterate: '{{body.data}}',
				trigger: {
					type: 'date',
					order: 'asc',
					id: '{{item.id}}',
					date: '{{item.received_at}}',
				},
				output: '{{item}}',
			},
			pagination: {
				mergeWithParent: true,
				condition: '{{body.has_more}}',
				body: { cursor: '{{body.next_cursor}}' },
			},
		},
		epoch: {
			...search({ ...chosen(), order: 'desc' }),
			response: {
				limit: pageSize,
				iterate: '{{body.data}}',
				output: { label: '{{item.type}} · {{item.received_at}}', date: '{{item.received_at}}' },
			},
		},
		staticParams: [
			eventTypesField(catalogue(), 'Leave empty for all of them.'),
			sourceField(catalogue(), 'Only events of this source. Leave empty for all.'),
			...filterFields(catalogue()),
			limitField(10, 'The most events that one run of the scenario takes.'),
		],
		interface: parametersJson(eventInterface(catalogue())),
		samples: eventSample(catalogue()),
	},
});

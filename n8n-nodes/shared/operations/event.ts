import { callApi } from '../api.ts';
import { onceOnly } from './idempotency.ts';
import { collectionOf, idOf, listRows, type Operation, textOf } from './operation.ts';
import { timesOf } from './times.ts';

const get: Operation = async (context, itemIndex) => {
	const { body } = await callApi(context, {
		method: 'GET',
		path: `/v1/messages/${idOf(context, 'eventId', itemIndex)}`,
		purpose: 'get the event',
		itemIndex,
	});
	return [body];
};

/** A search in the body: phone numbers and e-mail addresses do not belong in URLs. */
const getAll: Operation = (context, itemIndex) => {
	const filters = collectionOf(context, 'filters', itemIndex);
	const named = {
		type: filters.events,
		source_id: filters.sourceId,
		call_id: filters.callId,
		candidate_id: filters.candidateId,
		phone: filters.phone,
		email: filters.email,
		include_tests: filters.includeTests,
	};
	const given = Object.entries(named).filter(([, value]) => value !== undefined);
	return listRows(context, itemIndex, {
		method: 'POST',
		path: '/v1/messages/search',
		parameters: { ...Object.fromEntries(given), ...timesOf(context, filters) },
		purpose: 'get the events',
	});
};

const replay: Operation = async (context, itemIndex) => {
	const subscriptionId = textOf(context, 'subscriptionId', itemIndex);
	const { body } = await callApi(context, {
		method: 'POST',
		path: `/v1/messages/${idOf(context, 'eventId', itemIndex)}/replay`,
		headers: onceOnly(context, itemIndex),
		body: subscriptionId === '' ? {} : { subscription_id: subscriptionId },
		purpose: 'replay the event',
		itemIndex,
	});
	return [body];
};

export const eventOperations: Readonly<Record<string, Operation>> = { get, getAll, replay };

import { callApi } from '../api.ts';
import { onceOnly } from './idempotency.ts';
import { collectionOf, idOf, listRows, type Operation } from './operation.ts';
import { timesOf } from './times.ts';

const getAll: Operation = (context, itemIndex) => {
	const filters = collectionOf(context, 'filters', itemIndex);
	const named = {
		message_id: filters.messageId,
		subscription_id: filters.subscriptionId,
		status: filters.status,
	};
	const given = Object.entries(named).filter(([, value]) => value !== undefined);
	return listRows(context, itemIndex, {
		method: 'GET',
		path: '/v1/deliveries',
		parameters: { ...Object.fromEntries(given), ...timesOf(context, filters) },
		purpose: 'get the deliveries',
	});
};

const retry: Operation = async (context, itemIndex) => {
	const { body } = await callApi(context, {
		method: 'POST',
		path: `/v1/deliveries/${idOf(context, 'deliveryId', itemIndex)}/replay`,
		headers: onceOnly(context, itemIndex),
		body: {},
		purpose: 'retry the delivery',
		itemIndex,
	});
	return [body];
};

export const deliveryOperations: Readonly<Record<string, Operation>> = { getAll, retry };

import { callApi } from '../api.ts';
import { onceOnly } from './idempotency.ts';
import { collectionOf, idOf, listRows, type Operation } from './operation.ts';

const remove: Operation = async (context, itemIndex) => {
	await callApi(context, {
		method: 'DELETE',
		path: `/v1/subscriptions/${idOf(context, 'subscriptionId', itemIndex)}`,
		purpose: 'delete the subscription',
		itemIndex,
	});
	return [{ deleted: true }];
};

const getAll: Operation = (context, itemIndex) =>
	listRows(context, itemIndex, {
		method: 'GET',
		path: '/v1/subscriptions',
		parameters: {},
		purpose: 'get the subscriptions',
	});

const sendSample: Operation = async (context, itemIndex) => {
	const { body } = await callApi(context, {
		method: 'POST',
		path: `/v1/subscriptions/${idOf(context, 'subscriptionId', itemIndex)}/test`,
		headers: onceOnly(context, itemIndex),
		body: collectionOf(context, 'options', itemIndex),
		purpose: 'send a sample',
		itemIndex,
	});
	return [body];
};

export const subscriptionOperations: Readonly<Record<string, Operation>> = {
	delete: remove,
	getAll,
	sendSample,
};

import type { IDataObject } from 'n8n-workflow';
import { callApi } from '../api.ts';
import { onceOnly } from './idempotency.ts';
import { collectionOf, idOf, type Operation, textOf } from './operation.ts';

const sourceOf = (options: IDataObject): IDataObject =>
	options.sourceId === undefined ? {} : { source_id: options.sourceId };

/** Rings somebody. */
const startCall: Operation = async (context, itemIndex) => {
	const options = collectionOf(context, 'options', itemIndex);
	const { variable = [] } = context.getNodeParameter('variables', itemIndex, {}) as {
		readonly variable?: readonly { readonly name: string; readonly value: string }[];
	};
	const { body } = await callApi(context, {
		method: 'POST',
		path: '/v1/calls',
		headers: onceOnly(context, itemIndex, options.idempotencyKey),
		body: {
			agent_id: textOf(context, 'agentId', itemIndex),
			to: textOf(context, 'to', itemIndex),
			variables: Object.fromEntries(variable.map(({ name, value }) => [name, value])),
			...sourceOf(options),
		},
		purpose: 'start the call',
		itemIndex,
	});
	return [body];
};

/** Texts somebody. */
const sourceCandidate: Operation = async (context, itemIndex) => {
	const options = collectionOf(context, 'options', itemIndex);
	const { body } = await callApi(context, {
		method: 'POST',
		path: `/v1/campaigns/${idOf(context, 'campaignId', itemIndex)}/source`,
		headers: onceOnly(context, itemIndex, options.idempotencyKey),
		body: {
			candidates: [
				{
					first_name: textOf(context, 'firstName', itemIndex),
					last_name: textOf(context, 'lastName', itemIndex),
					phone: textOf(context, 'phone', itemIndex),
					...(options.email === undefined ? {} : { email: options.email }),
				},
			],
			...sourceOf(options),
		},
		purpose: 'source the candidate',
		itemIndex,
	});
	return [body];
};

export const callOperations: Readonly<Record<string, Operation>> = { start: startCall };
export const candidateOperations: Readonly<Record<string, Operation>> = { source: sourceCandidate };

import {
	type IExecuteFunctions,
	type INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { deliveryOperations } from './operations/delivery.ts';
import { eventOperations } from './operations/event.ts';
import type { Operation } from './operations/operation.ts';
import { callOperations, candidateOperations } from './operations/people.ts';
import { subscriptionOperations } from './operations/subscription.ts';

const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	event: eventOperations,
	subscription: subscriptionOperations,
	delivery: deliveryOperations,
	call: callOperations,
	candidate: candidateOperations,
};

const chosen = (context: IExecuteFunctions, itemIndex: number): Operation => {
	const resource = context.getNodeParameter('resource', itemIndex) as string;
	const name = context.getNodeParameter('operation', itemIndex) as string;
	const operation = operations[resource]?.[name];
	if (operation !== undefined) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node cannot do "${resource}: ${name}"`,
		{ itemIndex, description: 'Choose another operation, or update the node.' },
	);
};

/** What comes out of one item. */
const outcome = async (
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<readonly INodeExecutionData[]> => {
	const rows = await chosen(context, itemIndex)(context, itemIndex);
	return rows.map((json) => ({ json, pairedItem: { item: itemIndex } }));
};

/** The same where the user lets the workflow go on: the error becomes the item's output. */
const outcomeOrError = async (
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<readonly INodeExecutionData[]> => {
	try {
		return await outcome(context, itemIndex);
	} catch (error) {
		const known = error instanceof NodeApiError || error instanceof NodeOperationError;
		const json = {
			error: error instanceof Error ? error.message : String(error),
			description: known ? (error.description ?? null) : null,
		};
		return [{ json, pairedItem: { item: itemIndex } }];
	}
};

/** Does the chosen operation for each item, one after the other. */
export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> => {
	const run = context.continueOnFail() ? outcomeOrError : outcome;
	const out: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex += 1) {
		out.push(...(await run(context, itemIndex)));
	}
	return [out];
};

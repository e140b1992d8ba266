import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/**
 * The header under which a thing is done once, such as calling somebody. n8n retries a node within
 * the same execution, run and item; another run of a loop, or another execution, is another wish.
 * `chosen` is a key of the user's own.
 */
export const onceOnly = (
	context: IExecuteFunctions,
	itemIndex: number,
	chosen?: unknown,
): IDataObject => ({
	'idempotency-key':
		typeof chosen === 'string' && chosen !== '' ? chosen : keyOf(context, itemIndex),
});

const keyOf = (context: IExecuteFunctions, itemIndex: number): string => {
	const run = context.getWorkflowDataProxy(itemIndex).$runIndex as number;
	const parts = [
		context.getInstanceId(),
		context.getWorkflow().id,
		context.getExecutionId(),
		context.getNode().id,
		run,
		itemIndex,
	];
	return `n8n-${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
};

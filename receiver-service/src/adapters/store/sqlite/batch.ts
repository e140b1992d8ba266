import { looksAtDeliveries } from '../looking-away.ts';
import type { Database } from './database.ts';
import { faultOf } from './fault.ts';
import type { Call, Operations, Outcome } from './protocol.ts';

/** The name and the arguments were checked by the compiler where the call was made. */
const perform = (operations: Operations, { name, args }: Call): unknown => {
	if (name === 'checkpoint') throw new Error('A checkpoint is no part of a transaction.');
	if (looksAtDeliveries(name)) operations.writeOwed();
	return (operations[name] as (...args: readonly unknown[]) => unknown)(...args);
};

/**
 * Runs the calls in one transaction, so that they share one fsync. When one fails, all are undone
 * and each runs again on its own: only the faulty one fails. When the database itself fails, all
 * fail, because each would.
 */
export const runBatch = (
	database: Database,
	operations: Operations,
	calls: readonly Call[],
): readonly Outcome[] => {
	try {
		return database.transaction(() => calls.map((call) => ({ value: perform(operations, call) })));
	} catch (error) {
		const fault = faultOf(error);
		if (fault.later || calls.length === 1) return calls.map(() => ({ fault }));
		return calls.flatMap((call) => runBatch(database, operations, [call]));
	}
};

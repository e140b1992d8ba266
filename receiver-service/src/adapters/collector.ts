import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/** Below this, the collector's helpers take turns with the very threads they are to help. */
const coresForHelpers = 4;

/**
 * Has the garbage collector empty the young generation on the thread that filled it, where there
 * are few cores. What survives there is little; with helpers it cost a tenth of the service's time
 * (measured on two cores). V8 reads the flag at each collection.
 */
export const tuneCollector = (): void => {
	if (availableParallelism() < coresForHelpers) setFlagsFromString('--no-parallel-scavenge');
};

import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** Below this, the collector's helpers take turns with the very threads they are to help. */
const coresForHelpers = 4;
/** A thread that worked for less than this part of a period rests. */
const restingShare = 0.01;
const restPeriodMs = 5_000;
/** So much must have come since the last collection for another one to be worth its while. */
const worthBytes = 4 * 2 ** 20;

/**
 * Has the garbage collector empty the young generation on the thread that filled it, where there
 * are few cores. What survives there is little; with helpers it cost a tenth of the service's time
 * (measured on two cores). V8 reads the flag at each collection.
 */
export const tuneCollector = (): void => {
	if (availableParallelism() < coresForHelpers) setFlagsFromString('--no-parallel-scavenge');
};

export type RestOptions = {
	readonly periodMs?: number;
	readonly worthBytes?: number;
	/** Milliseconds that the thread worked, so far. */
	readonly workedMs?: () => number;
	readonly heapBytes?: () => number;
	/** Default: V8's, with `--expose-gc`; without it there is nothing to be done. */
	readonly collect?: (() => void) | undefined;
};

/** A plain full collection keeps the pages that it emptied. */
const lastResort = (gc: typeof globalThis.gc): (() => void) | undefined =>
	gc && (() => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' }));

/**
 * Gives memory back when the thread has come to rest: V8 collects when room is asked for, so what a
 * start or a burst left behind stayed for as long as nobody asked (30 MB after a start). It takes
 * some 60 ms of a thread that has nothing to do.
 */
export const collectAtRest = (options: RestOptions = {}): { readonly stop: () => void } => {
	const { periodMs = restPeriodMs, worthBytes: worth = worthBytes } = options;
	const workedMs = options.workedMs ?? (() => performance.eventLoopUtilization().active);
	const heapBytes = options.heapBytes ?? (() => getHeapStatistics().total_physical_size);
	const collect = 'collect' in options ? options.collect : lastResort(globalThis.gc);
	if (collect === undefined) return { stop: () => {} };
	let worked = workedMs();
	let kept = 0;
	const timer = setInterval(() => {
		const before = worked;
		worked = workedMs();
		if (worked - before >= periodMs * restingShare || heapBytes() < kept + worth) return;
		collect();
		kept = heapBytes();
		worked = workedMs();
	}, periodMs);
	timer.unref();
	return { stop: () => clearInterval(timer) };
};

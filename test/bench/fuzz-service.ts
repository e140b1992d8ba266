/**
 * The world of `npm run fuzz` in a process of its own, so that its memory is the service's: tells
 * its facts, then answers `settle` with what is alive after everything old was forgotten.
 */

import { tuneCollector } from '../../receiver-service/src/adapters/collector.ts';
import { startWorld } from '../receiver-service/hostile/world.ts';
import { keepAll } from '../support/retention-limits.ts';

/** Of the request itself: what is younger may still be asked for. */
const keptMs = 30_000;
const rowsPerStep = 500;

tuneCollector();
const world = await startWorld();
const { context } = world.service;

/** Forgets rows as a month would, so that the disk does not grow with the run. */
const forget = async (): Promise<void> => {
	const before = context.clock.now() - keptMs;
	const limits = {
		...keepAll,
		messagesBefore: before,
		rejectedReceiptsBefore: before,
		deduplicationBefore: before,
		idempotencyBefore: before,
		sandboxBefore: before,
		callContextsBefore: before,
	};
	while (await context.store.retain(limits, rowsPerStep));
};

/** What the store's threads hold. */
const heldByThreads = (): number => {
	const { workers } = process.report.getReport() as {
		readonly workers: readonly { readonly javascriptHeap: { readonly usedMemory: number } }[];
	};
	return workers.reduce((sum, { javascriptHeap }) => sum + javascriptHeap.usedMemory, 0);
};

process.on('message', (message) => {
	if (message === 'stop') {
		world.stop().then(() => process.exit(0));
		return;
	}
	forget().then(() => {
		globalThis.gc?.();
		const { heapUsed, external, rss } = process.memoryUsage();
		process.send?.({ live: heapUsed + external + heldByThreads(), rss });
	});
});
process.send?.(world.facts);

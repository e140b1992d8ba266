import { createBucketTable } from '../domain/token-bucket.ts';
import type { SourceHealth } from '../domain/types.ts';
import type { Context } from './context.ts';

/** Health is gathered in memory and written this often. */
const flushEveryMs = 2_000;
/** Rejected requests of one source that are kept: a burst, then a trickle. */
const keptRejections = { perSecond: 2, burst: 100, sources: 10_000 };

/** Counts what comes to each source, without a write for every event. */
export const createSourceHealth = (
	context: Pick<Context, 'clock' | 'directory' | 'store' | 'log'>,
) => {
	const { clock, directory, store, log } = context;
	const dirty = new Set<string>();
	const buckets = createBucketTable(
		keptRejections.perSecond,
		keptRejections.burst,
		keptRejections.sources,
	);

	const flush = () => {
		const entries = [...dirty].map((sourceId) => ({
			sourceId,
			...directory.sourceHealth(sourceId),
		}));
		dirty.clear();
		store.putSourceHealth(entries).catch((cause: unknown) => {
			for (const { sourceId } of entries) dirty.add(sourceId);
			log.warn('source_health.not_written', { error: String(cause) });
			clock.after(flushEveryMs, flush);
		});
	};
	const put = (sourceId: string, health: SourceHealth) => {
		directory.putSourceHealth(sourceId, health);
		if (dirty.size === 0) clock.after(flushEveryMs, flush);
		dirty.add(sourceId);
	};

	return {
		/** An event came and was stored, or was a duplicate. */
		received: (sourceId: string): void =>
			put(sourceId, {
				...directory.sourceHealth(sourceId),
				lastEventAt: clock.now(),
				consecutiveRejections: 0,
				consecutiveFailures: 0,
			}),
		/** The vendor was answered a failure that is no rejection: too large, too many, unavailable. */
		failed: (sourceId: string): void => {
			const before = directory.sourceHealth(sourceId);
			put(sourceId, { ...before, consecutiveFailures: before.consecutiveFailures + 1 });
		},
		/** A request was refused; true when it should be kept for people to see. */
		rejected: (sourceId: string): boolean => {
			const before = directory.sourceHealth(sourceId);
			put(sourceId, {
				...before,
				consecutiveRejections: before.consecutiveRejections + 1,
				consecutiveFailures: before.consecutiveFailures + 1,
				lastRejectionAt: clock.now(),
			});
			return buckets(sourceId, clock.now()).take(clock.now());
		},
	};
};

import type { Clock, Log, Store } from '../ports.ts';

/** A busy process is late by less; nobody minds a retry that is. */
const toleranceMs = 2_000;
/** Rows of one step: short enough to stand between what is delivered. */
const stepRows = 500;
const retryMs = 2_000;

/**
 * How far the clock was set back while a timer took so long, for timers go by a clock that nobody
 * sets; 0: it was not.
 */
export const setBackBy = (startedAt: number, tookMs: number, now: number): number => {
	const missingMs = startedAt + tookMs - now;
	return missingMs < toleranceMs ? 0 : missingMs;
};

/**
 * Rows say by the clock when they are due. What was written before the clock was set back would wait
 * so much longer: it is brought forward, target by target. What another replica wrote by a clock of
 * its own, or was written since, may come too early by that.
 */
export const bringRowsForward = async (
	{
		store,
		clock,
		log,
	}: {
		readonly store: Pick<Store, 'pendingTargets' | 'bringForward'>;
		readonly clock: Clock;
		readonly log: Log;
	},
	byMs: number,
	isStopped: () => boolean,
	done: (targetId: string) => void,
): Promise<void> => {
	const persistently = async <Result>(work: () => Promise<Result>, none: Result) => {
		while (!isStopped()) {
			try {
				return await work();
			} catch (fault) {
				log.warn('delivery.not_brought_forward', { error: String(fault) });
				await new Promise<void>((resolve) => clock.after(retryMs, resolve));
			}
		}
		return none;
	};

	const setAt = clock.now();
	for (const { targetId } of await persistently(store.pendingTargets, [])) {
		let from: number | null = setAt;
		while (from !== null) {
			const after: number = from;
			from = await persistently(() => store.bringForward(targetId, after, byMs, stepRows), null);
		}
		done(targetId);
	}
};

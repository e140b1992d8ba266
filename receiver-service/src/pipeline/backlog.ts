import { type BacklogSize, countStandsMs, together } from '../domain/backlog.ts';
import type { Backlog, BacklogEntry, BacklogStep, CountedBacklog } from '../ports.ts';
import type { Context } from './context.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Rows of one transaction: it must not keep events waiting. */
const rowsAtOnce = 500;
/** Whoever asks again sooner gets the same answer: so many rows are read for a backlog a second. */
const readEachSecond = 100_000;
/** Fewer rows are read whenever they are asked for. */
const smallBacklog = 10_000;
const rememberedBacklogs = 1_000;

export type BacklogWatch = {
	/** What waits now, in the organisation or for one of its subscriptions. */
	readonly now: (orgId: string, subscriptionId: string | null) => Promise<Backlog>;
	/** Begins to count; the first time at once. */
	readonly start: () => void;
	/** Resolves when the count under way is done. */
	readonly stop: () => Promise<void>;
};

export const sizeOf = (
	{ pending, held, deadLetter, oldestPendingAt }: Backlog,
	now: number,
): BacklogSize => ({
	pending,
	held,
	deadLetter,
	oldestPendingMs: oldestPendingAt === null ? null : Math.max(0, now - oldestPendingAt),
});

/** The rows of a count: each subscription's, and their sum for each organisation. */
const entriesOf = (
	{ subscriptions }: CountedBacklog,
	minute: number,
	now: number,
): readonly BacklogEntry[] => {
	const hour = minute - (minute % hourMs);
	const organisations = new Map<string, BacklogSize>();
	const own = subscriptions.flatMap(({ orgId, subscriptionId: subject, ...backlog }) => {
		const size = sizeOf(backlog, now);
		const known = organisations.get(orgId);
		organisations.set(orgId, known === undefined ? size : together(known, size));
		return [
			{ orgId, subject, kind: 'subscription_minute', at: minute, ...size },
			{ orgId, subject, kind: 'subscription', at: hour, ...size },
		] as const;
	});
	const whole = [...organisations].flatMap(
		([orgId, size]) =>
			[
				{ orgId, subject: '', kind: 'minute', at: minute, ...size },
				{ orgId, subject: '', kind: 'hour', at: hour, ...size },
			] as const,
	);
	return [...whole, ...own];
};

/**
 * Counts every backlog once a minute, in one replica, and keeps what was found. Nothing is counted
 * as events pass: only rows know what was paused, handed over, erased or taken by another replica.
 */
export const createBacklogWatch = (
	context: Pick<Context, 'clock' | 'log' | 'store'>,
): BacklogWatch => {
	const { clock, log, store } = context;
	let stopped = true;
	let cancelTimer = () => {};
	let round: Promise<void> = Promise.resolve();
	const remembered = new Map<string, { readonly until: number; readonly backlog: Backlog }>();

	/** Whether nobody has counted in this minute, and the count before it stands no more. */
	const isDue = async (minute: number): Promise<boolean> => {
		const last = await store.lastBacklogCount();
		// A count of a later minute is of a clock that was ahead: it says nothing.
		if (last !== null && last.at <= minute && minute < last.at + countStandsMs(last.read ?? 0)) {
			return false;
		}
		return store.claimBacklogCount(minute);
	};

	const count = async (): Promise<void> => {
		const now = clock.now();
		const minute = now - (now % minuteMs);
		if (!(await isDue(minute))) return;
		const counted = await store.countBacklog();
		const entries = entriesOf(counted, minute, now);
		for (let first = 0; first < entries.length; first += rowsAtOnce) {
			await store.addBacklog(entries.slice(first, first + rowsAtOnce));
		}
		await store.endBacklogCount(minute, counted.read);
	};

	const run = async (): Promise<void> => {
		try {
			await count();
		} catch (fault) {
			// This minute is not shown; the next one is counted again.
			log.warn('backlog.not_counted', { error: String(fault) });
		}
		schedule(minuteMs - (clock.now() % minuteMs));
	};

	const schedule = (delayMs: number): void => {
		if (stopped) return;
		cancelTimer = clock.after(delayMs, () => {
			round = run();
		});
	};

	return {
		now: async (orgId, subscriptionId) => {
			const key = `${orgId}\n${subscriptionId ?? ''}`;
			const known = remembered.get(key);
			const at = clock.now();
			if (known !== undefined && at < known.until) return known.backlog;
			const backlog = await store.backlog(orgId, subscriptionId);
			const read = backlog.pending + backlog.held + backlog.deadLetter;
			if (remembered.size >= rememberedBacklogs) remembered.clear();
			if (read < smallBacklog) remembered.delete(key);
			else remembered.set(key, { until: at + (read / readEachSecond) * 1_000, backlog });
			return backlog;
		},
		start: () => {
			if (!stopped) return;
			stopped = false;
			schedule(0);
		},
		stop: async () => {
			stopped = true;
			cancelTimer();
			await round;
		},
	};
};

/** The steps in which a count stood: those it was made in, and those until the next was due. */
export const standing = (
	steps: readonly BacklogStep[],
	times: readonly number[],
	now: number,
): readonly (BacklogSize | null)[] => {
	const byTime = new Map(steps.map((step) => [step.at, step]));
	let last: BacklogStep | undefined;
	return times.map((at) => {
		last = byTime.get(at) ?? last;
		if (
			last === undefined ||
			at > now ||
			(at !== last.at && at >= last.at + countStandsMs(last.read))
		) {
			return null;
		}
		return last;
	});
};

import { most } from '../domain/backlog.ts';
import {
	type Counter,
	counterCount,
	counters,
	percentile,
	place,
	placeOfDuration,
	successRate,
	sum,
} from '../domain/statistics.ts';
import type { StatisticsEntry, StatisticsKind } from '../ports.ts';
import { sizeOf, standing } from './backlog.ts';
import type { Context } from './context.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const steps = { minute: minuteMs, hour: hourMs, day: 24 * hourMs } as const;
/** Counts are written this often, and when a minute ends: a crash loses no more. */
const flushEveryMs = 5_000;
/** Rows of one transaction: it must not keep events waiting. */
const rowsAtOnce = 500;

export type Statistics = {
	readonly count: (orgId: string, counter: Counter) => void;
	readonly attempted: (
		orgId: string,
		subscriptionId: string,
		attempt: {
			readonly failed: boolean;
			readonly deadLetter: boolean;
			readonly durationMs: number;
		},
	) => void;
	/** Writes what was counted; resolves when it is on disk, or is kept for the next time. */
	readonly flush: () => Promise<void>;
	readonly stop: () => Promise<void>;
};

type Counts = Float64Array;

/** Numbers of a key, made once for each flush. */
const table = () => {
	let counts = new Map<string, Counts>();
	return {
		of: (key: string): Counts => {
			let found = counts.get(key);
			if (found === undefined) {
				found = new Float64Array(counterCount);
				counts.set(key, found);
			}
			return found;
		},
		take: (): Map<string, Counts> => {
			const taken = counts;
			counts = new Map();
			return taken;
		},
	};
};

const add = (counts: Counts, at: number): void => {
	counts[at] = (counts[at] ?? 0) + 1;
};

/** Without the zeros at the end. */
const listOf = (counts: Counts): readonly number[] => {
	let end = counts.length;
	while (end > 0 && counts[end - 1] === 0) end -= 1;
	return [...counts.subarray(0, end)];
};

const keyOf = ({ orgId, kind, at, subject }: StatisticsEntry): string =>
	`${orgId}\n${kind}\n${at}\n${subject}`;

/** Adds entries of the same time and subject up. */
const merge = (entries: readonly StatisticsEntry[]): readonly StatisticsEntry[] => {
	const merged = new Map<string, StatisticsEntry>();
	for (const entry of entries) {
		const known = merged.get(keyOf(entry));
		merged.set(
			keyOf(entry),
			known === undefined ? entry : { ...entry, counts: sum([known.counts, entry.counts]) },
		);
	}
	return [...merged.values()];
};

/**
 * Counts what happens, in memory: an event costs a look-up and an addition. What was counted is
 * written every few seconds and added to what the rows have, so that replicas add up.
 */
export const createStatistics = (context: Pick<Context, 'clock' | 'store' | 'log'>): Statistics => {
	const { clock, store, log } = context;
	const organisations = table();
	/** By organisation and subscription. */
	const subscriptions = new Map<string, ReturnType<typeof table>>();
	let waiting: readonly StatisticsEntry[] = [];
	let beganAt: number | null = null;
	let cancelTimer = () => {};
	let writing: Promise<void> = Promise.resolve();
	let stopped = false;

	/** What was counted stands for the minute it began in: at its end it is written. */
	const begin = (): void => {
		if (beganAt !== null || stopped) return;
		const now = clock.now();
		beganAt = now;
		cancelTimer = clock.after(Math.min(flushEveryMs, minuteMs - (now % minuteMs)), () => {
			void flush();
		});
	};

	const take = (): readonly StatisticsEntry[] => {
		if (beganAt === null) return [];
		const minute = beganAt - (beganAt % minuteMs);
		const hour = beganAt - (beganAt % hourMs);
		beganAt = null;
		cancelTimer();
		const own = [...organisations.take()].flatMap(([orgId, counted]) => {
			const counts = listOf(counted);
			return [
				{ orgId, kind: 'minute', at: minute, subject: '', counts } as const,
				{ orgId, kind: 'hour', at: hour, subject: '', counts } as const,
			];
		});
		const each = [...subscriptions].flatMap(([orgId, counted]) =>
			[...counted.take()].flatMap(([subject, counted]) => {
				const counts = listOf(counted);
				return [
					{ orgId, kind: 'subscription_minute', at: minute, subject, counts } as const,
					{ orgId, kind: 'subscription', at: hour, subject, counts } as const,
				];
			}),
		);
		subscriptions.clear();
		return [...own, ...each];
	};

	const write = async (): Promise<void> => {
		let entries = waiting;
		waiting = [];
		try {
			while (entries.length > 0) {
				await store.addStatistics(entries.slice(0, rowsAtOnce));
				entries = entries.slice(rowsAtOnce);
			}
		} catch (fault) {
			waiting = merge([...entries, ...waiting]);
			log.warn('statistics.not_written', { error: String(fault) });
			begin();
		}
	};

	const flush = (): Promise<void> => {
		waiting = merge([...waiting, ...take()]);
		writing = writing.then(write);
		return writing;
	};

	return {
		count: (orgId, counter) => {
			begin();
			add(organisations.of(orgId), place[counter]);
		},
		attempted: (orgId, subscriptionId, { failed, deadLetter, durationMs }) => {
			begin();
			let own = subscriptions.get(orgId);
			if (own === undefined) {
				own = table();
				subscriptions.set(orgId, own);
			}
			const duration = placeOfDuration(durationMs);
			for (const counts of [organisations.of(orgId), own.of(subscriptionId)]) {
				add(counts, place.attempts);
				add(counts, failed ? place.failed : place.succeeded);
				if (deadLetter) add(counts, place.dead_letters);
				add(counts, duration);
			}
		},
		flush,
		stop: async () => {
			await flush();
			stopped = true;
			cancelTimer();
		},
	};
};

const sumsOf = (counts: readonly number[]) =>
	Object.fromEntries(counters.map((name) => [name, counts[place[name]] ?? 0])) as Readonly<
		Record<Counter, number>
	>;

const latenciesOf = (counts: readonly number[]) => ({
	p50_ms: percentile(counts, 0.5),
	p95_ms: percentile(counts, 0.95),
});

type Range = { readonly since: number; readonly until: number };

/** Rows of an organisation, or of one of its subscriptions. */
const kindOf = (step: keyof typeof steps, subscriptionId: string | null): StatisticsKind => {
	if (subscriptionId === null) return step === 'minute' ? 'minute' : 'hour';
	return step === 'minute' ? 'subscription_minute' : 'subscription';
};

/** A point for each step of the range, totals, and what waits now: of all, or of one subscription. */
export const readStatistics = async (
	context: Pick<Context, 'store' | 'statistics' | 'backlog' | 'clock'>,
	orgId: string,
	{
		since,
		until,
		step,
		subscriptionId,
	}: Range & { readonly step: keyof typeof steps; readonly subscriptionId: string | null },
) => {
	const now = context.clock.now();
	const stepMs = steps[step];
	const from = since - (since % stepMs);
	const kind = kindOf(step, subscriptionId);
	const query = { orgId, kind, since: from, until, stepMs };
	await context.statistics.flush();
	const [rows, counted, backlog] = await Promise.all([
		context.store.readStatistics({ ...query, subject: subscriptionId ?? undefined }),
		context.store.readBacklog({ ...query, subject: subscriptionId ?? '' }),
		context.backlog.now(orgId, subscriptionId),
	]);
	const byTime = new Map(rows.map(({ at, counts }) => [at, counts]));
	const times = Array.from(
		{ length: Math.ceil((until - from) / stepMs) },
		(_, index) => from + index * stepMs,
	);
	const stood = standing(counted, times, now);
	const present = sizeOf(backlog, now);
	const data = times.map((at, index) => {
		const counts = byTime.get(at) ?? [];
		const own = stood[index] ?? null;
		const isNow = at <= now && now < at + stepMs;
		return {
			at,
			...sumsOf(counts),
			...latenciesOf(counts),
			backlog: !isNow ? own : own === null ? present : most(own, present),
		};
	});
	const total = sum(rows.map(({ counts }) => counts));
	return {
		data,
		totals: { ...sumsOf(total), ...latenciesOf(total), success_rate: successRate(total) },
		backlog,
	};
};

/** How each subscription fared in the hours of the range, the busiest first. */
export const readSubscriptionStatistics = async (
	context: Pick<Context, 'store' | 'statistics'>,
	orgId: string,
	{ since, until }: Range,
) => {
	await context.statistics.flush();
	const rows = await context.store.readStatistics({
		orgId,
		kind: 'subscription',
		since: since - (since % hourMs),
		until,
		stepMs: null,
	});
	return rows
		.toSorted(
			(one, other) => (other.counts[place.attempts] ?? 0) - (one.counts[place.attempts] ?? 0),
		)
		.map(({ subject, counts }) => ({
			subscription_id: subject,
			succeeded: counts[place.succeeded] ?? 0,
			failed: counts[place.failed] ?? 0,
			dead_letters: counts[place.dead_letters] ?? 0,
			success_rate: successRate(counts),
			...latenciesOf(counts),
		}));
};

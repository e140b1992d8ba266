import {
	counterCount,
	percentile,
	place,
	placeOfDuration,
	successRate,
	sum,
} from '../../../receiver-service/src/domain/statistics.ts';
import { createStatistics } from '../../../receiver-service/src/pipeline/statistics.ts';
import type { StatisticsEntry } from '../../../receiver-service/src/ports.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const counted = (durations: readonly number[]): readonly number[] => {
	const counts = new Array<number>(counterCount).fill(0);
	for (const duration of durations) {
		const at = placeOfDuration(duration);
		counts[at] = (counts[at] ?? 0) + 1;
	}
	return counts;
};

describe('a percentile', () => {
	it.each([1, 2, 7, 40, 99, 250, 1_234, 9_876, 30_000, 60_000])(
		'of %i ms alone is right within a tenth',
		(duration) => {
			const found = percentile(counted([duration]), 0.95) ?? 0;
			expect(Math.abs(found - duration)).toBeLessThanOrEqual(Math.max(1, duration * 0.1));
		},
	);

	it('stands where its share of all ends', () => {
		const durations = [...Array(95).fill(10), ...Array(5).fill(5_000)];
		expect(percentile(counted(durations), 0.5)).toBeCloseTo(10, -1);
		expect(percentile(counted(durations), 0.95)).toBeCloseTo(10, -1);
		expect(percentile(counted(durations), 0.96)).toBeGreaterThan(4_000);
	});

	it('of nothing is nothing', () => {
		expect(percentile([], 0.5)).toBeNull();
		expect(percentile(counted([]), 0.95)).toBeNull();
	});

	it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e12])('takes %d ms', (duration) => {
		expect(placeOfDuration(duration)).toBeLessThan(counterCount);
		expect(placeOfDuration(duration)).toBeGreaterThanOrEqual(place.dead_letters + 1);
	});
});

describe('counts', () => {
	it('add up, however long each list is', () => {
		expect(sum([[1, 2], [], [0, 0, 3]]).slice(0, 4)).toEqual([1, 2, 3, 0]);
	});

	it('have a rate only where something was tried', () => {
		const counts = new Array<number>(counterCount).fill(0);
		expect(successRate(counts)).toBeNull();
		counts[place.attempts] = 4;
		counts[place.succeeded] = 3;
		expect(successRate(counts)).toBe(0.75);
	});
});

describe('what is counted in memory', () => {
	const minute = 60_000;
	const start = Date.UTC(2026, 0, 1, 10, 0, 57);
	const bench = () => {
		const clock = createVirtualClock(start);
		const written: StatisticsEntry[] = [];
		const state = { away: false };
		const log = { info: () => {}, warn: () => {}, error: () => {} };
		const addStatistics = async (entries: readonly StatisticsEntry[]) => {
			if (state.away) throw new Error('The database is away.');
			written.push(...entries);
		};
		const store = { addStatistics } as unknown as Parameters<typeof createStatistics>[0]['store'];
		const statistics = createStatistics({ clock, log, store });
		const minutes = () => written.filter(({ kind }) => kind === 'minute');
		return { clock, statistics, written, state, minutes };
	};

	it('is written every few seconds, and before its minute ends', async () => {
		const { clock, statistics, minutes } = bench();
		statistics.count('org_1', 'events');
		await clock.advance(2_999);
		expect(minutes()).toEqual([]);
		await clock.advance(1);
		const at = start - (start % minute);
		expect(minutes()).toMatchObject([{ orgId: 'org_1', at, counts: [1] }]);
		statistics.count('org_1', 'events');
		statistics.count('org_1', 'duplicates');
		await clock.advance(5_000);
		expect(minutes()[1]).toMatchObject({ at: at + minute, counts: [1, 1] });
	});

	it('writes nothing, and sets no timer, where nothing happens', async () => {
		const { clock, statistics, written } = bench();
		await statistics.flush();
		await clock.advance(10 * minute);
		expect(written).toEqual([]);
		expect(clock.timers()).toBe(0);
	});

	it('stands by the hour for each subscription', async () => {
		const { statistics, written } = bench();
		const attempt = { failed: false, deadLetter: false, durationMs: 20 };
		statistics.attempted('org_1', 'sub_1', attempt);
		statistics.attempted('org_1', 'sub_2', { ...attempt, failed: true, deadLetter: true });
		await statistics.stop();
		const of = (subject: string) =>
			written.find((entry) => entry.kind === 'subscription' && entry.subject === subject);
		expect(of('sub_1')?.at).toBe(Date.UTC(2026, 0, 1, 10));
		expect(of('sub_1')?.counts.slice(0, 8)).toEqual([0, 0, 0, 0, 1, 1, 0, 0]);
		expect(of('sub_2')?.counts.slice(0, 8)).toEqual([0, 0, 0, 0, 1, 0, 1, 1]);
		const own = written.find(({ kind }) => kind === 'hour');
		expect(own?.counts.slice(0, 8)).toEqual([0, 0, 0, 0, 2, 1, 1, 1]);
	});

	it('is kept while the database is away, and adds up until it is back', async () => {
		const { clock, statistics, state, minutes } = bench();
		state.away = true;
		for (let second = 0; second < 30; second += 1) {
			statistics.count('org_1', 'events');
			await clock.advance(1_000);
		}
		expect(minutes()).toEqual([]);
		state.away = false;
		await clock.advance(minute);
		const total = minutes().reduce((before, { counts }) => before + (counts[0] ?? 0), 0);
		expect(total).toBe(30);
		expect(minutes()).toHaveLength(2);
	});
});

import type { StatisticsEntry } from '../../../../receiver-service/src/ports.ts';
import { keepAll } from '../../../support/retention-limits.ts';
import { newId } from '../builders.ts';
import type { Subject } from '../conformance.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = 500_000 * hour;

/** Counts that add up. */
export const statisticsConform = ({ store, reopen }: Subject): void => {
	const row = (
		orgId: string,
		at: number,
		counts: readonly number[],
		members: Partial<StatisticsEntry> = {},
	): StatisticsEntry => ({ orgId, kind: 'minute', at, subject: '', counts, ...members });

	it('adds to what is there, place by place, whichever list is longer', async () => {
		const orgId = newId('org');
		await store().addStatistics([row(orgId, start, [1, 2]), row(orgId, start + minute, [7])]);
		await store().addStatistics([row(orgId, start, [10, 0, 0, 5])]);
		await store().addStatistics([row(orgId, start, [100])]);
		await reopen();
		const query = { orgId, kind: 'minute', since: start, until: start + hour } as const;
		expect(await store().readStatistics({ ...query, stepMs: minute })).toEqual([
			{ at: start, subject: '', counts: [111, 2, 0, 5] },
			{ at: start + minute, subject: '', counts: [7] },
		]);
	});

	it('adds up over a step, from one time and before another', async () => {
		const orgId = newId('org');
		const times = [0, 10, 59, 60, 61].map((minutes) => start + minutes * minute);
		await store().addStatistics(times.map((at) => row(orgId, at, [0, 1])));
		const read = (since: number, until: number) =>
			store().readStatistics({ orgId, kind: 'minute', since, until, stepMs: hour });
		expect(await read(start, start + 2 * hour)).toEqual([
			{ at: start, subject: '', counts: [0, 3] },
			{ at: start + hour, subject: '', counts: [0, 2] },
		]);
		expect(await read(start + minute, start + 61 * minute)).toEqual([
			{ at: start, subject: '', counts: [0, 2] },
			{ at: start + hour, subject: '', counts: [0, 1] },
		]);
		expect(await read(start + 2 * hour, start + 3 * hour)).toEqual([]);
	});

	it('adds up by subject', async () => {
		const orgId = newId('org');
		const of = (subject: string, at: number, counts: readonly number[]) =>
			row(orgId, at, counts, { kind: 'subscription', subject });
		await store().addStatistics([
			of('sub_a', start, [1]),
			of('sub_b', start, [0, 4]),
			of('sub_a', start + hour, [2, 1]),
		]);
		const query = { orgId, kind: 'subscription', since: start, until: start + 9 * hour } as const;
		const rows = await store().readStatistics({ ...query, stepMs: null });
		expect(rows.map(({ subject, counts }) => [subject, counts])).toEqual([
			['sub_a', [3, 1]],
			['sub_b', [0, 4]],
		]);
	});

	it('adds up what one subject has', async () => {
		const [orgId, other] = [newId('org'), newId('org')];
		const of = (subject: string, at: number, counts: readonly number[], org = orgId) =>
			row(org, at, counts, { kind: 'subscription', subject });
		await store().addStatistics([
			of('sub_a', start, [1]),
			of('sub_b', start, [8]),
			of('sub_a', start + hour, [2, 1]),
			of('sub_a', start + 24 * hour, [4]),
			of('sub_a', start, [16], other),
			row(orgId, start, [32], { kind: 'subscription_minute', subject: 'sub_a' }),
		]);
		const query = { orgId, kind: 'subscription', since: start, until: start + 24 * hour } as const;
		const read = (subject: string) =>
			store().readStatistics({ ...query, subject, stepMs: 2 * hour });
		expect(await read('sub_a')).toEqual([{ at: start, subject: '', counts: [3, 1] }]);
		expect(await read('sub_b')).toMatchObject([{ counts: [8] }]);
		expect(await read('sub_c')).toEqual([]);
	});

	it('keeps kinds and organisations apart', async () => {
		const [orgId, other] = [newId('org'), newId('org')];
		await store().addStatistics([
			row(orgId, start, [1]),
			row(orgId, start, [2], { kind: 'hour' }),
			row(other, start, [4]),
		]);
		const query = { orgId, since: start, until: start + hour, stepMs: hour } as const;
		expect(await store().readStatistics({ ...query, kind: 'minute' })).toMatchObject([
			{ counts: [1] },
		]);
		expect(await store().readStatistics({ ...query, kind: 'hour' })).toMatchObject([
			{ counts: [2] },
		]);
	});

	it('loses none when several add at once', async () => {
		const orgId = newId('org');
		const adds = Array.from({ length: 20 }, () =>
			store().addStatistics([row(orgId, start, [1, 0, 1]), row(orgId, start + minute, [2])]),
		);
		await Promise.all(adds);
		const query = { orgId, kind: 'minute', since: start, until: start + hour } as const;
		expect(await store().readStatistics({ ...query, stepMs: hour })).toMatchObject([
			{ counts: [60, 0, 20] },
		]);
	});

	it('forgets what is too old, in bounded steps', async () => {
		const orgId = newId('org');
		const times = [1, 2, 3, 4, 5].map((minutes) => start - minutes * minute);
		await store().addStatistics([...times, start].map((at) => row(orgId, at, [1])));
		let steps = 1;
		while (await store().retain({ ...keepAll, statisticsBefore: start }, 2)) steps += 1;
		expect(steps).toBeGreaterThan(2);
		const query = { orgId, kind: 'minute', since: 0, until: start + hour } as const;
		expect(await store().readStatistics({ ...query, stepMs: minute })).toEqual([
			{ at: start, subject: '', counts: [1] },
		]);
	});

	it('forgets the minutes of one subscription sooner', async () => {
		const orgId = newId('org');
		const kinds = ['minute', 'subscription', 'subscription_minute'] as const;
		for (const at of [start - 3 * minute, start - 2 * minute, start - minute, start]) {
			await store().addStatistics(
				kinds.map((kind) =>
					row(orgId, at, [1], { kind, subject: kind === 'minute' ? '' : 'sub_a' }),
				),
			);
		}
		while (await store().retain({ ...keepAll, subscriptionMinutesBefore: start }, 2));
		const left = async (kind: (typeof kinds)[number]) =>
			(
				await store().readStatistics({
					orgId,
					kind,
					since: start - hour,
					until: start + hour,
					stepMs: minute,
				})
			).length;
		expect(await Promise.all(kinds.map(left))).toEqual([4, 4, 1]);
	});
};

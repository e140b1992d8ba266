import { countStandsMs, most, together } from '../../../receiver-service/src/domain/backlog.ts';
import { createBacklogWatch, standing } from '../../../receiver-service/src/pipeline/backlog.ts';
import type { Backlog, BacklogEntry, CountedBacklog } from '../../../receiver-service/src/ports.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 0, 1, 10, 0, 20);
const atMinute = start - (start % minute);

const size = { pending: 0, held: 0, deadLetter: 0, oldestPendingMs: null };
const none: Backlog = { pending: 0, held: 0, deadLetter: 0, oldestPendingAt: null };

/** A store of one moment, and what was asked of it and written to it. */
const bench = () => {
	const clock = createVirtualClock(start);
	const written: BacklogEntry[] = [];
	const done: number[] = [];
	const rows = new Map<number, number | null>();
	const state = {
		counted: { subscriptions: [], read: 0 } as CountedBacklog,
		backlog: none,
		counts: 0,
		reads: 0,
		largestWrite: 0,
		away: false,
	};
	const store = {
		lastBacklogCount: async () => {
			const at = Math.max(...rows.keys());
			return rows.size === 0 ? null : { at, read: rows.get(at) ?? null };
		},
		claimBacklogCount: async (at: number) => {
			if (rows.has(at)) return false;
			rows.set(at, null);
			return true;
		},
		countBacklog: async () => {
			if (state.away) throw new Error('The database is away.');
			state.counts += 1;
			return state.counted;
		},
		addBacklog: async (entries: readonly BacklogEntry[]) => {
			state.largestWrite = Math.max(state.largestWrite, entries.length);
			written.push(...entries);
		},
		endBacklogCount: async (at: number, read: number) => {
			rows.set(at, read);
			done.push(at);
		},
		backlog: async () => {
			state.reads += 1;
			return state.backlog;
		},
	} as unknown as Parameters<typeof createBacklogWatch>[0]['store'];
	const log = { info: () => {}, warn: () => {}, error: () => {} };
	const watch = () =>
		createBacklogWatch({ clock, store, log } as Parameters<typeof createBacklogWatch>[0]);
	return { clock, state, written, done, rows, watch };
};

describe('the backlog over time', () => {
	it('is counted at the start and when each minute begins, for each subscription and for all', async () => {
		const { clock, state, written, done, watch } = bench();
		const own = { orgId: 'org_1', ...none };
		state.counted = {
			read: 12,
			subscriptions: [
				{ ...own, subscriptionId: 'sub_1', pending: 3, oldestPendingAt: start - 500 },
				{ ...own, subscriptionId: 'sub_2', pending: 1, held: 4, oldestPendingAt: start - 900 },
				{ ...own, orgId: 'org_2', subscriptionId: 'sub_3', deadLetter: 4 },
			],
		};
		const watching = watch();
		watching.start();
		await clock.advance(0);
		const at = { minute: atMinute, hour: start - (start % hour) };
		const first = { ...size, orgId: 'org_1', pending: 4, held: 4, oldestPendingMs: 900 };
		expect(written).toEqual(
			expect.arrayContaining([
				{ ...first, subject: '', kind: 'minute', at: at.minute },
				{ ...first, subject: '', kind: 'hour', at: at.hour },
				{ ...size, orgId: 'org_2', deadLetter: 4, subject: '', kind: 'minute', at: at.minute },
				{
					...size,
					orgId: 'org_1',
					pending: 3,
					oldestPendingMs: 500,
					subject: 'sub_1',
					kind: 'subscription_minute',
					at: at.minute,
				},
				{
					...size,
					orgId: 'org_2',
					deadLetter: 4,
					subject: 'sub_3',
					kind: 'subscription',
					at: at.hour,
				},
			]),
		);
		expect(written).toHaveLength(10);
		await clock.advance(2 * minute);
		expect(done).toEqual([atMinute, atMinute + minute, atMinute + 2 * minute]);
		await watching.stop();
		expect(clock.timers()).toBe(0);
	});

	it('is counted the less often, the more there is to read', async () => {
		const { clock, state, done, watch } = bench();
		state.counted = { subscriptions: [], read: 1_000_000 };
		watch().start();
		await clock.advance(9 * minute);
		expect(done.map((at) => (at - atMinute) / minute)).toEqual([0, 4, 8]);
		state.counted = { subscriptions: [], read: 10 };
		await clock.advance(5 * minute);
		expect(done.map((at) => (at - atMinute) / minute)).toEqual([0, 4, 8, 12, 13, 14]);
	});

	it('is counted by one replica, also where clocks differ', async () => {
		const { clock, state, rows, watch } = bench();
		for (let replica = 0; replica < 3; replica += 1) watch().start();
		await clock.advance(4 * minute);
		expect(state.counts).toBe(5);
		// A clock that was a year ahead says nothing of now.
		rows.set(start + 365 * 24 * hour, 5);
		await clock.advance(2 * minute);
		expect(state.counts).toBe(7);
	});

	it('is not shown for a minute in which the database was away, and is counted again', async () => {
		const { clock, state, done, watch } = bench();
		watch().start();
		await clock.advance(0);
		state.away = true;
		await clock.advance(2 * minute);
		state.away = false;
		await clock.advance(minute);
		expect(done.map((at) => (at - atMinute) / minute)).toEqual([0, 3]);
	});

	it('is written a little at a time', async () => {
		const { clock, state, written, watch } = bench();
		const subscriptions = Array.from({ length: 2_000 }, (_, index) => ({
			...none,
			orgId: 'org_1',
			subscriptionId: `sub_${index}`,
			held: 1,
		}));
		state.counted = { subscriptions, read: 2_000 };
		watch().start();
		await clock.advance(1);
		expect(written).toHaveLength(4_002);
		expect(state.largestWrite).toBe(500);
	});

	it('of now is counted whenever it is asked for, and a long one so often that it costs little', async () => {
		const { clock, state, watch } = bench();
		const { now } = watch();
		state.backlog = { ...none, held: 9_999 };
		for (let time = 0; time < 3; time += 1) expect((await now('org_1', null)).held).toBe(9_999);
		expect(state.reads).toBe(3);
		state.backlog = { ...none, pending: 400_000, deadLetter: 100_000 };
		await now('org_1', null);
		state.backlog = none;
		await clock.advance(4_999);
		expect((await now('org_1', null)).pending).toBe(400_000);
		expect((await now('org_1', 'sub_1')).pending).toBe(0);
		await clock.advance(1);
		expect((await now('org_1', null)).pending).toBe(0);
	});
});

describe('a count', () => {
	it('stands for a minute, or until the next is due', () => {
		expect(
			[0, 1, 250_000, 250_001, 10_000_000].map((read) => countStandsMs(read) / minute),
		).toEqual([1, 1, 1, 2, 40]);
		const times = Array.from({ length: 8 }, (_, index) => start + index * minute);
		const step = (index: number, pending: number, read: number) => ({
			...size,
			at: start + index * minute,
			pending,
			read,
		});
		const steps = [step(1, 7, 3), step(3, 900_000, 900_000), step(6, 2, 2)];
		const shown = (now: number) => standing(steps, times, now).map((each) => each?.pending ?? null);
		expect(shown(start + 8 * minute)).toEqual([null, 7, null, 900_000, 900_000, 900_000, 2, null]);
		expect(shown(start + 4.5 * minute).slice(3, 6)).toEqual([900_000, 900_000, null]);
	});

	it('adds up over subscriptions, and of a time the most stands', () => {
		const one = { pending: 1, held: 5, deadLetter: 2, oldestPendingMs: 10 };
		const other = { pending: 3, held: 4, deadLetter: 0, oldestPendingMs: null };
		expect(together(one, other)).toEqual({
			pending: 4,
			held: 9,
			deadLetter: 2,
			oldestPendingMs: 10,
		});
		expect(most(other, one)).toEqual({ pending: 3, held: 5, deadLetter: 2, oldestPendingMs: 10 });
		expect(most(one, { ...other, oldestPendingMs: 11 }).oldestPendingMs).toBe(11);
	});
});

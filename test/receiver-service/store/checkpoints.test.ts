import { createCheckpoints } from '../../../receiver-service/src/adapters/store/sqlite/checkpoint.ts';
import type { Thread } from '../../../receiver-service/src/adapters/store/sqlite/thread.ts';
import { memoryLog } from './open-sqlite.ts';

const minute = 60_000;

/** Checkpoints of a thread that answers when it is told to. */
const watched = () => {
	const { log, lines } = memoryLog();
	let runs = 0;
	let answer: (fault?: Error) => void = () => {};
	const thread: Thread = {
		start: async () => {},
		close: async () => {},
		run: () => {
			runs += 1;
			return new Promise((resolve, reject) => {
				answer = (fault) => (fault === undefined ? resolve([{ value: undefined }]) : reject(fault));
			});
		},
	};
	const checkpoints = createCheckpoints(thread, log);
	return {
		...checkpoints,
		commits: (count: number) => {
			for (let time = 0; time < count; time += 1) checkpoints.due();
		},
		/** The run under way ends; and what awaited it goes on. */
		ends: async (fault?: Error) => {
			answer(fault);
			await jest.advanceTimersByTimeAsync(0);
		},
		runs: () => runs,
		lines,
	};
};

describe('the log of the embedded database', () => {
	beforeEach(() => void jest.useFakeTimers());
	afterEach(() => void jest.useRealTimers());

	it('is moved into it after every thirty-two commits', async () => {
		const { commits, ends, runs } = watched();
		commits(31);
		expect(runs()).toBe(0);
		commits(1);
		expect(runs()).toBe(1);
		await ends();
		commits(31);
		expect(runs()).toBe(1);
		commits(1);
		expect(runs()).toBe(2);
	});

	it('stays for five minutes where few commits come', () => {
		const { commits, runs } = watched();
		commits(31);
		jest.advanceTimersByTime(5 * minute - 1);
		expect(runs()).toBe(0);
		jest.advanceTimersByTime(1);
		expect(runs()).toBe(1);
	});

	it('is moved once for few that have become many', async () => {
		const { commits, ends, runs } = watched();
		commits(1);
		jest.advanceTimersByTime(minute);
		commits(31);
		expect(runs()).toBe(1);
		await ends();
		jest.advanceTimersByTime(60 * minute);
		expect(runs()).toBe(1);
	});

	it('is moved by one run at a time, which the commits of meanwhile follow', async () => {
		const { commits, ends, runs } = watched();
		commits(32);
		commits(200);
		jest.advanceTimersByTime(10 * minute);
		expect(runs()).toBe(1);
		await ends();
		commits(1);
		expect(runs()).toBe(2);
	});

	it('is moved after the next commits when that failed, and it is said', async () => {
		const { commits, ends, lines, runs } = watched();
		commits(32);
		await ends(new Error('the disk is full'));
		expect(lines).toMatchObject([{ event: 'store.checkpoint_failed' }]);
		commits(32);
		expect(runs()).toBe(2);
	});

	it('is left where it is once the store closes', async () => {
		const { commits, ends, lines, runs, stop } = watched();
		commits(32);
		commits(32);
		stop();
		await ends(new Error('the thread ended'));
		commits(32);
		jest.advanceTimersByTime(60 * minute);
		expect(runs()).toBe(1);
		expect(lines).toEqual([]);
	});
});

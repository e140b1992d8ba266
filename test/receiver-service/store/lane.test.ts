import { createLane } from '../../../receiver-service/src/adapters/store/postgres/lane.ts';
import { StoreBusyError } from '../../../receiver-service/src/ports.ts';

/** A lane whose transactions end when the test says so; what is `bad` fails them. */
const createRig = (members: Partial<Parameters<typeof createLane<string, string>>[0]> = {}) => {
	const batches: (readonly string[])[] = [];
	const ends: (() => void)[] = [];
	const lane = createLane<string, string>({
		write: async (items) => {
			batches.push(items);
			await new Promise<void>((resolve) => ends.push(resolve));
			if (items.includes('bad')) throw new Error('bad');
			return items.map((item) => `${item}!`);
		},
		batchItems: 3,
		parallel: { transactions: 1, from: 1 },
		patienceMs: 0,
		waitingItems: 5,
		waitingBytes: 100,
		...members,
	});
	const turn = () => new Promise((resolve) => setImmediate(resolve));
	const endAll = async () => {
		for (let quiet = 0; quiet < 5; ) {
			const end = ends.shift();
			quiet = end === undefined ? quiet + 1 : 0;
			end?.();
			await turn();
		}
	};
	return { lane, batches, ends, turn, endAll };
};

describe('a lane of writes', () => {
	it('writes together what comes while a transaction runs, in order and in bounded batches', async () => {
		const { lane, batches, turn, endAll } = createRig();
		const first = lane.submit('a');
		await turn();
		const others = ['b', 'c', 'd', 'e'].map((item) => lane.submit(item));
		await endAll();
		expect(batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
		expect(await Promise.all([first, ...others])).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
	});

	it('fails only the faulty one of a batch', async () => {
		const { lane, batches, endAll } = createRig();
		const results = Promise.allSettled(['a', 'bad', 'b'].map((item) => lane.submit(item)));
		await endAll();
		expect((await results).map(({ status }) => status)).toEqual([
			'fulfilled',
			'rejected',
			'fulfilled',
		]);
		expect(batches).toEqual([['a', 'bad', 'b'], ['a'], ['bad'], ['b']]);
	});

	it('refuses what has a size once too much waits, and nothing else', async () => {
		const { lane, turn, endAll } = createRig();
		const running = lane.submit('a', 100);
		await turn();
		const waiting = lane.submit('b', 100);
		await expect(lane.submit('c', 1)).rejects.toThrow(StoreBusyError);
		const small = lane.submit('d');
		await endAll();
		expect(await Promise.all([running, waiting, small])).toEqual(['a!', 'b!', 'd!']);
	});

	it('runs a second transaction beside the first when enough wait', async () => {
		const { lane, ends, turn, endAll } = createRig({ parallel: { transactions: 2, from: 2 } });
		const all = [lane.submit('a')];
		await turn();
		all.push(lane.submit('b'));
		await turn();
		expect(ends).toHaveLength(1);
		all.push(lane.submit('c'));
		await turn();
		expect(ends).toHaveLength(2);
		await endAll();
		expect(await Promise.all(all)).toEqual(['a!', 'b!', 'c!']);
	});

	it('is flushed when what was submitted before has its answer, without waiting for company', async () => {
		const { lane, turn, endAll } = createRig({
			patienceMs: 3_600_000,
			parallel: { transactions: 1, from: 9 },
		});
		const answer = lane.submit('a');
		let flushed = false;
		const flush = lane.flushed().then(() => {
			flushed = true;
		});
		await turn();
		expect(flushed).toBe(false);
		await endAll();
		await flush;
		expect(await answer).toBe('a!');
	});

	it('finishes what it has and takes no more once it is drained', async () => {
		const { lane, turn, endAll } = createRig({
			patienceMs: 3_600_000,
			parallel: { transactions: 1, from: 9 },
		});
		const answer = lane.submit('a');
		const drained = lane.drain();
		await turn();
		await expect(lane.submit('b')).rejects.toThrow('closed');
		await endAll();
		await drained;
		expect(await answer).toBe('a!');
	});
});

import type { Worker } from 'node:worker_threads';
import { createGroupCommit } from '../../../receiver-service/src/adapters/store/sqlite/group-commit.ts';
import { StoreBusyError, StoreUnavailableError } from '../../../receiver-service/src/ports.ts';
import { keepAll } from '../../support/retention-limits.ts';
import {
	at,
	attempt,
	delivery,
	entry,
	message,
	newHash,
	newId,
	settlement,
	subscription,
} from './builders.ts';
import { memoryLog, type OpenedFile, openTemporary } from './open-sqlite.ts';

describe('a call that fails', () => {
	let opened: OpenedFile;
	beforeAll(async () => {
		opened = await openTemporary();
	});
	afterAll(() => opened.destroy());

	it('does not fail those that share its transaction', async () => {
		const orgId = newId('org');
		const [first, second, third] = [message(orgId), message(orgId), message(orgId)];
		const results = await Promise.allSettled([
			opened.store.accept(entry(first)),
			// The same id under another key breaks a rule of the table.
			opened.store.accept(entry({ ...second, id: first.id })),
			opened.store.accept(entry(third)),
		]);
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
		expect(await opened.store.getMessage(orgId, third.id)).not.toBeNull();
	});

	it('leaves nothing of itself', async () => {
		const orgId = newId('org');
		const [first, second] = [message(orgId), message(orgId)];
		await opened.store.accept(entry(first));
		const deduplicationKey = newHash();
		const faulty = entry({ ...second, id: first.id }, [], { deduplicationKey });
		await expect(opened.store.accept(faulty)).rejects.toThrow('A store operation failed.');
		const again = await opened.store.accept(entry(second, [], { deduplicationKey }));
		expect(again).toEqual({ kind: 'accepted' });
	});

	it('does not keep the results of other attempts from the disk', async () => {
		const orgId = newId('org');
		const event = message(orgId);
		const deliveries = [1, 2, 3].map(() => delivery(subscription(orgId)));
		await opened.store.accept(entry(event, deliveries));
		// The column holds numbers only.
		const faulty = attempt({ durationMs: 'long' as never });
		const settled = await Promise.allSettled(
			deliveries.map((one, nth) =>
				opened.store.settle(settlement(one, orgId, nth === 1 ? { attempt: faulty } : {})),
			),
		);
		expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
		const read = await Promise.all(deliveries.map(({ id }) => opened.store.getDelivery(orgId, id)));
		expect(read.map((one) => one?.delivery.status)).toEqual(['succeeded', 'pending', 'succeeded']);
	});

	it('may hold a value that cannot cross threads', async () => {
		const event = message(newId('org'));
		const [failed, other] = await Promise.allSettled([
			opened.store.putSetting('strange', (() => '') as never),
			opened.store.accept(entry(event)),
		]);
		expect([failed.status, other.status]).toEqual(['rejected', 'fulfilled']);
	});

	it('does not say what the rows held', async () => {
		const event = message(newId('org'), { callId: 'private-call' });
		await opened.store.accept(entry(event));
		const error: Error = await opened.store.accept(entry(event)).then(
			() => new Error('accepted'),
			(fault) => fault,
		);
		expect(error.cause).toMatchObject({ message: expect.stringContaining('UNIQUE') });
		expect(JSON.stringify([error.message, String(error.cause)])).not.toContain(event.id);
	});
});

describe('a full disk', () => {
	it('fails writes as unavailable, loses nothing, and passes', async () => {
		const opened = await openTemporary({ testing: { maxPageCount: 200 } });
		const orgId = newId('org');
		const body = Buffer.alloc(10_000, 'x');
		const written: string[] = [];
		const fill = async () => {
			for (;;) {
				const event = message(orgId, { body });
				await opened.store.accept(entry(event));
				written.push(event.id);
			}
		};
		await expect(fill()).rejects.toThrow(StoreUnavailableError);
		const several = [1, 2, 3].map(() => opened.store.accept(entry(message(orgId, { body }))));
		const results = await Promise.allSettled(several);
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		expect(written.length).toBeGreaterThan(10);
		for (const id of written) expect(await opened.store.getMessage(orgId, id)).not.toBeNull();
		const limits = { ...keepAll, messagesBefore: at + 1 };
		while (await opened.store.retain(limits, 5));
		const after = message(orgId, { body });
		expect(await opened.store.accept(entry(after))).toEqual({ kind: 'accepted' });
		await opened.destroy();
	});
});

describe.each(['writer', 'reader'] as const)('a %s thread that ends', (role) => {
	it('fails what it had, and is started again', async () => {
		const { log, lines } = memoryLog();
		const workers: Worker[] = [];
		const onThread = (started: string, worker: Worker) => {
			if (started === role) workers.push(worker);
		};
		const opened = await openTemporary({ log, testing: { onThread } });
		const orgId = newId('org');
		const before = message(orgId);
		await opened.store.accept(entry(before));
		const [first] = workers;
		if (first === undefined) throw new Error('No thread was started.');
		const asked = new Promise<void>((resolve) => {
			// Never hears of what it is given, so that it surely ends before it has answered.
			first.postMessage = () => resolve();
		});
		const calls = [1, 2, 3].map(() =>
			role === 'writer'
				? opened.store.accept(entry(message(orgId)))
				: opened.store.getMessage(orgId, before.id),
		);
		const outcomes = Promise.allSettled(calls);
		await asked;
		await first.terminate();
		expect(await outcomes).toEqual(
			calls.map(() => ({ status: 'rejected', reason: expect.any(StoreUnavailableError) })),
		);
		expect(lines).toContainEqual({ level: 'error', event: 'store.thread_ended' });
		const after = message(orgId);
		expect(await opened.store.accept(entry(after))).toEqual({ kind: 'accepted' });
		expect(await opened.store.getMessage(orgId, after.id)).not.toBeNull();
		expect(await opened.store.getMessage(orgId, before.id)).not.toBeNull();
		expect(workers).toHaveLength(2);
		await opened.destroy();
	});
});

describe('a queue that is full', () => {
	const call = { name: 'ping', args: [] } as const;
	/** A thread that answers when told to. */
	const slowThread = () => {
		const waiting: (() => void)[] = [];
		const batches: number[] = [];
		const thread = {
			start: async () => {},
			close: async () => {},
			run: (calls: readonly unknown[]) =>
				new Promise<readonly { readonly value: unknown }[]>((resolve) => {
					batches.push(calls.length);
					waiting.push(() => resolve(calls.map(() => ({ value: 'done' }))));
				}),
		};
		return { thread, batches, answer: () => waiting.shift()?.() };
	};
	/** A batch starts in the turn after its calls, or after the batch before it. */
	const turn = async () => {
		for (let turns = 0; turns < 2; turns += 1)
			await new Promise((resolve) => setImmediate(resolve));
	};

	it('lets a patient call wait for company, and go with the first that has none to lose', async () => {
		const { thread, batches, answer } = slowThread();
		const bounds = { batchCalls: 3, patientCalls: 3, waitingCalls: 100, waitingBytes: 1_000 };
		const commits = createGroupCommit(thread, bounds);
		const patient = commits.submit(call, null, true);
		await turn();
		expect(batches).toEqual([]);
		const urgent = commits.submit(call, null);
		await turn();
		expect(batches).toEqual([2]);
		answer();
		await Promise.all([patient, urgent]);
		const alone = commits.submit(call, null, true);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(batches).toEqual([2, 1]);
		answer();
		await alone;
	});

	it('lets calls that may pass leave a patient one behind, until its time is over', async () => {
		jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
		try {
			const { thread, batches, answer } = slowThread();
			const bounds = { batchCalls: 10, patientCalls: 9, waitingCalls: 100, waitingBytes: 1_000 };
			const commits = createGroupCommit(thread, bounds);
			const patient = commits.submit(call, null, true);
			const pass = async () => {
				const passing = commits.submit(call, null, false, true);
				await turn();
				answer();
				await passing;
			};
			await pass();
			jest.advanceTimersByTime(9);
			await pass();
			expect(batches).toEqual([1, 1]);
			jest.advanceTimersByTime(1);
			answer();
			await patient;
			expect(batches).toEqual([1, 1, 1]);
			const other = commits.submit(call, null, true);
			await pass();
			// Its timer is late: what comes takes it along.
			jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 10);
			await pass();
			await other;
			expect(batches).toEqual([1, 1, 1, 1, 2]);
		} finally {
			jest.restoreAllMocks();
			jest.useRealTimers();
		}
	});

	it('writes what was submitted before a call that may not pass no later than that', async () => {
		const { thread, answer } = slowThread();
		const bounds = { batchCalls: 10, patientCalls: 9, waitingCalls: 100, waitingBytes: 1_000 };
		const commits = createGroupCommit(thread, bounds);
		const written: string[] = [];
		const submit = (name: string, patient: boolean, passing: boolean) =>
			commits.submit(call, null, patient, passing).then(() => {
				written.push(name);
			});
		const calls = [
			submit('patient', true, false),
			submit('passing', false, true),
			submit('waiting for it', false, false),
		];
		await turn();
		answer();
		await Promise.all(calls);
		expect(written).toEqual(['patient', 'passing', 'waiting for it']);
	});

	it('hands the writer a second batch before the first is reported, for a crowd only', async () => {
		const { thread, batches, answer } = slowThread();
		const bounds = { batchCalls: 100, patientCalls: 90, waitingCalls: 100, waitingBytes: 1_000 };
		const commits = createGroupCommit(thread, bounds);
		const submit = (calls: number) =>
			Promise.all(Array.from({ length: calls }, () => commits.submit(call, null)));
		const first = submit(1);
		await turn();
		const few = submit(15);
		await turn();
		expect(batches).toEqual([1]);
		const crowd = submit(1);
		await turn();
		expect(batches).toEqual([1, 16]);
		const third = submit(40);
		await turn();
		expect(batches).toEqual([1, 16]);
		answer();
		await first;
		await turn();
		expect(batches).toEqual([1, 16, 40]);
		answer();
		answer();
		await Promise.all([few, crowd, third]);
		const end = commits.drain();
		await end;
	});

	it('does not let patient calls gather beyond their number, nor keep a close waiting', async () => {
		const { thread, batches, answer } = slowThread();
		const bounds = { batchCalls: 10, patientCalls: 2, waitingCalls: 100, waitingBytes: 1_000 };
		const commits = createGroupCommit(thread, bounds);
		const two = [commits.submit(call, null, true), commits.submit(call, null, true)];
		await turn();
		expect(batches).toEqual([2]);
		answer();
		await Promise.all(two);
		const last = commits.submit(call, null, true);
		const drained = commits.drain();
		await turn();
		expect(batches).toEqual([2, 1]);
		answer();
		await Promise.all([last, drained]);
	});

	it.each([
		['calls', { batchCalls: 1, patientCalls: 1, waitingCalls: 2, waitingBytes: 1_000 }, 1],
		['bytes', { batchCalls: 1, patientCalls: 1, waitingCalls: 100, waitingBytes: 1_000 }, 500],
	])('refuses at once by %s what may be refused, and only that', async (_, bounds, bytes) => {
		const { thread, answer } = slowThread();
		const commits = createGroupCommit(thread, bounds);
		const first = commits.submit(call, bytes);
		await turn();
		const waiting = [commits.submit(call, bytes), commits.submit(call, bytes)];
		await expect(commits.submit(call, bytes)).rejects.toThrow(StoreBusyError);
		const settlement = commits.submit(call, null);
		for (let answers = 0; answers < 4; answers += 1) {
			answer();
			await turn();
		}
		expect(await Promise.all([first, ...waiting, settlement])).toEqual(Array(4).fill('done'));
		const later = commits.submit(call, bytes);
		await turn();
		answer();
		expect(await later).toBe('done');
	});

	it('has one batch under way and bounds the next', async () => {
		const { thread, batches, answer } = slowThread();
		const bounds = { batchCalls: 3, patientCalls: 1, waitingCalls: 100, waitingBytes: 1_000 };
		const commits = createGroupCommit(thread, bounds);
		const all = Array.from({ length: 5 }, () => commits.submit(call, null));
		await turn();
		expect(batches).toEqual([3]);
		all.push(commits.submit(call, null));
		answer();
		await turn();
		expect(batches).toEqual([3, 3]);
		answer();
		await Promise.all(all);
	});
});

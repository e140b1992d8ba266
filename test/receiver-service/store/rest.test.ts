import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { createThread } from '../../../receiver-service/src/adapters/store/sqlite/thread.ts';
import { memoryLog, openTemporary } from './open-sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'voicehooks-rest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { log, lines } = memoryLog();
let started = 0;
let ended = 0;
const thread = createThread(
	{ role: 'writer', file: join(folder, 'rest.db'), maxPageCount: undefined },
	log,
	{
		onStart: (worker) => {
			started += 1;
			worker.on('exit', () => {
				ended += 1;
			});
		},
		restAfterMs: 20,
	},
);
afterAll(() => thread.close());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const atRest = async () => {
	while (ended < started) await pause(5);
};
const call = async (name: 'getSetting' | 'putSetting', ...args: readonly string[]) => {
	const [outcome] = await thread.run([{ name, args }]);
	return outcome;
};

describe('a thread of the store that nobody calls', () => {
	beforeAll(() => thread.start());

	it('ends, without a word', async () => {
		await atRest();
		expect(lines).toEqual([]);
	});

	it('starts with the next call, and finds what was written', async () => {
		await call('putSetting', 'one', 'kept');
		await atRest();
		expect(await call('getSetting', 'one')).toEqual({ value: 'kept' });
		expect(started).toBeGreaterThanOrEqual(3);
	});

	it('answers every call, however close to its rest', async () => {
		for (const milliseconds of [15, 25, 35]) {
			await pause(milliseconds);
			expect(await call('getSetting', 'one')).toEqual({ value: 'kept' });
		}
		expect(lines).toEqual([]);
	});
});

describe('what a service at rest asks for every minute', () => {
	it('starts no thread', async () => {
		const readers: Worker[] = [];
		const { store } = await openTemporary({
			testing: {
				onThread: (role, worker) => {
					if (role === 'reader') readers.push(worker);
				},
			},
		});
		await store.countBacklog();
		await readers[0]?.terminate();
		expect(await store.lastBacklogCount()).toBeNull();
		expect(await store.openAlertEvents()).toEqual([]);
		expect(await store.countBacklog()).toEqual({ subscriptions: [], read: 0 });
		expect(readers).toHaveLength(1);
		expect(await store.getSetting('none')).toBeNull();
		expect(readers).toHaveLength(2);
	});

	it('is not the writer’s where much was written since', async () => {
		const readers: Worker[] = [];
		const { store } = await openTemporary({
			testing: {
				onThread: (role, worker) => {
					if (role === 'reader') readers.push(worker);
				},
			},
		});
		await store.countBacklog();
		await readers[0]?.terminate();
		for (let count = 0; count < 110; count += 1) await store.putSetting('one', String(count));
		await store.countBacklog();
		expect(readers).toHaveLength(2);
	});
});

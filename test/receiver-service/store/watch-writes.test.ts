import { watchWrites } from '../../../receiver-service/src/adapters/store/watch-writes.ts';
import { type Store, StoreUnavailableError } from '../../../receiver-service/src/ports.ts';
import { entry, message, newId } from './builders.ts';

/** A disk that reads, and writes as long as it is told to. */
const createDisk = () => {
	let isFull = false;
	const written: string[] = [];
	const write = async <Value>(what: string, value: Value): Promise<Value> => {
		if (isFull) throw new StoreUnavailableError('The disk is full.');
		written.push(what);
		return value;
	};
	const store: Pick<Store, 'accept' | 'ping' | 'putSetting'> = {
		accept: () => write('event', { kind: 'accepted' }),
		putSetting: () => write('setting', undefined),
		ping: async () => {},
	};
	return {
		store: watchWrites(store as Store),
		written,
		fill: (full: boolean) => {
			isFull = full;
		},
	};
};
const event = () => entry(message(newId('org')));

describe('a store that reads but cannot write', () => {
	it('does not answer a ping from the first refused event until a write works', async () => {
		const { store, fill } = createDisk();
		fill(true);
		await expect(store.ping()).resolves.toBeUndefined();
		await expect(store.accept(event())).rejects.toThrow(StoreUnavailableError);
		await expect(store.ping()).rejects.toThrow(StoreUnavailableError);
		fill(false);
		await expect(store.ping()).resolves.toBeUndefined();
	});

	it('is trusted again once it took an event', async () => {
		const { store, fill, written } = createDisk();
		fill(true);
		await expect(store.accept(event())).rejects.toThrow();
		fill(false);
		await store.accept(event());
		await store.ping();
		expect(written).toEqual(['event']);
	});

	it('is not written to by a ping that has no doubt', async () => {
		const { store, written } = createDisk();
		for (let nth = 0; nth < 3; nth += 1) await store.ping();
		expect(written).toEqual([]);
	});

	it('is not doubted for an event that is at fault itself', async () => {
		const { store } = createDisk();
		const faulty = watchWrites({
			...store,
			accept: () => Promise.reject(new Error('A store operation failed.')),
			putSetting: () => Promise.reject(new Error('It was written to.')),
		});
		await expect(faulty.accept(event())).rejects.toThrow('operation');
		await expect(faulty.ping()).resolves.toBeUndefined();
	});
});

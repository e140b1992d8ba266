import { isUnavailable, type Store, StoreUnavailableError } from '../../ports.ts';

const probeSetting = 'write_probe';
/** As much as a large event: on a full disk a smaller write may still find a place. */
const probeBytes = 65_536;

/**
 * A store whose `ping` knows that events could not be written: a full disk still answers reads.
 * From the first refused event on, `ping` writes as much as an event itself, until that works or
 * an event was taken. Nor is anything taken once the file is gone (`isThere`): a deleted file still
 * takes writes, and they are lost with the process.
 */
export const watchWrites = (store: Store, isThere: () => boolean = () => true): Store => {
	let isInDoubt = false;
	const demandFile = () => {
		if (!isThere()) throw new StoreUnavailableError('The file of the database is gone.');
	};
	return {
		...store,
		accept: async (entry) => {
			demandFile();
			try {
				const result = await store.accept(entry);
				isInDoubt = false;
				return result;
			} catch (fault) {
				if (isUnavailable(fault)) isInDoubt = true;
				throw fault;
			}
		},
		ping: async () => {
			demandFile();
			if (!isInDoubt) return store.ping();
			await store.putSetting(probeSetting, '0'.repeat(probeBytes));
			await store.putSetting(probeSetting, '');
			isInDoubt = false;
		},
	};
};

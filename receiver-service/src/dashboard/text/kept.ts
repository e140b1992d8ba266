import { useSyncExternalStore } from 'react';

/** A choice that the browser keeps for the next visit. */
export type Kept<T> = {
	readonly get: () => T;
	readonly set: (value: T) => void;
	readonly subscribe: (listener: () => void) => () => void;
};

/** Where things are kept; a browser may refuse it, and then they last as long as the page. */
export const storage = (): Storage | null => {
	try {
		return globalThis.localStorage ?? null;
	} catch {
		return null;
	}
};

/** `read` makes a value of what was kept, or of nothing. */
export const kept = <T extends string>(name: string, read: (text: string | null) => T): Kept<T> => {
	const listeners = new Set<() => void>();
	let value = read(storage()?.getItem(name) ?? null);
	return {
		get: () => value,
		set: (next) => {
			value = next;
			storage()?.setItem(name, next);
			for (const listener of listeners) listener();
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
};

export const useKept = <T>({ get, subscribe }: Kept<T>): T => useSyncExternalStore(subscribe, get);

/** A map is left for a fresh one after so many entries, or as many as it holds. */
const entriesPerMap = 256;

export type PassingMap<Key, Value> = {
	readonly get: (key: Key) => Value | undefined;
	readonly set: (key: Key, value: Value) => void;
	readonly delete: (key: Key) => void;
	readonly clear: () => void;
	readonly size: () => number;
	readonly keys: () => Iterable<Key>;
	readonly values: () => Iterable<Value>;
};

/**
 * A map for what comes and goes with every event. A `Map` takes a new table every few dozen such
 * entries, and V8 has the old table point to the new one, for iterators. A table that is in the old
 * generation, as after any full collection the present one is, so keeps the next from the collector
 * of the young one, and that the next, each with all it held, until a full collection, which the
 * then present table survives again (measured: of 16 MB that passed, 8 MB became old). Fresh maps
 * cut the row.
 */
export const createPassingMap = <Key, Value>(): PassingMap<Key, Value> => {
	let map = new Map<Key, Value>();
	let taken = 0;
	return {
		get: (key) => map.get(key),
		set: (key, value) => {
			if (taken >= entriesPerMap && taken >= map.size) {
				map = new Map(map);
				taken = 0;
			}
			taken += 1;
			map.set(key, value);
		},
		delete: (key) => {
			map.delete(key);
		},
		clear: () => {
			map = new Map();
			taken = 0;
		},
		size: () => map.size,
		keys: () => map.keys(),
		values: () => map.values(),
	};
};

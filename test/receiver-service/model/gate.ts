import type { Store } from '../../../receiver-service/src/ports.ts';

/**
 * Stands between a service and its database, to make it die as `kill -9` does: from then on none
 * of its calls reaches the database, and none comes back.
 */
export type Gate = {
	/** Calls under way. */
	readonly open: () => number;
	/** Dies before that many more calls. */
	readonly dieBefore: (calls: number) => void;
	readonly die: () => void;
	readonly isDead: () => boolean;
	/** Resolves when it has died. */
	readonly died: Promise<void>;
};

const never = <Value>(): Promise<Value> => new Promise(() => {});

/** Puts the gate into the store itself, which the whole service shares. */
export const gateOf = (store: Store): Gate => {
	const { promise: died, resolve } = Promise.withResolvers<void>();
	let open = 0;
	let left = Number.POSITIVE_INFINITY;
	let isDead = false;
	const die = () => {
		isDead = true;
		resolve();
	};
	const gated = Object.entries(store)
		.filter(([name]) => name !== 'close')
		.map(([name, method]) => [
			name,
			async (...args: readonly unknown[]) => {
				if (!isDead && left <= 0) die();
				if (isDead) return never();
				left -= 1;
				open += 1;
				try {
					const value = await (method as (...given: readonly unknown[]) => Promise<unknown>)(
						...args,
					);
					return isDead ? never() : value;
				} catch (fault) {
					if (isDead) return never();
					throw fault;
				} finally {
					open -= 1;
				}
			},
		]);
	Object.assign(store, Object.fromEntries(gated));
	return {
		open: () => open,
		dieBefore: (calls) => {
			left = calls;
		},
		die,
		isDead: () => isDead,
		died,
	};
};

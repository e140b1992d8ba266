import { StoreBusyError, StoreUnavailableError } from '../../../ports.ts';
import { errorOf, QueryFault } from './fault.ts';

/** What one of several calls that shared a transaction came to. */
export type Outcome<Result> =
	| { readonly value: Result; readonly fault?: undefined }
	| { readonly fault: unknown };

export type LaneOptions<Item, Result> = {
	/** Writes them in one transaction; an outcome for each, in their order. */
	readonly write: (items: readonly Item[]) => Promise<readonly Result[]>;
	readonly batchItems: number;
	/** Transactions at once; a further one starts only when this many wait. */
	readonly parallel: { readonly transactions: number; readonly from: number };
	/** How long an item may wait for others to share its commit. */
	readonly patienceMs: number;
	/** From here on, items of a size are refused. */
	readonly waitingItems: number;
	readonly waitingBytes: number;
};

/** Group commit: what comes while a transaction runs shares the next one. */
export type Lane<Item, Result> = {
	/** Resolves once the item's transaction is on disk. Items of size 0 are never refused. */
	readonly submit: (item: Item, bytes?: number) => Promise<Result>;
	/** Resolves when everything submitted so far has its answer. */
	readonly flushed: () => Promise<void>;
	/** Takes no more; resolves when everything submitted has its answer. */
	readonly drain: () => Promise<void>;
};

type Entry<Item, Result> = {
	readonly item: Item;
	readonly bytes: number;
	readonly resolve: (value: Result) => void;
	readonly reject: (fault: Error) => void;
};

/**
 * Runs the items in one transaction. When one fails, all are undone and each runs on its own:
 * only the faulty one fails. When the server itself fails, all fail, because each would.
 */
const writeTogether = async <Item, Result>(
	write: (items: readonly Item[]) => Promise<readonly Result[]>,
	items: readonly Item[],
): Promise<readonly Outcome<Result>[]> => {
	try {
		return (await write(items)).map((value) => ({ value }));
	} catch (fault) {
		const hopeless = fault instanceof QueryFault && (fault.later || fault.again);
		if (hopeless || items.length === 1) return items.map(() => ({ fault }));
		const outcomes: Outcome<Result>[] = [];
		for (const item of items) outcomes.push(...(await writeTogether(write, [item])));
		return outcomes;
	}
};

export const createLane = <Item, Result>(
	options: LaneOptions<Item, Result>,
): Lane<Item, Result> => {
	const { write, batchItems, parallel, patienceMs, waitingItems, waitingBytes } = options;
	let queue: Entry<Item, Result>[] = [];
	let queuedBytes = 0;
	let running = 0;
	let soon = false;
	let later: NodeJS.Timeout | null = null;
	let closed = false;
	const active = new Set<Promise<unknown>>();

	const flush = async (): Promise<void> => {
		const entries = queue.slice(0, batchItems);
		queue = queue.slice(batchItems);
		for (const { bytes } of entries) queuedBytes -= bytes;
		running += 1;
		const outcomes = await writeTogether(
			write,
			entries.map(({ item }) => item),
		);
		running -= 1;
		for (const [index, { resolve, reject }] of entries.entries()) {
			const outcome = outcomes[index];
			if (outcome === undefined) reject(new Error('A store operation has no outcome.'));
			else if ('value' in outcome) resolve(outcome.value);
			else reject(errorOf(outcome.fault));
		}
		schedule();
	};

	const start = (): void => {
		soon = false;
		if (queue.length > 0) void flush();
	};

	const schedule = (): void => {
		if (soon || queue.length === 0) return;
		if (running >= (queue.length >= parallel.from ? parallel.transactions : 1)) return;
		if (patienceMs > 0 && !closed && queue.length < parallel.from) {
			later ??= setTimeout(() => {
				later = null;
				if (!soon && running === 0) start();
			}, patienceMs);
			return;
		}
		soon = true;
		setImmediate(start);
	};

	const flushed = async (): Promise<void> => {
		if (later !== null) {
			clearTimeout(later);
			later = null;
			soon = true;
			setImmediate(start);
		}
		await Promise.allSettled(active);
	};

	return {
		submit: (item, bytes = 0) => {
			if (closed) return Promise.reject(new StoreUnavailableError('The store is closed.'));
			const full = queue.length >= waitingItems || queuedBytes >= waitingBytes;
			if (full && bytes > 0) {
				return Promise.reject(new StoreBusyError('Too many writes wait for the database.'));
			}
			const answer = new Promise<Result>((resolve, reject) => {
				queue.push({ item, bytes, resolve, reject });
				queuedBytes += bytes;
				schedule();
			});
			active.add(answer);
			const leave = () => active.delete(answer);
			answer.then(leave, leave);
			return answer;
		},
		flushed,
		drain: async () => {
			closed = true;
			schedule();
			await flushed();
		},
	};
};

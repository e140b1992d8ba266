import { createPassingMap } from '../../../domain/passing-map.ts';
import type { Log } from '../../../ports.ts';
import type { Database, Statement } from './database.ts';
import { planOf } from './plan.ts';
import type { AddedDelivery } from './tables/delivery-rows.ts';
import { addOwed, type OwedPlace, type Owing, writeOwed } from './tables/owed.ts';

/** A row of `owed`, as the replica that wrote it has it in memory. */
export type Batch = OwedPlace & {
	/** Deliveries of it that are open. */
	left: number;
	/** When it was on disk, by a clock that nobody sets. */
	readonly at: number;
};

/** A delivery that has no row, as far as memory knows. */
export type OwedDelivery = { readonly delivery: AddedDelivery; readonly batch: Batch };

/** What a transaction is about to write for deliveries. */
export type Planned = {
	/** What is owed, and the statement that says so. */
	readonly owed: readonly AddedDelivery[];
	readonly place: OwedPlace;
	readonly statements: readonly Statement[];
	/** Deliveries that get their rows at once. */
	readonly others: readonly AddedDelivery[];
};

/** What this replica owes: see tables/owed.ts. */
export type Owed = {
	/** The replica's name in its rows. */
	readonly keeper: string;
	readonly plan: (deliveries: readonly AddedDelivery[]) => Planned;
	/** What was planned is on disk. */
	readonly keep: (planned: Pick<Planned, 'owed' | 'place'>) => void;
	readonly find: (orgId: string, deliveryId: string) => OwedDelivery | undefined;
	/** Their results are on disk, or their rows have them. */
	readonly forget: (deliveries: readonly OwedDelivery[]) => void;
	/** Which rows owe something to this target; null: none that memory knows of. */
	readonly to: (targetId: string) => Owing | null;
	/** Writes no more by itself. */
	readonly stop: () => void;
};

/** What is open for so long, at most twice that, gets its row. */
const defaultAfterMs = 1_000;
/** So many times that after the last event, nothing is owed any more. */
const turnsAfter = 3;

export const createOwed = (options: {
	readonly database: Pick<Database, 'transaction'>;
	readonly keeper: string;
	readonly log: Log;
	/** Whether this replica delivers there at once. */
	readonly isOwn: (targetId: string) => boolean;
	/** Rows of these targets were written: who delivers there does not know. */
	readonly wake: (targetIds: Iterable<string>) => void;
	readonly writeAfterMs?: number | undefined;
}): Owed => {
	const { database, keeper, log, isOwn, wake, writeAfterMs = defaultAfterMs } = options;
	/** In the order they came. */
	const open = createPassingMap<string, OwedDelivery>();
	let last = 0;
	let owingUntil = 0;
	let timer: NodeJS.Timeout | null = null;
	let failing = false;
	let stopped = false;

	/** Writes what is older than a time, and forgets it: whoever brings a result looks at its row. */
	const writeOlder = async (): Promise<void> => {
		const before = performance.now() - writeAfterMs;
		const older = { keeper, olderMs: writeAfterMs };
		const written = await database.transaction((sql) => writeOwed(sql, older));
		for (const { delivery, batch } of open.values()) {
			if (batch.at > before) break;
			open.delete(delivery.id);
		}
		wake(new Set(written.map(({ targetId }) => targetId).filter((id) => !isOwn(id))));
	};

	const turn = async (): Promise<void> => {
		try {
			await writeOlder();
			failing = false;
		} catch (fault) {
			// It is owed still, and may be possible in a second.
			if (!failing) log.warn('delivery.rows_not_written', { error: String(fault) });
			failing = true;
		}
		timer = null;
		if (failing || performance.now() < owingUntil) startTimer();
	};
	const startTimer = (): void => {
		if (timer === null && !stopped) timer = setTimeout(turn, writeAfterMs).unref();
	};
	const arm = (): void => {
		owingUntil = performance.now() + turnsAfter * writeAfterMs;
		startTimer();
	};

	/** Not what is for later, nor where rows are looked for anyway. */
	const isOwed = ({ status, dueAt, createdAt, targetId }: AddedDelivery): boolean =>
		status === 'pending' && dueAt <= createdAt && isOwn(targetId);

	return {
		keeper,
		plan: (deliveries) => {
			const owed = deliveries.filter(isOwed);
			if (owed.length === 0) {
				return { owed, place: { keeper, nth: 0 }, statements: [], others: deliveries };
			}
			last += 1;
			const place = { keeper, nth: last };
			const others =
				owed.length === deliveries.length ? [] : deliveries.filter((one) => !owed.includes(one));
			// Where the commit's answer is lost nobody keeps it: it is written all the same.
			arm();
			return { owed, place, statements: [addOwed(place, planOf(owed))], others };
		},

		keep: ({ owed, place }) => {
			if (owed.length === 0) return;
			const batch: Batch = { ...place, left: owed.length, at: performance.now() };
			for (const delivery of owed) open.set(delivery.id, { delivery, batch });
			arm();
		},

		find: (orgId, deliveryId) => {
			const one = open.get(deliveryId);
			return one?.delivery.orgId === orgId ? one : undefined;
		},

		forget: (deliveries) => {
			for (const { delivery, batch } of deliveries) {
				if (open.get(delivery.id)?.batch !== batch) continue;
				open.delete(delivery.id);
				batch.left -= 1;
			}
		},

		to: (targetId) => {
			const nths = new Set<number>();
			for (const { delivery, batch } of open.values()) {
				if (delivery.targetId === targetId) nths.add(batch.nth);
			}
			return nths.size === 0 ? null : { keeper, nths: [...nths] };
		},

		stop: () => {
			stopped = true;
			if (timer !== null) clearTimeout(timer);
		},
	};
};

export type Quantiles = { readonly p50: number; readonly p99: number };

/** What became of the events of one run, as far as it falls into the window that is measured. */
export type Tally = {
	readonly window: (isOpen: boolean) => void;
	/** An answer to an event; `id`: where it was accepted. */
	readonly answered: (id: string | null, milliseconds: number) => void;
	readonly delivered: (id: string | undefined) => void;
	/** Events that not every hook URL has yet. */
	readonly open: () => number;
	readonly result: (windowMs: number) => {
		/** Events a second that were acknowledged and delivered to every hook URL within the window. */
		readonly eventsPerSecond: number;
		readonly acknowledged: number;
		readonly delivered: number;
		readonly refused: number;
		/** Milliseconds. */
		readonly ack: Quantiles;
		readonly ackToDelivered: Quantiles;
	};
};

const quantiles = (values: number[]): Quantiles => {
	values.sort((one, other) => one - other);
	const at = (share: number) =>
		values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
	return { p50: at(0.5), p99: at(0.99) };
};

type Tracked = { ackedAt: number; lastAt: number; left: number };

export const createTally = (hooks: number): Tally => {
	const events = new Map<string, Tracked>();
	const acks: number[] = [];
	const lags: number[] = [];
	let measuring = false;
	let acknowledged = 0;
	let delivered = 0;
	let refused = 0;
	let complete = 0;

	const note = (id: string, change: (tracked: Tracked) => void) => {
		const tracked = events.get(id) ?? { ackedAt: 0, lastAt: 0, left: hooks };
		change(tracked);
		if (tracked.ackedAt === 0 || tracked.left > 0) {
			events.set(id, tracked);
			return;
		}
		events.delete(id);
		if (!measuring) return;
		complete += 1;
		lags.push(Math.max(0, tracked.lastAt - tracked.ackedAt));
	};

	return {
		window: (isOpen) => {
			measuring = isOpen;
		},
		answered: (id, milliseconds) => {
			const now = performance.now();
			if (measuring) {
				if (id === null) refused += 1;
				else acknowledged += 1;
				acks.push(milliseconds);
			}
			if (id === null) return;
			note(id, (tracked) => {
				tracked.ackedAt = now;
			});
		},
		delivered: (id) => {
			const now = performance.now();
			if (measuring) delivered += 1;
			if (id === undefined) return;
			note(id, (tracked) => {
				tracked.left -= 1;
				tracked.lastAt = now;
			});
		},
		open: () => events.size,
		result: (windowMs) => ({
			eventsPerSecond: (complete * 1_000) / windowMs,
			acknowledged,
			delivered,
			refused,
			ack: quantiles(acks),
			ackToDelivered: quantiles(lags),
		}),
	};
};

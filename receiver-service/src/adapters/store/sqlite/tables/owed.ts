import { createPassingMap } from '../../../../domain/passing-map.ts';
import type { NewDelivery } from '../../../../ports.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { initialStatus, insertDelivery } from './delivery-rows.ts';
import type { Names } from './names.ts';
import { flag } from './values.ts';

/*
 * Deliveries without rows. Most succeed within milliseconds, and a row that is written as pending,
 * changed, and taken out of the index of what is pending costs twice what it costs to write it
 * once, when it ends. Until then a row of `owed` says what was planned for all deliveries of a
 * message, on disk with the message itself, and the writer knows in memory which of them are open.
 *
 * Nobody sees that. Whatever looks at deliveries has the rows written first (looking-away.ts names
 * what does not), in the same transaction or, where another thread reads, in one before. What
 * stays open for more than a second gets its row then; so does what the writer finds owed when it
 * starts. A delivery of `owed` that has a row has been written: that is all that recovery must
 * know, for rows are deleted only when nothing is owed.
 */

/** So many open ones are remembered; beyond it the oldest get their rows, so many messages' at once. */
const mostOpen = 5_000;
const fewMessages = 100;
/** So many messages' rows of `owed` go at once. */
const tidiedAtOnce = 256;

/** A delivery that has no row yet. */
export type OwedDelivery = {
	readonly orgId: string;
	/** Of its message. */
	readonly seq: number;
	readonly createdAt: number;
	readonly delivery: NewDelivery;
};

export type Owed = Pick<Operations, 'writeOwed' | 'writeOlderOwed'> & {
	/** Notes what is planned for a message, instead of its rows. */
	readonly add: (
		orgId: string,
		seq: number,
		createdAt: number,
		deliveries: readonly NewDelivery[],
	) => void;
	/** Hands over a delivery that has no row: the caller writes one. */
	readonly take: (orgId: string, deliveryId: string) => OwedDelivery | undefined;
	/** Writes the row of one that was taken, as pending. */
	readonly write: (one: OwedDelivery) => void;
	/** Forgets what has been written, now and then. */
	readonly tidy: () => void;
	/** Writes what another connection left. */
	readonly recover: () => void;
};

const planned = (names: Names, delivery: NewDelivery) => [
	delivery.id,
	names.add(delivery.subscriptionId),
	names.add(delivery.targetId),
	delivery.status,
	flag(delivery.replay),
	delivery.dueAt,
];

/** Adds the rows of what is owed from a message to another, but for those that are there. */
const addition = `INSERT INTO deliveries
	(org, id, message_seq, subscription, target, status, replay, created_at, due_at)
	SELECT m.org, d.value ->> 0, o.seq, n.n, d.value ->> 2,
		${initialStatus('n.name', 'n.n', 'd.value ->> 3')}, d.value ->> 4, m.received_at, d.value ->> 5
	FROM owed o CROSS JOIN messages m ON m.seq = o.seq CROSS JOIN json_each(o.deliveries) d
	CROSS JOIN names n ON n.n = d.value ->> 1
	WHERE o.seq BETWEEN ? AND ? ON CONFLICT (org, id) DO NOTHING`;

export const createOwed = (database: Database, names: Names): Owed => {
	/** In the order of their messages. */
	const open = createPassingMap<string, OwedDelivery>();
	/** Rows of `owed` are behind the one place and not behind the other. */
	let tidied = 0;
	let last = 0;
	/** The last message when older ones were last written. */
	let mark = 0;
	let isVoid = false;
	database.onRollback(() => {
		open.clear();
		isVoid = last > 0;
	});

	const firstOpen = (): number => {
		for (const { seq } of open.values()) return seq;
		return last + 1;
	};

	const forgetUntil = (seq: number): void => {
		database.run('DELETE FROM owed WHERE seq <= ?', seq);
		tidied = seq;
	};

	const writeUntil = (seq: number): void => {
		if (firstOpen() <= seq) database.run(addition, firstOpen(), seq);
		for (const { seq: placed, delivery } of open.values()) {
			if (placed > seq) break;
			open.delete(delivery.id);
		}
		forgetUntil(seq);
	};

	/** Whatever the table holds gets its rows. */
	const recover = (): void => {
		database.run(addition, 0, Number.MAX_SAFE_INTEGER);
		forgetUntil(Number.MAX_SAFE_INTEGER);
		tidied = last;
		isVoid = false;
	};
	/** What was remembered from an undone transaction is not so. */
	const demandTruth = (): void => {
		if (isVoid) recover();
	};

	return {
		add: (orgId, seq, createdAt, deliveries) => {
			demandTruth();
			if (deliveries.length === 0) return;
			// Another organisation may have a delivery of the same id.
			if (deliveries.some(({ id }) => open.get(id) !== undefined)) writeUntil(last);
			const plan = deliveries.map((delivery) => planned(names, delivery));
			database.run('INSERT INTO owed (seq, deliveries) VALUES (?, ?)', seq, JSON.stringify(plan));
			for (const delivery of deliveries) open.set(delivery.id, { orgId, seq, createdAt, delivery });
			last = seq;
			if (open.size() > mostOpen) writeUntil(Math.min(firstOpen() + fewMessages, last));
		},

		take: (orgId, deliveryId) => {
			demandTruth();
			const one = open.get(deliveryId);
			if (one?.orgId !== orgId) return undefined;
			open.delete(deliveryId);
			return one;
		},

		write: ({ orgId, seq, createdAt, delivery }) =>
			insertDelivery(database, names, orgId, seq, createdAt, delivery),

		tidy: () => {
			const settled = firstOpen() - 1;
			if (settled - tidied >= tidiedAtOnce) forgetUntil(settled);
		},

		recover,

		writeOwed: () => {
			demandTruth();
			if (last > tidied) writeUntil(last);
		},

		writeOlderOwed: () => {
			demandTruth();
			if (mark > tidied) writeUntil(mark);
			mark = last;
			return last > tidied;
		},
	};
};

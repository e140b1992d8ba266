import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { createDeliveryList } from './delivery-list.ts';
import {
	attemptsOf,
	type DeliveryRow,
	deliveryColumns,
	deliveryOf,
	insertDelivery,
} from './delivery-rows.ts';
import { type DeliverableRow, deliverableColumns, deliverableOf } from './message-rows.ts';
import type { Names } from './names.ts';

type DueRow = DeliveryRow & DeliverableRow;

const due = `SELECT ${deliveryColumns}, ${deliverableColumns.replace('m.id AS m_id, ', '')}
	FROM deliveries d %INDEX% CROSS JOIN messages m ON m.seq = d.message_seq`;
const dueOf = (names: Names, row: DueRow) => ({
	delivery: deliveryOf(names, row),
	message: deliverableOf(names, row),
});

/** Targets with pending deliveries, by skipping through the index: a backlog is not counted. */
export const targetsWithPending = `WITH RECURSIVE found (id) AS (
	SELECT min(target) FROM deliveries INDEXED BY deliveries_pending WHERE status = 'pending'
	UNION ALL
	SELECT (SELECT min(target) FROM deliveries INDEXED BY deliveries_pending
		WHERE status = 'pending' AND target > found.id)
	FROM found WHERE found.id IS NOT NULL
), first_due (target, due_at) AS (
	SELECT found.id, (SELECT min(due_at) FROM deliveries INDEXED BY deliveries_pending
		WHERE status = 'pending' AND target = found.id)
	FROM found WHERE found.id IS NOT NULL
)`;

export const createDeliveries = (
	database: Database,
	names: Names,
): Pick<
	Operations,
	| 'claimDue'
	| 'nextDue'
	| 'bringForward'
	| 'claimProbe'
	| 'pendingTargets'
	| 'addDeliveries'
	| 'getDelivery'
	| 'listDeliveries'
	| 'statistics'
> => ({
	claimDue: (targetId, now, limit) =>
		database
			.all<DueRow>(
				`${due.replace('%INDEX%', 'INDEXED BY deliveries_pending')}
				WHERE d.status = 'pending' AND d.target = ? AND d.due_at <= ?
				ORDER BY d.due_at, d.id LIMIT ?`,
				names.find(targetId),
				now,
				limit,
			)
			.map((row) => dueOf(names, row)),

	nextDue: (targetId, after) =>
		database.get<{ due_at: number | null }>(
			`SELECT min(due_at) AS due_at FROM deliveries INDEXED BY deliveries_pending
			WHERE status = 'pending' AND target = ? AND due_at > ?`,
			names.find(targetId),
			after,
		)?.due_at ?? null,

	bringForward: (targetId, after, milliseconds, limit) => {
		const target = names.find(targetId);
		const last = database.get<{ due_at: number | null }>(
			`SELECT max(due_at) AS due_at FROM (
				SELECT due_at FROM deliveries INDEXED BY deliveries_pending
				WHERE status = 'pending' AND target = ? AND due_at > ? ORDER BY due_at LIMIT ?)`,
			target,
			after,
			limit,
		);
		const until = last?.due_at ?? null;
		if (until === null) return null;
		database.run(
			`UPDATE deliveries INDEXED BY deliveries_pending SET due_at = due_at - ?
			WHERE status = 'pending' AND target = ? AND due_at > ? AND due_at <= ?`,
			milliseconds,
			target,
			after,
			until,
		);
		return until;
	},

	claimProbe: (subscriptionId) => {
		const row = database.get<DueRow>(
			`${due.replace('%INDEX%', 'INDEXED BY deliveries_held')}
			WHERE d.status = 'held' AND d.subscription = ? ORDER BY d.id LIMIT 1`,
			names.find(subscriptionId),
		);
		return row === undefined ? null : dueOf(names, row);
	},

	pendingTargets: () =>
		database
			.all<{ target: number; due_at: number }>(
				`${targetsWithPending} SELECT target, due_at FROM first_due`,
			)
			.map(({ target, due_at: dueAt }) => ({ targetId: names.text(target), dueAt })),

	addDeliveries: (deliveries) => {
		for (const delivery of deliveries) {
			const message = database.get<{ seq: number }>(
				'SELECT seq FROM messages WHERE org = ? AND id = ?',
				names.find(delivery.orgId),
				delivery.messageId,
			);
			// Erased while the replay was planned: there is nothing left to deliver.
			if (message === undefined) continue;
			insertDelivery(database, names, delivery.orgId, message.seq, delivery.createdAt, delivery);
		}
	},

	getDelivery: (orgId, id) => {
		const row = database.get<DueRow>(
			`${due.replace('%INDEX%', '')} WHERE d.org = ? AND d.id = ?`,
			names.find(orgId),
			id,
		);
		return row === undefined
			? null
			: { ...dueOf(names, row), attempts: attemptsOf(database, names, row) };
	},

	...createDeliveryList(database, names),

	statistics: (now) => {
		const count = (status: 'pending' | 'held') =>
			database.get<{ n: number }>(`SELECT count(*) AS n FROM deliveries WHERE status = '${status}'`)
				?.n ?? 0;
		const oldest = database.get<{ due_at: number | null }>(
			`${targetsWithPending} SELECT min(due_at) AS due_at FROM first_due WHERE due_at <= ?`,
			now,
		);
		return { pending: count('pending'), held: count('held'), oldestDueAt: oldest?.due_at ?? null };
	},
});

import type { DeliveryQuery } from '../../../../ports.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import {
	attemptsOf,
	type DeliveryRow,
	deliveryColumns,
	deliveryOf,
	insertDelivery,
} from './delivery-rows.ts';
import { between, condition, list, named, oneOf, typesOf } from './lists.ts';
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

const onlyDead = ({ statuses }: DeliveryQuery): boolean =>
	statuses.length === 1 && statuses[0] === 'dead_letter';

/** SQLite keeps no statistics here: the narrowest way in is chosen by what is asked. */
const indexFor = (query: DeliveryQuery): string => {
	if (query.messageId !== null) return 'deliveries_by_message';
	if (query.subscriptionId !== null) return 'deliveries_by_subscription';
	return onlyDead(query) ? 'deliveries_dead' : 'sqlite_autoindex_deliveries_1';
};

export const createDeliveries = (
	database: Database,
	names: Names,
): Pick<
	Operations,
	| 'claimDue'
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
			: { ...dueOf(names, row), attempts: attemptsOf(database, names, id) };
	},

	listDeliveries: (query, options) =>
		list<DeliveryRow & { type: number }, ReturnType<typeof deliveryOf> & { type: string }>(
			database,
			{
				select: `SELECT ${deliveryColumns}, m.type FROM deliveries d INDEXED BY ${indexFor(query)}
				CROSS JOIN messages m ON m.seq = d.message_seq`,
				where: [
					named(names, 'd.org', query.orgId),
					...(query.subscriptionId === null
						? []
						: [named(names, 'd.subscription', query.subscriptionId)]),
					...(query.messageId === null
						? []
						: [
								condition(
									'd.message_seq = (SELECT seq FROM messages WHERE org = ? AND id = ?)',
									names.find(query.orgId),
									query.messageId,
								),
							]),
					// A partial index is used only where the SQL itself says the same.
					...(onlyDead(query)
						? [condition("d.status = 'dead_letter'")]
						: oneOf('d.status', query.statuses)),
					...typesOf(names, 'm.type', query.types),
					...between('d.created_at', options),
				],
				position: 'd.id',
				after: options.after,
				options,
				read: (row) => ({ ...deliveryOf(names, row), type: names.text(row.type) }),
			},
		),

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

import type { Attempt, Delivery } from '../../../../domain/types.ts';
import type {
	Backlog,
	DeliverableMessage,
	DueDelivery,
	StoreStatistics,
} from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import {
	type AddedDelivery,
	allDeliveries,
	attemptsOf,
	type DeliveryRow,
	deliveryColumns,
	deliveryOf,
	insertDeliveries,
	lockSubscriptions,
} from './delivery-rows.ts';
import { type DeliverableRow, deliverableColumns, deliverableOf } from './message-rows.ts';

type DueRow = DeliveryRow & DeliverableRow;

const withMessage = (table: string): string =>
	`SELECT ${deliveryColumns}, ${deliverableColumns} FROM ${table} d
	JOIN messages m ON m.org_id = d.org_id AND m.id = d.message_id`;
const dueOf = (row: DueRow): DueDelivery => ({
	delivery: deliveryOf(row),
	message: deliverableOf(row),
});

/** Due and pending deliveries of a target, oldest due first. */
export const dueOfTarget = async (
	sql: Sql,
	targetId: string,
	now: number,
	limit: number,
): Promise<readonly DueDelivery[]> => {
	const rows = await sql.all<DueRow>(
		`${withMessage('deliveries')} WHERE d.status = 'pending' AND d.target_id = $1 AND d.due_at <= $2
		ORDER BY d.due_at, d.id LIMIT $3`,
		targetId,
		now,
		limit,
	);
	return rows.map(dueOf);
};

/** When the first pending delivery of a target after a time is due. */
export const nextDue = async (sql: Sql, targetId: string, after: number): Promise<number | null> =>
	(
		await sql.get<{ readonly due_at: number | null }>(
			`SELECT min(due_at) AS due_at FROM deliveries
			WHERE status = 'pending' AND target_id = $1 AND due_at > $2`,
			targetId,
			after,
		)
	)?.due_at ?? null;

/** The oldest held delivery of a subscription. */
export const oldestHeld = async (sql: Sql, subscriptionId: string): Promise<DueDelivery | null> => {
	const row = await sql.get<DueRow>(
		`${withMessage('deliveries')} WHERE d.status = 'held' AND d.subscription_id = $1
		ORDER BY d.id LIMIT 1`,
		subscriptionId,
	);
	return row === undefined ? null : dueOf(row);
};

/** Targets with pending deliveries, by skipping through the index: a backlog is not counted. */
export const targetsWithPending = `WITH RECURSIVE found (id) AS (
	SELECT min(target_id) FROM deliveries WHERE status = 'pending'
	UNION ALL
	SELECT (SELECT min(target_id) FROM deliveries WHERE status = 'pending' AND target_id > found.id)
	FROM found WHERE found.id IS NOT NULL
), first_due (id, due_at) AS (
	SELECT found.id, (SELECT min(due_at) FROM deliveries
		WHERE status = 'pending' AND target_id = found.id)
	FROM found WHERE found.id IS NOT NULL
)`;

export const addDeliveries = async (
	sql: Sql,
	deliveries: readonly AddedDelivery[],
): Promise<void> => {
	await lockSubscriptions(sql, deliveries);
	const rows = await sql.all<{ org_id: string; id: string }>(
		`SELECT m.org_id, m.id FROM unnest($1::text[], $2::text[]) AS w (org_id, id)
		JOIN messages m ON m.org_id = w.org_id AND m.id = w.id FOR KEY SHARE OF m`,
		deliveries.map(({ orgId }) => orgId),
		deliveries.map(({ messageId }) => messageId),
	);
	const there = new Set(rows.map(({ org_id: orgId, id }) => `${orgId}\n${id}`));
	// Erased while the replay was planned: there is nothing left to deliver.
	const wanted = deliveries.filter(({ orgId, messageId }) => there.has(`${orgId}\n${messageId}`));
	await insertDeliveries(sql, wanted);
};

export const getDelivery = async (
	sql: Sql,
	orgId: string,
	id: string,
): Promise<{
	readonly delivery: Delivery;
	readonly attempts: readonly Attempt[];
	readonly message: DeliverableMessage | null;
} | null> => {
	const row = await sql.get<DueRow>(
		`${withMessage(allDeliveries)} WHERE d.org_id = $1 AND d.id = $2`,
		orgId,
		id,
	);
	if (row === undefined) return null;
	const attempts = (await attemptsOf(sql, orgId, [id])).get(id) ?? [];
	return { ...dueOf(row), attempts };
};

/** What waits in an organisation, and what was given up. */
export const backlog = async (sql: Sql, orgId: string): Promise<Backlog> => {
	const open = await sql.all<{ status: string; n: number; oldest: number }>(
		`SELECT status, count(*) AS n, min(created_at) AS oldest FROM deliveries
		WHERE org_id = $1 GROUP BY status`,
		orgId,
	);
	const dead = await sql.get<{ n: number }>(
		"SELECT count(*) AS n FROM ended_deliveries WHERE org_id = $1 AND status = 'dead_letter'",
		orgId,
	);
	const ofStatus = (status: string) => open.find((row) => row.status === status);
	return {
		pending: ofStatus('pending')?.n ?? 0,
		held: ofStatus('held')?.n ?? 0,
		deadLetter: dead?.n ?? 0,
		oldestPendingAt: ofStatus('pending')?.oldest ?? null,
	};
};

export const statistics = async (sql: Sql, now: number): Promise<StoreStatistics> => {
	const count = async (status: 'pending' | 'held'): Promise<number> =>
		(await sql.get<{ n: number }>('SELECT count(*) AS n FROM deliveries WHERE status = $1', status))
			?.n ?? 0;
	const oldest = await sql.get<{ due_at: number | null }>(
		`${targetsWithPending} SELECT min(due_at) AS due_at FROM first_due WHERE due_at <= $1`,
		now,
	);
	return {
		pending: await count('pending'),
		held: await count('held'),
		oldestDueAt: oldest?.due_at ?? null,
	};
};

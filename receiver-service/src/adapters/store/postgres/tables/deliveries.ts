import type { Attempt, Delivery } from '../../../../domain/types.ts';
import type { DeliverableMessage, DueDelivery, Store, StoreStatistics } from '../../../../ports.ts';
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
): Promise<readonly Delivery[]> => {
	const rows = await sql.all<DeliveryRow>(
		`SELECT ${deliveryColumns} FROM deliveries d
		WHERE d.status = 'pending' AND d.target_id = $1 AND d.due_at <= $2
		ORDER BY d.due_at, d.id LIMIT $3`,
		targetId,
		now,
		limit,
	);
	return rows.map(deliveryOf);
};

/**
 * First attempts that are to be made, of messages to targets. By whose clock they are due does not
 * matter: they were when they were written. "OFFSET 0" has each message looked for by itself, and
 * not all that its targets ever had.
 */
export const firstAttempts = async (
	sql: Sql,
	targetIds: readonly string[],
	messageIds: readonly string[],
): Promise<readonly Delivery[]> => {
	const rows = await sql.all<DeliveryRow>(
		`SELECT d.* FROM unnest($1::text[]) AS w (id), LATERAL (
			SELECT ${deliveryColumns} FROM deliveries d WHERE d.message_id = w.id OFFSET 0
		) AS d WHERE d.d_status = 'pending' AND d.attempt_count = 0 AND d.target_id = ANY($2::text[])`,
		messageIds,
		targetIds,
	);
	return rows.map(deliveryOf);
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

/** Has rows of a target that are due after a time be due sooner, the first first; until when they were. */
export const bringForward = async (
	sql: Sql,
	...[targetId, after, milliseconds, limit]: Parameters<Store['bringForward']>
): Promise<number | null> =>
	(
		await sql.get<{ readonly due_at: number | null }>(
			`WITH last AS (SELECT max(due_at) AS due_at FROM (SELECT due_at FROM deliveries
				WHERE status = 'pending' AND target_id = $1 AND due_at > $2
				ORDER BY due_at LIMIT $4) AS first), moved AS (
				UPDATE deliveries SET due_at = due_at - $3 WHERE status = 'pending' AND target_id = $1
				AND due_at > $2 AND due_at <= (SELECT due_at FROM last))
			SELECT due_at FROM last`,
			targetId,
			after,
			milliseconds,
			limit,
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

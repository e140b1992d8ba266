import type { MessageSummary } from '../../../../domain/types.ts';
import type { Store } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { endHeld } from './held.ts';
import { type SummaryRow, summaryColumns, summaryOf } from './message-rows.ts';
import { writeOwed } from './owed.ts';

/** Canceled in one transaction: a backlog of any size must not hold the others up. */
const canceledPerCall = 2_000;

const forget = (sql: Sql, subscriptionId: string): Promise<number> =>
	sql.run('DELETE FROM handovers WHERE subscription_id = $1', subscriptionId);

export const listHandover = async (
	sql: Sql,
	orgId: string,
	urlHash: string,
	now: number,
): Promise<readonly { readonly deliveryId: string; readonly message: MessageSummary }[]> => {
	await writeOwed(sql);
	const rows = await sql.all<SummaryRow & { readonly delivery_id: string }>(
		`SELECT d.id AS delivery_id, ${summaryColumns} FROM handovers h
		JOIN deliveries d ON d.status = 'held' AND d.subscription_id = h.subscription_id
		JOIN messages m ON m.org_id = d.org_id AND m.id = d.message_id
		WHERE h.org_id = $1 AND h.url_hash = $2 AND h.until > $3 ORDER BY d.id`,
		orgId,
		urlHash,
		now,
	);
	return rows.map((row) => ({ deliveryId: row.delivery_id, message: summaryOf(row) }));
};

export const takeOver = async (
	sql: Sql,
	...[orgId, urlHash, deliveryIds, heir, now]: Parameters<Store['takeOver']>
): Promise<number> => {
	await writeOwed(sql);
	const rows = await sql.all<{ readonly id: string }>(
		`SELECT subscription_id AS id FROM handovers WHERE org_id = $1 AND url_hash = $2
		ORDER BY subscription_id FOR UPDATE`,
		orgId,
		urlHash,
	);
	const before = rows.map(({ id }) => id);
	const moved = await sql.run(
		`UPDATE deliveries SET subscription_id = $1, target_id = $2, status = $3, due_at = $4
		WHERE org_id = $5 AND id = ANY($6::text[]) AND status = 'held' AND subscription_id = ANY($7::text[])`,
		heir.subscriptionId,
		heir.targetId,
		heir.status,
		now,
		orgId,
		deliveryIds,
		before,
	);
	for (const id of before) {
		await endHeld(sql, id, now);
		await forget(sql, id);
	}
	return moved;
};

export const expireHandovers = async (sql: Sql, now: number): Promise<number> => {
	await writeOwed(sql);
	const over = await sql.all<{ readonly id: string }>(
		`SELECT subscription_id AS id FROM handovers WHERE until <= $1
		ORDER BY until LIMIT ${canceledPerCall} FOR UPDATE SKIP LOCKED`,
		now,
	);
	let canceled = 0;
	for (const { id } of over) {
		const rest = canceledPerCall - canceled;
		const here = await endHeld(sql, id, now, rest);
		canceled += here;
		// As many as were allowed: more may be there, for the next call.
		if (here === rest) break;
		await forget(sql, id);
	}
	return canceled;
};

import type { Sql } from '../database.ts';

/** Cancels held deliveries of a subscription, so many at most; they leave the open ones. */
export const endHeld = async (
	sql: Sql,
	subscriptionId: string,
	at: number,
	limit: number | null = null,
): Promise<number> =>
	sql.run(
		`WITH gone AS (
			DELETE FROM deliveries WHERE (org_id, id) IN (SELECT org_id, id FROM deliveries
				WHERE status = 'held' AND subscription_id = $1 LIMIT $3)
			RETURNING *
		)
		INSERT INTO ended_deliveries (org_id, id, message_id, subscription_id, target_id, status, replay,
			attempt_count, created_at, first_attempt_at, due_at, ended_at, last_status_code, last_error)
		SELECT org_id, id, message_id, subscription_id, target_id, 'canceled', replay, attempt_count,
			created_at, first_attempt_at, NULL, $2::bigint, last_status_code, last_error FROM gone`,
		subscriptionId,
		at,
		limit,
	);

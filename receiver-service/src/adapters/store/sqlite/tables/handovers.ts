import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { type SummaryRow, summaryColumns, summaryOf } from './message-rows.ts';
import type { Names } from './names.ts';

/** Canceled in one transaction: a backlog of any size must not stop the writer. */
const canceledPerCall = 2_000;

export const createHandovers = (
	database: Database,
	names: Names,
): Pick<Operations, 'listHandover' | 'takeOver' | 'expireHandovers'> => {
	const forebears = (orgId: string, urlHash: string): readonly number[] =>
		database
			.all<{ subscription: number }>(
				'SELECT subscription FROM handovers WHERE org_id = ? AND url_hash = ?',
				orgId,
				urlHash,
			)
			.map(({ subscription }) => subscription);
	const cancelHeld = (subscription: number, at: number, limit: number): number =>
		database.run(
			`UPDATE deliveries SET status = 'canceled', due_at = NULL, ended_at = ?
			WHERE (org, id) IN (SELECT org, id FROM deliveries INDEXED BY deliveries_held
				WHERE status = 'held' AND subscription = ? LIMIT ?)`,
			at,
			subscription,
			limit,
		);
	const forget = (subscription: number): void => {
		database.run('DELETE FROM handovers WHERE subscription = ?', subscription);
	};

	return {
		listHandover: (orgId, urlHash, now) =>
			database
				.all<SummaryRow & { delivery_id: string }>(
					`SELECT d.id AS delivery_id, ${summaryColumns} FROM handovers h
					CROSS JOIN deliveries d INDEXED BY deliveries_held
						ON d.status = 'held' AND d.subscription = h.subscription
					CROSS JOIN messages m ON m.seq = d.message_seq
					WHERE h.org_id = ? AND h.url_hash = ? AND h.until > ? ORDER BY d.id`,
					orgId,
					urlHash,
					now,
				)
				.map((row) => ({ deliveryId: row.delivery_id, message: summaryOf(names, row) })),

		takeOver: (orgId, urlHash, deliveryIds, heir, now) => {
			const before = forebears(orgId, urlHash);
			const moved = database.run(
				`UPDATE deliveries SET subscription = ?, target = ?, status = ?, due_at = ?
				WHERE org = ? AND id IN (SELECT value FROM json_each(?)) AND status = 'held'
				AND subscription IN (SELECT value FROM json_each(?))`,
				names.add(heir.subscriptionId),
				names.add(heir.targetId),
				heir.status,
				now,
				names.find(orgId),
				JSON.stringify(deliveryIds),
				JSON.stringify(before),
			);
			for (const subscription of before) {
				cancelHeld(subscription, now, -1);
				forget(subscription);
			}
			return moved;
		},

		expireHandovers: (now) => {
			const over = database.all<{ subscription: number }>(
				'SELECT subscription FROM handovers WHERE until <= ? ORDER BY until LIMIT ?',
				now,
				canceledPerCall,
			);
			let canceled = 0;
			for (const { subscription } of over) {
				const rest = canceledPerCall - canceled;
				const here = cancelHeld(subscription, now, rest);
				canceled += here;
				// As many as were allowed: more may be there, for the next call.
				if (here === rest) break;
				forget(subscription);
			}
			return canceled;
		},
	};
};

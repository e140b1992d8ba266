import type { DeliveryStatus } from '../../../../domain/types.ts';
import { isOpen, type NextDelivery, nextState, type PresentDelivery } from '../../next-state.ts';
import type { Database } from '../database.ts';
import { type StoredAttempt, type StoredSettlement, unpackSettlements } from '../packed.ts';
import type { Operations } from '../protocol.ts';
import { insertAttempt } from './delivery-rows.ts';
import { writeSubscriptionHealth } from './health.ts';
import type { Names } from './names.ts';

type PresentRow = {
	readonly status: DeliveryStatus;
	readonly subscription: number;
	readonly due_at: number | null;
	readonly active: number | null;
};

export const createSettle = (database: Database, names: Names): Pick<Operations, 'settle'> => {
	const presentOf = ({ orgId, deliveryId }: StoredSettlement): PresentDelivery | undefined => {
		const row = database.get<PresentRow>(
			`SELECT d.status, d.subscription, d.due_at,
			(SELECT s.status = 'active' FROM subscriptions s WHERE s.id = n.name) AS active
			FROM deliveries d CROSS JOIN names n ON n.n = d.subscription WHERE d.org = ? AND d.id = ?`,
			names.find(orgId),
			deliveryId,
		);
		return (
			row && {
				status: row.status,
				subscriptionId: names.text(row.subscription),
				dueAt: row.due_at,
				active: row.active === 1,
			}
		);
	};

	const change = (
		{ orgId, deliveryId }: StoredSettlement,
		present: PresentDelivery,
		next: NextDelivery,
	): void => {
		database.run(
			`UPDATE deliveries SET status = ?, due_at = ?, ended_at = coalesce(ended_at, ?)
			WHERE org = ? AND id = ?`,
			next.status,
			next.dueAt,
			// Nothing was sent: it ended when its turn came.
			isOpen(next.status) ? null : present.dueAt,
			names.find(orgId),
			deliveryId,
		);
	};

	/** False when the delivery was erased meanwhile. */
	const record = (
		settlement: StoredSettlement,
		attempt: StoredAttempt,
		next: NextDelivery,
	): boolean =>
		database.run(
			`UPDATE deliveries SET status = ?, due_at = ?, attempt_count = max(attempt_count, ?),
			first_attempt_at = coalesce(first_attempt_at, ?), ended_at = coalesce(ended_at, ?),
			last_status_code = ?, last_error = ? WHERE org = ? AND id = ?`,
			next.status,
			next.dueAt,
			settlement.attemptCount,
			attempt.at,
			isOpen(next.status) ? null : attempt.at + attempt.durationMs,
			attempt.status,
			attempt.error,
			names.find(settlement.orgId),
			settlement.deliveryId,
		) > 0;

	const settleOne = (settlement: StoredSettlement): void => {
		const { deliveryId, attempt, status } = settlement;
		// Success needs no look at what was before: by far the most settlements.
		if (status === 'succeeded' && attempt !== null) {
			const there = record(settlement, attempt, { status, dueAt: null });
			if (there) insertAttempt(database, names, deliveryId, attempt);
			return;
		}
		const present = presentOf(settlement);
		if (present === undefined) return;
		const next = nextState(present, settlement);
		if (attempt === null) change(settlement, present, next);
		else {
			record(settlement, attempt, next);
			insertAttempt(database, names, deliveryId, attempt);
		}
	};

	return {
		settle: (packed) => {
			const { settlements, healths } = unpackSettlements(packed);
			for (const { orgId, subscriptionId, health } of healths) {
				writeSubscriptionHealth(database, orgId, subscriptionId, health);
			}
			for (const settlement of settlements) settleOne(settlement);
		},
	};
};

import type { DeliveryStatus } from '../../../../domain/types.ts';
import { isOpen, type NextDelivery, nextState, type PresentDelivery } from '../../next-state.ts';
import type { Database } from '../database.ts';
import { type StoredAttempt, type StoredSettlement, unpackSettlements } from '../packed.ts';
import type { Operations } from '../protocol.ts';
import {
	insertAttempt,
	isSuccess,
	type Success,
	successColumns,
	successValues,
} from './delivery-rows.ts';
import { writeSubscriptionHealth } from './health.ts';
import type { Names } from './names.ts';
import type { Owed, OwedDelivery } from './owed.ts';
import { flag } from './values.ts';

type PresentRow = {
	readonly status: DeliveryStatus;
	readonly subscription: number;
	readonly due_at: number | null;
	readonly active: number | null;
	readonly attempt_id: string | null;
};

type Present = PresentDelivery & { readonly attemptId: string | null };

const insertion = `INSERT INTO deliveries (org, id, message_seq, subscription, target, status, replay,
	attempt_count, created_at, first_attempt_at, ended_at, last_status_code, ${successColumns.join(', ')})
	VALUES (?, ?, ?, ?, ?, 'succeeded', ?, ?, ?, ?, ?, ?, ${successColumns.map(() => '?').join(', ')})`;

const success = `UPDATE deliveries SET status = 'succeeded', due_at = NULL,
	attempt_count = max(attempt_count, ?), first_attempt_at = coalesce(first_attempt_at, ?),
	ended_at = coalesce(ended_at, ?), last_status_code = ?, last_error = NULL,
	${successColumns.map((column) => `${column} = ?`).join(', ')}
	WHERE org = ? AND id = ? AND attempt_id IS NULL`;

export const createSettle = (
	database: Database,
	names: Names,
	owed: Pick<Owed, 'take' | 'write' | 'tidy'>,
): Pick<Operations, 'settle'> => {
	/** The only row of a delivery that succeeded at once. */
	const insert = (
		{ orgId, seq, createdAt, delivery }: OwedDelivery,
		{ attemptCount }: StoredSettlement,
		attempt: Success,
	): void => {
		database.run(
			insertion,
			names.add(orgId),
			delivery.id,
			seq,
			names.add(delivery.subscriptionId),
			names.add(delivery.targetId),
			flag(delivery.replay),
			attemptCount,
			createdAt,
			attempt.at,
			attempt.at + attempt.durationMs,
			attempt.status,
			...successValues(names, attempt),
		);
	};

	/** False when there is no row, or one with an attempt that it succeeded by. */
	const succeed = (settlement: StoredSettlement, attempt: Success): boolean =>
		database.run(
			success,
			settlement.attemptCount,
			attempt.at,
			attempt.at + attempt.durationMs,
			attempt.status,
			...successValues(names, attempt),
			names.find(settlement.orgId),
			settlement.deliveryId,
		) > 0;

	const presentOf = ({ orgId, deliveryId }: StoredSettlement): Present | undefined => {
		const row = database.get<PresentRow>(
			`SELECT d.status, d.subscription, d.due_at, d.attempt_id,
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
				attemptId: row.attempt_id,
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

	const record = (
		settlement: StoredSettlement,
		attempt: StoredAttempt,
		next: NextDelivery,
	): void => {
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
		);
	};

	/** Success needs no look at what was before: by far the most settlements. */
	const settleSuccess = (
		settlement: StoredSettlement,
		planned: OwedDelivery | undefined,
	): boolean => {
		const { attempt, status } = settlement;
		if (status !== 'succeeded' || attempt === null || !isSuccess(attempt)) return false;
		if (planned === undefined) return succeed(settlement, attempt);
		insert(planned, settlement, attempt);
		return true;
	};

	const settleOne = (settlement: StoredSettlement): void => {
		const { orgId, deliveryId, attempt } = settlement;
		const planned = owed.take(orgId, deliveryId);
		if (settleSuccess(settlement, planned)) return;
		if (planned !== undefined) owed.write(planned);
		const present = presentOf(settlement);
		// Erased meanwhile.
		if (present === undefined) return;
		const next = nextState(present, settlement);
		if (attempt === null) {
			change(settlement, present, next);
			return;
		}
		record(settlement, attempt, next);
		if (present.attemptId !== attempt.id) insertAttempt(database, names, deliveryId, attempt);
	};

	return {
		settle: (packed) => {
			const { settlements, healths } = unpackSettlements(packed);
			for (const { orgId, subscriptionId, health } of healths) {
				writeSubscriptionHealth(database, orgId, subscriptionId, health);
			}
			for (const settlement of settlements) settleOne(settlement);
			owed.tidy();
		},
	};
};

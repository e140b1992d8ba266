import type { DeliveryStatus } from '../../../../domain/types.ts';
import type { Database } from '../database.ts';
import { type StoredAttempt, type StoredSettlement, unpackSettlements } from '../packed.ts';
import type { Operations } from '../protocol.ts';
import { insertAttempt } from './delivery-rows.ts';
import { writeSubscriptionHealth } from './health.ts';
import type { Names } from './names.ts';

type Present = {
	readonly status: DeliveryStatus;
	readonly subscription: number;
	readonly due_at: number | null;
	readonly active: number | null;
};

type Next = { readonly status: DeliveryStatus; readonly dueAt: number | null };

/**
 * Where a delivery goes when an attempt's result meets a row that changed while it was under way.
 * Success always counts: the hook got it. What has ended stays ended. What was paused, disabled or
 * handed over in the meantime keeps that state when the result is only "again later". A result
 * "held" does not hold the delivery of a subscription that is active again: nobody would release it.
 */
const nextState = (
	names: Names,
	present: Present,
	{ status, dueAt, subscriptionId }: StoredSettlement,
): Next => {
	const stay: Next = { status: present.status, dueAt: present.due_at };
	if (status === 'succeeded') return { status, dueAt: null };
	if (present.status !== 'pending' && present.status !== 'held') return stay;
	if (names.text(present.subscription) !== subscriptionId) return stay;
	switch (status) {
		case 'pending':
			return { status: present.status, dueAt };
		case 'held':
			return present.status === 'pending' && present.active === 1
				? { status: 'pending', dueAt: dueAt ?? present.due_at }
				: { status, dueAt: dueAt ?? present.due_at };
		case 'dead_letter':
			return { status, dueAt: null };
		case 'canceled':
			// A held one waits for its subscription, or for who takes the URL over.
			return present.status === 'held' ? stay : { status, dueAt: null };
	}
};

const isOpen = (status: DeliveryStatus): boolean => status === 'pending' || status === 'held';

export const createSettle = (database: Database, names: Names): Pick<Operations, 'settle'> => {
	const presentOf = ({ orgId, deliveryId }: StoredSettlement) =>
		database.get<Present>(
			`SELECT d.status, d.subscription, d.due_at,
			(SELECT s.status = 'active' FROM subscriptions s WHERE s.id = n.name) AS active
			FROM deliveries d CROSS JOIN names n ON n.n = d.subscription WHERE d.org = ? AND d.id = ?`,
			names.find(orgId),
			deliveryId,
		);

	const change = ({ orgId, deliveryId }: StoredSettlement, present: Present, next: Next): void => {
		database.run(
			`UPDATE deliveries SET status = ?, due_at = ?, ended_at = coalesce(ended_at, ?)
			WHERE org = ? AND id = ?`,
			next.status,
			next.dueAt,
			// Nothing was sent: it ended when its turn came.
			isOpen(next.status) ? null : present.due_at,
			names.find(orgId),
			deliveryId,
		);
	};

	/** False when the delivery was erased meanwhile. */
	const record = (settlement: StoredSettlement, attempt: StoredAttempt, next: Next): boolean =>
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
		const next = nextState(names, present, settlement);
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

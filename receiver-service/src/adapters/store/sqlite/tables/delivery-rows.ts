import type { Attempt, Delivery, DeliveryStatus } from '../../../../domain/types.ts';
import type { NewDelivery } from '../../../../ports.ts';
import type { Database } from '../database.ts';
import { type StoredAttempt, unpackHeaders } from '../packed.ts';
import type { Names } from './names.ts';
import { flag } from './values.ts';

export const deliveryColumns = `d.id, d.org, m.id AS m_id, d.subscription, d.target, d.status AS d_status,
	d.replay, d.attempt_count, d.created_at, d.first_attempt_at, d.due_at, d.ended_at,
	d.last_status_code, d.last_error`;

export type DeliveryRow = {
	readonly id: string;
	readonly org: number;
	readonly m_id: string;
	readonly subscription: number;
	readonly target: number;
	readonly d_status: DeliveryStatus;
	readonly replay: number;
	readonly attempt_count: number;
	readonly created_at: number;
	readonly first_attempt_at: number | null;
	readonly due_at: number | null;
	readonly ended_at: number | null;
	readonly last_status_code: number | null;
	readonly last_error: string | null;
};

export const deliveryOf = (names: Names, row: DeliveryRow): Delivery => ({
	id: row.id,
	orgId: names.text(row.org),
	messageId: row.m_id,
	subscriptionId: names.text(row.subscription),
	targetId: names.text(row.target),
	status: row.d_status,
	replay: row.replay === 1,
	attemptCount: row.attempt_count,
	createdAt: row.created_at,
	firstAttemptAt: row.first_attempt_at,
	dueAt: row.due_at,
	endedAt: row.ended_at,
	lastStatusCode: row.last_status_code,
	lastError: row.last_error,
});

/**
 * Adds a delivery of the message at `seq`. The caller planned it on what it had in memory: where
 * the subscription was paused, resumed or deleted in the meantime, its row decides, so that
 * nothing stays pending that must wait, nor held that nobody would release.
 */
export const insertDelivery = (
	database: Database,
	names: Names,
	orgId: string,
	seq: number,
	createdAt: number,
	delivery: NewDelivery,
): void => {
	const subscription = names.add(delivery.subscriptionId);
	database.run(
		`INSERT INTO deliveries (org, id, message_seq, subscription, target, status, replay, created_at, due_at)
		VALUES (?, ?, ?, ?, ?, coalesce(
			(SELECT CASE status WHEN 'active' THEN 'pending' ELSE 'held' END FROM subscriptions WHERE id = ?),
			(SELECT 'held' FROM handovers WHERE subscription = ?),
			?), ?, ?, ?)`,
		names.add(orgId),
		delivery.id,
		seq,
		subscription,
		names.add(delivery.targetId),
		delivery.subscriptionId,
		subscription,
		delivery.status,
		flag(delivery.replay),
		createdAt,
		delivery.dueAt,
	);
};

type AttemptRow = {
	readonly id: string;
	readonly at: number;
	readonly outcome: Attempt['outcome'];
	readonly status: number | null;
	readonly duration_ms: number;
	readonly response_excerpt: string | null;
	readonly error: string | null;
	readonly header_form: number;
	readonly header_values: string;
};

export const insertAttempt = (
	database: Database,
	names: Names,
	deliveryId: string,
	attempt: StoredAttempt,
): void => {
	database.run(
		`INSERT INTO attempts (delivery_id, id, at, outcome, status, duration_ms, response_excerpt, error,
		header_form, header_values) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		deliveryId,
		attempt.id,
		attempt.at,
		attempt.outcome,
		attempt.status,
		attempt.durationMs,
		attempt.responseExcerpt,
		attempt.error,
		names.add(attempt.headerForm),
		attempt.headerValues,
	);
};

/** A delivery's attempts, first to last. */
export const attemptsOf = (
	database: Database,
	names: Names,
	deliveryId: string,
): readonly Attempt[] =>
	database
		.all<AttemptRow>(
			`SELECT id, at, outcome, status, duration_ms, response_excerpt, error, header_form,
			header_values FROM attempts WHERE delivery_id = ? ORDER BY id`,
			deliveryId,
		)
		.map((row) => ({
			id: row.id,
			at: row.at,
			outcome: row.outcome,
			status: row.status,
			durationMs: row.duration_ms,
			responseExcerpt: row.response_excerpt,
			error: row.error,
			requestHeaders: unpackHeaders(names.text(row.header_form), row.header_values),
		}));

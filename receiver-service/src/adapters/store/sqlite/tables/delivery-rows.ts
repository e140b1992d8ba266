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
 * The state of a new delivery, of SQL expressions. The caller planned it on what it had in memory:
 * where the subscription was paused, resumed or deleted in the meantime, its row decides, so that
 * nothing stays pending that must wait, nor held that nobody would release.
 */
export const initialStatus = (id: string, number: string, planned: string): string => `coalesce(
	(SELECT CASE s.status WHEN 'active' THEN 'pending' ELSE 'held' END FROM subscriptions s WHERE s.id = ${id}),
	(SELECT 'held' FROM handovers h WHERE h.subscription = ${number}),
	${planned})`;

const insertion = `INSERT INTO deliveries
	(org, id, message_seq, subscription, target, status, replay, created_at, due_at)
	VALUES (?, ?, ?, ?, ?, ${initialStatus('?', '?', '?')}, ?, ?, ?)`;

/** Adds a delivery of the message at `seq`. */
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
		insertion,
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

/** A success that says nothing which the row of its delivery has no column for. */
export type Success = StoredAttempt & { readonly outcome: 'success'; readonly error: null };
export const isSuccess = (attempt: StoredAttempt): attempt is Success =>
	attempt.outcome === 'success' && attempt.error === null;

/** The columns of a delivery's row for the attempt that it succeeded by, and their values. */
export const successColumns = [
	'attempt_id',
	'attempt_at',
	'attempt_status',
	'attempt_ms',
	'attempt_excerpt',
	'attempt_header_form',
	'attempt_header_values',
] as const;
export const successValues = (names: Names, attempt: Success) =>
	[
		attempt.id,
		attempt.at,
		attempt.status,
		attempt.durationMs,
		attempt.responseExcerpt,
		names.add(attempt.headerForm),
		attempt.headerValues,
	] as const;

/** A delivery's attempts, first to last; the one that it succeeded by stands in its own row. */
export const attemptsOf = (
	database: Database,
	names: Names,
	{ org, id: deliveryId }: Pick<DeliveryRow, 'org' | 'id'>,
): readonly Attempt[] =>
	database
		.all<AttemptRow>(
			`SELECT id, at, outcome, status, duration_ms, response_excerpt, error, header_form,
			header_values FROM attempts WHERE delivery_id = ?
			UNION ALL SELECT attempt_id, attempt_at, '${'success' satisfies Attempt['outcome']}',
				attempt_status, attempt_ms, attempt_excerpt, NULL, attempt_header_form,
				attempt_header_values
			FROM deliveries WHERE org = ? AND id = ? AND attempt_id IS NOT NULL ORDER BY id`,
			deliveryId,
			org,
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

import { firstIdAt, timeOfId } from '../../../../domain/id.ts';
import type { Attempt, Delivery, DeliveryStatus } from '../../../../domain/types.ts';
import type { NewDelivery } from '../../../../ports.ts';
import type { Sql, Statement } from '../database.ts';
import { headersOf } from '../header-lines.ts';
import type { Parameter } from '../parameters.ts';
import { columnsOf, unnest } from '../unnest.ts';

export const deliveryColumns = `d.id, d.org_id, d.message_id, d.subscription_id, d.target_id,
	d.status AS d_status, d.replay, d.attempt_count, d.created_at, d.first_attempt_at, d.due_at,
	d.ended_at, d.last_status_code, d.last_error`;

/** Open ones and ended ones. */
export const allDeliveries = '(SELECT * FROM deliveries UNION ALL SELECT * FROM ended_deliveries)';

export type DeliveryRow = {
	readonly id: string;
	readonly org_id: string;
	readonly message_id: string;
	readonly subscription_id: string;
	readonly target_id: string;
	readonly d_status: DeliveryStatus;
	readonly replay: boolean;
	readonly attempt_count: number;
	readonly created_at: number;
	readonly first_attempt_at: number | null;
	readonly due_at: number | null;
	readonly ended_at: number | null;
	readonly last_status_code: number | null;
	readonly last_error: string | null;
};

export const deliveryOf = (row: DeliveryRow): Delivery => ({
	id: row.id,
	orgId: row.org_id,
	messageId: row.message_id,
	subscriptionId: row.subscription_id,
	targetId: row.target_id,
	status: row.d_status,
	replay: row.replay,
	attemptCount: row.attempt_count,
	createdAt: row.created_at,
	firstAttemptAt: row.first_attempt_at,
	dueAt: row.due_at,
	endedAt: row.ended_at,
	lastStatusCode: row.last_status_code,
	lastError: row.last_error,
});

export type AddedDelivery = NewDelivery & {
	readonly orgId: string;
	readonly messageId: string;
	readonly createdAt: number;
};

const newColumns = {
	org_id: 'text',
	id: 'text',
	message_id: 'text',
	subscription_id: 'text',
	target_id: 'text',
	status: 'text',
	replay: 'boolean',
	created_at: 'bigint',
	due_at: 'bigint',
} as const;

const subscriptionIds = (
	deliveries: readonly Pick<NewDelivery, 'subscriptionId'>[],
): readonly string[] => [...new Set(deliveries.map(({ subscriptionId }) => subscriptionId))];

/**
 * Holds the subscriptions of new deliveries as they are until the transaction ends: who pauses,
 * moves or deletes one in the meantime waits, and then finds its new deliveries. In a statement of
 * its own, so that the next one sees what was waited for.
 */
export const locking = (deliveries: readonly Pick<NewDelivery, 'subscriptionId'>[]): Statement => ({
	sql: 'SELECT 1 FROM subscriptions WHERE id = ANY($1::text[]) ORDER BY id FOR SHARE',
	values: [subscriptionIds(deliveries)],
});

export const lockSubscriptions = async (
	sql: Sql,
	deliveries: readonly Pick<NewDelivery, 'subscriptionId'>[],
): Promise<void> => {
	if (deliveries.length === 0) return;
	const lock = locking(deliveries);
	await sql.run(lock.sql, ...lock.values);
};

/**
 * Adds the deliveries `e`, its parameters counted from `first`. The caller planned them on what it
 * had in memory: where the subscription was paused, resumed, moved or deleted in the meantime, its
 * row decides, so that nothing stays pending that must wait, nor held that nobody would release.
 */
export const addition = (first: number, where = 'true'): string => `INSERT INTO deliveries
	(org_id, id, message_id, subscription_id, target_id, status, replay, created_at, due_at)
	SELECT e.org_id, e.id, e.message_id, e.subscription_id, coalesce(s.target_id, e.target_id),
		CASE WHEN s.status = 'active' THEN 'pending' WHEN s.id IS NOT NULL THEN 'held'
			WHEN h.subscription_id IS NOT NULL THEN 'held' ELSE e.status END,
		e.replay, e.created_at, e.due_at
	FROM ${unnest(newColumns, 'e', first)}
	LEFT JOIN subscriptions s ON s.id = e.subscription_id
	LEFT JOIN handovers h ON h.subscription_id = e.subscription_id
	WHERE ${where}`;
const added = addition(1);

/** The parameters of an addition. */
export const columnsOfAdded = (deliveries: readonly AddedDelivery[]): readonly Parameter[] =>
	columnsOf(
		newColumns,
		deliveries.map((one) => ({
			org_id: one.orgId,
			id: one.id,
			message_id: one.messageId,
			subscription_id: one.subscriptionId,
			target_id: one.targetId,
			status: one.status,
			replay: one.replay,
			created_at: one.createdAt,
			due_at: one.dueAt,
		})),
	);

export const insertDeliveries = async (
	sql: Sql,
	deliveries: readonly AddedDelivery[],
): Promise<void> => {
	if (deliveries.length > 0) await sql.run(added, ...columnsOfAdded(deliveries));
};

/** "OFFSET 0" has each looked for by itself, and not all that ever ended. */
const hasNotEnded = `NOT EXISTS (SELECT 1 FROM ended_deliveries past
	WHERE past.org_id = e.org_id AND past.id = e.id OFFSET 0)`;
const missing = `${addition(1, hasNotEnded)} ON CONFLICT DO NOTHING`;

/** The same, but for those that have a row by now. */
export const insertMissingDeliveries = async (
	sql: Sql,
	deliveries: readonly AddedDelivery[],
): Promise<void> => {
	if (deliveries.length > 0) await sql.run(missing, ...columnsOfAdded(deliveries));
};

const attemptColumns = {
	org_id: 'text',
	delivery_id: 'text',
	id: 'text',
	at: 'bigint',
	outcome: 'text',
	status: 'integer',
	duration_ms: 'float8',
	response_excerpt: 'text',
	error: 'text',
	request_headers: 'text',
} as const;

export type NewAttempt = {
	readonly orgId: string;
	readonly deliveryId: string;
	readonly attempt: Attempt;
};

const attempted = `INSERT INTO attempts (${Object.keys(attemptColumns).join(', ')})
	SELECT ${Object.keys(attemptColumns).join(', ')} FROM ${unnest(attemptColumns, 'a', 1)}
	ON CONFLICT DO NOTHING`;

export const insertAttempts = async (sql: Sql, attempts: readonly NewAttempt[]): Promise<void> => {
	if (attempts.length === 0) return;
	const rows = attempts.map(({ orgId, deliveryId, attempt }) => ({
		org_id: orgId,
		delivery_id: deliveryId,
		id: attempt.id,
		at: attempt.at,
		outcome: attempt.outcome,
		status: attempt.status,
		duration_ms: attempt.durationMs,
		response_excerpt: attempt.responseExcerpt,
		error: attempt.error,
		request_headers: JSON.stringify(attempt.requestHeaders),
	}));
	await sql.run(attempted, ...columnsOf(attemptColumns, rows));
};

type AttemptRow = {
	readonly delivery_id: string;
	readonly id: string;
	readonly at: number;
	readonly outcome: Attempt['outcome'];
	readonly status: number | null;
	readonly duration_ms: number;
	readonly response_excerpt: string | null;
	readonly error: string | null;
	readonly request_headers: string;
};

/** Clocks of replicas differ; an attempt is not looked for in partitions of days before this. */
const skewMs = 86_400_000;

/** No attempt of these was made before: where its partitions begin. */
const earliestAttempt = (deliveryIds: readonly string[]): string => {
	const oldest = Math.min(...deliveryIds.map(timeOfId));
	return Number.isFinite(oldest) ? firstIdAt('att', oldest - skewMs) : '';
};

/** When the latest attempt of each began. */
export const lastAttempts = async (
	sql: Sql,
	orgId: string,
	deliveryIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
	if (deliveryIds.length === 0) return new Map();
	const rows = await sql.all<{ readonly id: string; readonly at: number }>(
		`SELECT id, max(at) AS at FROM (
			SELECT delivery_id AS id, at FROM attempts
			WHERE org_id = $1 AND delivery_id = ANY($2::text[]) AND id >= $3
			UNION ALL SELECT id, attempt_at FROM ended_deliveries
			WHERE org_id = $1 AND id = ANY($2::text[]) AND attempt_id IS NOT NULL
		) AS a GROUP BY id`,
		orgId,
		deliveryIds,
		earliestAttempt(deliveryIds),
	);
	return new Map(rows.map(({ id, at }) => [id, at]));
};

/** Attempts of deliveries, each first to last; the one that succeeded stands with its delivery. */
export const attemptsOf = async (
	sql: Sql,
	orgId: string,
	deliveryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Attempt[]>> => {
	const found = new Map<string, Attempt[]>();
	if (deliveryIds.length === 0) return found;
	const rows = await sql.all<AttemptRow>(
		`SELECT delivery_id, id, at, outcome, status, duration_ms, response_excerpt, error, request_headers
		FROM attempts WHERE org_id = $1 AND delivery_id = ANY($2::text[]) AND id >= $3
		UNION ALL SELECT id, attempt_id, attempt_at, '${'success' satisfies Attempt['outcome']}',
			attempt_status, attempt_ms, attempt_excerpt, NULL, attempt_headers
		FROM ended_deliveries WHERE org_id = $1 AND id = ANY($2::text[]) AND attempt_id IS NOT NULL
		ORDER BY id`,
		orgId,
		deliveryIds,
		earliestAttempt(deliveryIds),
	);
	for (const row of rows) {
		const attempts = found.get(row.delivery_id) ?? [];
		attempts.push({
			id: row.id,
			at: row.at,
			outcome: row.outcome,
			status: row.status,
			durationMs: row.duration_ms,
			responseExcerpt: row.response_excerpt,
			error: row.error,
			requestHeaders: headersOf(row.request_headers),
		});
		found.set(row.delivery_id, attempts);
	}
	return found;
};

import type { SourceHealth, SubscriptionHealth } from '../../../../domain/types.ts';
import type { Sql } from '../database.ts';
import { columnsOf, unnest } from '../unnest.ts';

const sourceColumns = `source_id AS "sourceId", last_event_at AS "lastEventAt",
	consecutive_rejections AS "consecutiveRejections", last_rejection_at AS "lastRejectionAt",
	consecutive_failures AS "consecutiveFailures"`;
const subscriptionColumns = `subscription_id AS "subscriptionId", deliveries_count AS "deliveriesCount",
	consecutive_failures AS "consecutiveFailures", failing_since AS "failingSince",
	last_error AS "lastError", last_success_at AS "lastSuccessAt", last_failure_at AS "lastFailureAt",
	next_probe_at AS "nextProbeAt", probes`;

export type StoredSourceHealth = SourceHealth & { readonly sourceId: string };
export type StoredSubscriptionHealth = SubscriptionHealth & { readonly subscriptionId: string };

export const allSourceHealth = (sql: Sql): Promise<readonly StoredSourceHealth[]> =>
	sql.all(`SELECT ${sourceColumns} FROM source_health`);

export const allSubscriptionHealth = (sql: Sql): Promise<readonly StoredSubscriptionHealth[]> =>
	sql.all(`SELECT ${subscriptionColumns} FROM subscription_health`);

export const getSourceHealth = (
	sql: Sql,
	ids: readonly string[],
): Promise<readonly StoredSourceHealth[]> =>
	sql.all(`SELECT ${sourceColumns} FROM source_health WHERE source_id = ANY($1::text[])`, ids);

export const getSubscriptionHealth = (
	sql: Sql,
	ids: readonly string[],
): Promise<readonly StoredSubscriptionHealth[]> =>
	sql.all(
		`SELECT ${subscriptionColumns} FROM subscription_health WHERE subscription_id = ANY($1::text[])`,
		ids,
	);

const subscriptionTypes = {
	subscription_id: 'text',
	org_id: 'text',
	deliveries_count: 'bigint',
	consecutive_failures: 'bigint',
	failing_since: 'bigint',
	last_error: 'text',
	last_success_at: 'bigint',
	last_failure_at: 'bigint',
	next_probe_at: 'bigint',
	probes: 'integer',
} as const;

const updated = `UPDATE subscription_health h SET deliveries_count = e.deliveries_count,
	consecutive_failures = e.consecutive_failures, failing_since = e.failing_since,
	last_error = e.last_error, last_success_at = e.last_success_at,
	last_failure_at = e.last_failure_at, next_probe_at = e.next_probe_at, probes = e.probes,
	tx = pg_current_xact_id()
	FROM ${unnest(subscriptionTypes, 'e', 1)}
	WHERE h.subscription_id = e.subscription_id AND h.org_id = e.org_id`;

/** Writes the health of living subscriptions, by their ids; one that was deleted has none. */
export const writeSubscriptionHealths = async (
	sql: Sql,
	healths: ReadonlyMap<string, { readonly orgId: string; readonly health: SubscriptionHealth }>,
): Promise<void> => {
	if (healths.size === 0) return;
	const rows = [...healths].map(([subscriptionId, { orgId, health }]) => ({
		subscription_id: subscriptionId,
		org_id: orgId,
		deliveries_count: health.deliveriesCount,
		consecutive_failures: health.consecutiveFailures,
		failing_since: health.failingSince,
		last_error: health.lastError,
		last_success_at: health.lastSuccessAt,
		last_failure_at: health.lastFailureAt,
		next_probe_at: health.nextProbeAt,
		probes: health.probes,
	}));
	await sql.run(updated, ...columnsOf(subscriptionTypes, rows));
};

/** Has replicas read these again: one has learned in memory what does not count. */
export const showSubscriptionHealths = async (sql: Sql, ids: readonly string[]): Promise<void> => {
	if (ids.length === 0) return;
	await sql.run(
		`UPDATE subscription_health SET tx = pg_current_xact_id() WHERE subscription_id = ANY($1::text[])`,
		ids,
	);
};

const sourceTypes = {
	source_id: 'text',
	last_event_at: 'bigint',
	consecutive_rejections: 'bigint',
	last_rejection_at: 'bigint',
	consecutive_failures: 'bigint',
} as const;

const lastOf = (row: string): string => `greatest(${row}.last_event_at, ${row}.last_rejection_at)`;

/** Of two counts the one of whoever saw the source last: another may bring what it saw long ago. */
const newest = (column: string): string => `${column} = CASE
	WHEN ${lastOf('h')} > coalesce(${lastOf('excluded')}, 0) THEN h.${column} ELSE excluded.${column} END`;

/**
 * Each replica gathers what it saw: the latest times count, and rejections in a row as the replica
 * counted them that saw it last. A source that is gone by now has no health.
 */
const putSources = `INSERT INTO source_health AS h (source_id, last_event_at, consecutive_rejections, last_rejection_at,
		consecutive_failures)
	SELECT e.source_id, e.last_event_at, e.consecutive_rejections, e.last_rejection_at,
		e.consecutive_failures
	FROM ${unnest(sourceTypes, 'e', 1)} JOIN sources s ON s.id = e.source_id ORDER BY e.source_id
	ON CONFLICT (source_id) DO UPDATE SET last_event_at = greatest(h.last_event_at, excluded.last_event_at),
	${newest('consecutive_rejections')}, ${newest('consecutive_failures')},
	last_rejection_at = greatest(h.last_rejection_at, excluded.last_rejection_at), tx = excluded.tx`;

/** Health that was written by transactions which were open or still to come when `since` was seen. */
export const healthSince = async (
	sql: Sql,
	since: string,
): Promise<{
	readonly until: string;
	readonly subscriptions: readonly StoredSubscriptionHealth[];
	readonly sources: readonly StoredSourceHealth[];
}> => {
	const now = await sql.get<{ readonly xmin: string }>(
		'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin',
	);
	return {
		until: now?.xmin ?? since,
		subscriptions: await sql.all(
			`SELECT ${subscriptionColumns} FROM subscription_health WHERE tx >= $1::xid8`,
			since,
		),
		sources: await sql.all(
			`SELECT ${sourceColumns} FROM source_health WHERE tx >= $1::xid8`,
			since,
		),
	};
};

export const putSourceHealth = async (
	sql: Sql,
	healths: readonly StoredSourceHealth[],
): Promise<void> => {
	if (healths.length === 0) return;
	const rows = healths.map((health) => ({
		source_id: health.sourceId,
		last_event_at: health.lastEventAt,
		consecutive_rejections: health.consecutiveRejections,
		last_rejection_at: health.lastRejectionAt,
		consecutive_failures: health.consecutiveFailures,
	}));
	await sql.run(putSources, ...columnsOf(sourceTypes, rows));
};

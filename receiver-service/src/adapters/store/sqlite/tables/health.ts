import type { SourceHealth, SubscriptionHealth } from '../../../../domain/types.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';

const sourceColumns = `source_id AS sourceId, last_event_at AS lastEventAt,
	consecutive_rejections AS consecutiveRejections, last_rejection_at AS lastRejectionAt,
	consecutive_failures AS consecutiveFailures`;
const subscriptionColumns = `subscription_id AS subscriptionId, deliveries_count AS deliveriesCount,
	consecutive_failures AS consecutiveFailures, failing_since AS failingSince, last_error AS lastError,
	last_success_at AS lastSuccessAt, last_failure_at AS lastFailureAt, next_probe_at AS nextProbeAt, probes`;

export type StoredSourceHealth = SourceHealth & { readonly sourceId: string };
export type StoredSubscriptionHealth = SubscriptionHealth & { readonly subscriptionId: string };

const given = '(SELECT value FROM json_each(?))';

export const allSourceHealth = (database: Database): readonly StoredSourceHealth[] =>
	database.all(`SELECT ${sourceColumns} FROM source_health`);

export const allSubscriptionHealth = (database: Database): readonly StoredSubscriptionHealth[] =>
	database.all(`SELECT ${subscriptionColumns} FROM subscription_health`);

/** Writes the health of a living subscription; one that was deleted has none. */
export const writeSubscriptionHealth = (
	database: Database,
	orgId: string,
	subscriptionId: string,
	health: SubscriptionHealth,
): void => {
	database.run(
		`UPDATE subscription_health SET deliveries_count = ?, consecutive_failures = ?, failing_since = ?,
		last_error = ?, last_success_at = ?, last_failure_at = ?, next_probe_at = ?, probes = ?
		WHERE subscription_id = ? AND org_id = ?`,
		health.deliveriesCount,
		health.consecutiveFailures,
		health.failingSince,
		health.lastError,
		health.lastSuccessAt,
		health.lastFailureAt,
		health.nextProbeAt,
		health.probes,
		subscriptionId,
		orgId,
	);
};

export const createHealth = (
	database: Database,
): Pick<Operations, 'getSourceHealth' | 'putSourceHealth' | 'getSubscriptionHealth'> => ({
	getSourceHealth: (ids) =>
		database.all(
			`SELECT ${sourceColumns} FROM source_health WHERE source_id IN ${given}`,
			JSON.stringify(ids),
		),
	putSourceHealth: (healths) => {
		for (const health of healths) {
			// Gathered in memory: the source may be gone by now.
			database.run(
				`INSERT INTO source_health (source_id, last_event_at, consecutive_rejections, last_rejection_at,
				consecutive_failures) SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM sources WHERE id = ?)
				ON CONFLICT (source_id) DO UPDATE SET last_event_at = excluded.last_event_at,
				consecutive_rejections = excluded.consecutive_rejections,
				last_rejection_at = excluded.last_rejection_at,
				consecutive_failures = excluded.consecutive_failures`,
				health.sourceId,
				health.lastEventAt,
				health.consecutiveRejections,
				health.lastRejectionAt,
				health.consecutiveFailures,
				health.sourceId,
			);
		}
	},
	getSubscriptionHealth: (ids) =>
		database.all(
			`SELECT ${subscriptionColumns} FROM subscription_health WHERE subscription_id IN ${given}`,
			JSON.stringify(ids),
		),
});

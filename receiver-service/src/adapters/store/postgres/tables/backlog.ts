import type {
	Backlog,
	BacklogCount,
	BacklogEntry,
	BacklogQuery,
	BacklogStep,
	CountedBacklog,
} from '../../../../ports.ts';
import { backlogRowOf, countedTimes, countKindOf } from '../../backlog-rows.ts';
import type { Sql } from '../database.ts';
import { columnsOf, unnest } from '../unnest.ts';

/** What waits in an organisation or for a subscription of it, and what was given up. */
export const backlog = async (
	sql: Sql,
	orgId: string,
	subscriptionId: string | null = null,
): Promise<Backlog> => {
	const own = subscriptionId === null ? '' : 'AND subscription_id = $2';
	const values = subscriptionId === null ? [orgId] : [orgId, subscriptionId];
	const open = await sql.all<{ status: string; n: number; oldest: number }>(
		`SELECT status, count(*) AS n, min(created_at) AS oldest FROM deliveries
		WHERE org_id = $1 ${own} GROUP BY status`,
		...values,
	);
	const dead = await sql.get<{ n: number }>(
		`SELECT count(*) AS n FROM ended_deliveries
		WHERE org_id = $1 ${own} AND status = 'dead_letter'`,
		...values,
	);
	const ofStatus = (status: string) => open.find((row) => row.status === status);
	return {
		pending: ofStatus('pending')?.n ?? 0,
		held: ofStatus('held')?.n ?? 0,
		deadLetter: dead?.n ?? 0,
		oldestPendingAt: ofStatus('pending')?.oldest ?? null,
	};
};

export const lastBacklogCount = async (sql: Sql): Promise<BacklogCount | null> =>
	(await sql.get<BacklogCount>(
		"SELECT at, read FROM backlog_counts WHERE kind = 'minute' ORDER BY at DESC LIMIT 1",
	)) ?? null;

export const claimBacklogCount = async (sql: Sql, at: number): Promise<boolean> =>
	(await sql.run(
		"INSERT INTO backlog_counts (kind, at) VALUES ('minute', $1) ON CONFLICT DO NOTHING",
		at,
	)) === 1;

export const countBacklog = async (sql: Sql): Promise<CountedBacklog> => {
	const subscriptions = await sql.all<CountedBacklog['subscriptions'][number]>(
		`SELECT org_id AS "orgId", subscription_id AS "subscriptionId", sum(pending) AS pending,
		sum(held) AS held, sum(dead) AS "deadLetter", min(oldest) AS "oldestPendingAt"
		FROM (
			SELECT org_id, subscription_id, count(*) FILTER (WHERE status = 'pending') AS pending,
			count(*) FILTER (WHERE status = 'held') AS held, 0 AS dead,
			min(created_at) FILTER (WHERE status = 'pending') AS oldest
			FROM deliveries GROUP BY org_id, subscription_id
			UNION ALL
			SELECT org_id, subscription_id, 0, 0, count(*), NULL
			FROM ended_deliveries WHERE status = 'dead_letter' GROUP BY org_id, subscription_id
		) AS counted GROUP BY org_id, subscription_id`,
	);
	const read = subscriptions.reduce(
		(sum, { pending, held, deadLetter }) => sum + pending + held + deadLetter,
		0,
	);
	return { subscriptions, read };
};

const types = {
	org_id: 'text',
	subject: 'text',
	kind: 'text',
	at: 'bigint',
	pending: 'bigint',
	held: 'bigint',
	dead_letter: 'bigint',
	oldest_pending_ms: 'bigint',
} as const;
const columns = Object.keys(types);

/** In one order, so that replicas that add at once wait for each other and not in a circle. */
const added = `INSERT INTO backlog AS b (${columns.join(', ')})
	SELECT ${columns.map((name) => `e.${name}`).join(', ')} FROM ${unnest(types, 'e', 1)}
	ORDER BY e.org_id COLLATE "C", e.subject COLLATE "C", e.kind, e.at
	ON CONFLICT (org_id, subject, kind, at) DO UPDATE SET
	pending = greatest(b.pending, excluded.pending), held = greatest(b.held, excluded.held),
	dead_letter = greatest(b.dead_letter, excluded.dead_letter),
	oldest_pending_ms = greatest(b.oldest_pending_ms, excluded.oldest_pending_ms)`;

export const addBacklog = async (sql: Sql, entries: readonly BacklogEntry[]): Promise<void> => {
	if (entries.length === 0) return;
	await sql.run(added, ...columnsOf(types, entries.map(backlogRowOf)));
};

export const endBacklogCount = async (sql: Sql, at: number, read: number): Promise<void> => {
	for (const { kind, at: begin } of countedTimes(at)) {
		await sql.run(
			`INSERT INTO backlog_counts AS c (kind, at, read) VALUES ($1, $2, $3)
			ON CONFLICT (kind, at) DO UPDATE SET read = greatest(c.read, excluded.read)`,
			kind,
			begin,
			read,
		);
	}
};

export const readBacklog = (
	sql: Sql,
	{ orgId, kind, subject, since, until, stepMs }: BacklogQuery,
): Promise<readonly BacklogStep[]> => {
	const step = `at - at % ${Math.round(stepMs)}`;
	return sql.all<BacklogStep>(
		`SELECT c.at, c.read, coalesce(b.pending, 0) AS pending, coalesce(b.held, 0) AS held,
		coalesce(b.dead_letter, 0) AS "deadLetter", b.oldest AS "oldestPendingMs"
		FROM (SELECT ${step} AS at, max(read) AS read FROM backlog_counts
			WHERE kind = $1 AND at >= $2 AND at < $3 AND read IS NOT NULL GROUP BY 1) AS c
		LEFT JOIN (SELECT ${step} AS at, max(pending) AS pending, max(held) AS held,
			max(dead_letter) AS dead_letter, max(oldest_pending_ms) AS oldest
			FROM backlog WHERE org_id = $4 AND subject = $5 AND kind = $6 AND at >= $2 AND at < $3
			GROUP BY 1) AS b ON b.at = c.at ORDER BY c.at`,
		countKindOf(kind),
		since,
		until,
		orgId,
		subject,
		kind,
	);
};

import { DatabaseSync } from 'node:sqlite';
import { firstIdAt } from '../../../receiver-service/src/domain/id.ts';

/** A subscription and its target, as the database numbers them. */
export type TargetRow = {
	readonly org: number;
	readonly subscription: number;
	readonly target: number;
};

export type Backlog = {
	readonly live: readonly TargetRow[];
	readonly dead: readonly TargetRow[];
	readonly resting: readonly TargetRow[];
	/** Retries at the live targets that are due now. */
	readonly due: number;
	/** Retries that are not, or are at the dead target: a tenth. */
	readonly pending: number;
};

const overdueShare = 0.1;
const threeDaysMs = 3 * 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
const deliveriesOfMessage = 10;

/** The subscriptions of hook URLs in the order they were made. */
export const targetsOf = (file: string): readonly TargetRow[] => {
	const database = new DatabaseSync(file);
	const insert = database.prepare('INSERT OR IGNORE INTO names (name) VALUES (?)');
	const find = database.prepare('SELECT n FROM names WHERE name = ?');
	const numberOf = (name: string): number => {
		insert.run(name);
		return Number(find.get(name)?.n);
	};
	const rows = database
		.prepare(
			`SELECT id, org_id, target_id FROM subscriptions
			WHERE json_extract(document, '$.kind') = 'hook' ORDER BY id`,
		)
		.all();
	const targets = rows.map((row) => ({
		org: numberOf(String(row.org_id)),
		subscription: numberOf(String(row.id)),
		target: numberOf(String(row.target_id)),
	}));
	database.close();
	return targets;
};

const listed = (targets: readonly TargetRow[]): string => JSON.stringify(targets);

/** Numbers from 0, a target for each in turn. */
const spreadOver = `WITH RECURSIVE k (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i + 1 < :count),
	t AS MATERIALIZED (SELECT key, value ->> 'subscription' AS subscription, value ->> 'target' AS target,
		value ->> 'org' AS org FROM json_each(:targets))`;

/** Fills the database with retries of events of a while ago, in one transaction. */
export const fillBacklog = (file: string, backlog: Backlog): void => {
	const database = new DatabaseSync(file);
	database.exec(
		'PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY',
	);
	database.exec('BEGIN');
	const now = Date.now();
	const total = backlog.due + backlog.pending;
	const messages = Math.max(1_000, Math.ceil(total / deliveriesOfMessage));
	const [first] = backlog.live;
	if (first === undefined) throw new Error('There is a live target.');
	const numberOf = (name: string): number => {
		database.prepare('INSERT OR IGNORE INTO names (name) VALUES (?)').run(name);
		return Number(database.prepare('SELECT n FROM names WHERE name = ?').get(name)?.n);
	};
	const raw = Buffer.from(JSON.stringify({ event: 'call.completed', data: 'x'.repeat(900) }));
	const body = Buffer.from(
		JSON.stringify({ type: 'inboundflow.call.completed', data: 'x'.repeat(1_100) }),
	);
	database
		.prepare(
			`WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < ?)
			INSERT INTO messages (seq, id, org, vendor, event, type, received_at, status, origin, verified,
				test, content_type, raw, body)
			SELECT i, ? || printf('%016d', i), ?, ?, 'call.completed', ?, ?, 'accepted', 'ingest', 1, 0,
				'application/json', ?, ? FROM k`,
		)
		.run(
			messages,
			firstIdAt('msg', now - hourMs),
			first.org,
			numberOf('inboundflow'),
			numberOf('inboundflow.call.completed'),
			now - hourMs,
			raw,
			body,
		);
	let made = 0;
	const fill = (targets: readonly TargetRow[], count: number, dueAt: string) => {
		if (count === 0) return;
		database
			.prepare(
				`${spreadOver} INSERT INTO deliveries (org, id, message_seq, subscription, target, status,
					replay, attempt_count, created_at, first_attempt_at, due_at, last_status_code, last_error)
				SELECT t.org, :prefix || printf('%016d', :made + i), 1 + (:made + i) % :messages, t.subscription,
					t.target, 'pending', 0, 1, :then, :then, ${dueAt}, 500, 'HTTP 500'
				FROM k JOIN t ON t.key = k.i % :of`,
			)
			.run({
				':count': count,
				':targets': listed(targets),
				':of': targets.length,
				':prefix': firstIdAt('dlv', now - hourMs),
				':made': made,
				':messages': messages,
				':then': now - hourMs,
				':now': now,
			});
		made += count;
	};
	const overdue = Math.round(backlog.pending * overdueShare);
	// Scattered, as jitter does: what is due next stands anywhere in the table.
	const scattered = `:now + ${hourMs} + (i * 2654435761) % ${threeDaysMs - hourMs}`;
	fill(backlog.resting, Math.floor((backlog.pending - overdue) / 2), scattered);
	fill(backlog.live, backlog.due, ':now - 1000');
	fill(backlog.dead, overdue, ':now - 1000 - i % 60000');
	fill(backlog.resting, Math.ceil((backlog.pending - overdue) / 2), scattered);
	// Counted a moment ago, as by the service that left it: a start would count all of it at once.
	database
		.prepare("INSERT OR REPLACE INTO backlog_counts (kind, at, read) VALUES ('minute', ?, ?)")
		.run(now - (now % minuteMs), total);
	database.exec('COMMIT');
	database.close();
};

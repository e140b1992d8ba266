import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { firstIdAt } from '../../../receiver-service/src/domain/id.ts';
import { databaseIn } from '../service.ts';
import {
	type Backlog,
	type BacklogStore,
	deliveriesOfMessage,
	fillingOf,
	type TargetRow,
} from './database.ts';

const targetsOf = (file: string): readonly TargetRow[] => {
	const database = new DatabaseSync(file);
	const rows = database
		.prepare(
			`SELECT org_id AS org, id AS subscription, target_id AS target FROM subscriptions
			WHERE json_extract(document, '$.kind') = 'hook' ORDER BY id`,
		)
		.all();
	database.close();
	return rows as unknown as readonly TargetRow[];
};

/** Numbers from 0, a target for each in turn. */
const spreadOver = `WITH RECURSIVE k (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i + 1 < :count),
	t AS MATERIALIZED (SELECT key, value ->> 'subscription' AS subscription, value ->> 'target' AS target,
		value ->> 'org' AS org FROM json_each(:targets))`;

const fill = (file: string, backlog: Backlog): void => {
	const database = new DatabaseSync(file);
	database.exec(
		'PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY',
	);
	database.exec('BEGIN');
	const addName = database.prepare('INSERT OR IGNORE INTO names (name) VALUES (?)');
	const findName = database.prepare('SELECT n FROM names WHERE name = ?');
	const numberOf = (name: string): number => {
		addName.run(name);
		return Number(findName.get(name)?.n);
	};
	const now = Date.now();
	const { messages, agoMs, raw, body, parts, total, countedAt } = fillingOf(backlog);
	const [first] = backlog.live;
	if (first === undefined) throw new Error('There is a live target.');
	const then = now - agoMs;
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
			firstIdAt('msg', then),
			numberOf(first.org),
			numberOf('inboundflow'),
			numberOf('inboundflow.call.completed'),
			then,
			raw,
			body,
		);
	for (const { targets, count, from, dueAfter } of parts) {
		const numbered = targets.map(({ org, subscription, target }) => ({
			org: numberOf(org),
			subscription: numberOf(subscription),
			target: numberOf(target),
		}));
		database
			.prepare(
				`${spreadOver} INSERT INTO deliveries (org, id, message_seq, subscription, target, status,
					replay, attempt_count, created_at, first_attempt_at, due_at, last_status_code, last_error)
				SELECT t.org, :prefix || printf('%016d', :from + i), 1 + CAST(:from + i AS INTEGER) / ${deliveriesOfMessage},
					t.subscription, t.target, 'pending', 0, 1, :then, :then, :now + ${dueAfter}, 500, 'HTTP 500'
				FROM k JOIN t ON t.key = k.i % :of`,
			)
			.run({
				':count': count,
				':targets': JSON.stringify(numbered),
				':of': targets.length,
				':prefix': firstIdAt('dlv', then),
				':from': from,
				':then': then,
				':now': now,
			});
	}
	database
		.prepare("INSERT OR REPLACE INTO backlog_counts (kind, at, read) VALUES ('minute', ?, ?)")
		.run(countedAt(now), total);
	database.exec('COMMIT');
	database.close();
};

export const sqliteBacklogs = (): BacklogStore => ({
	title: 'A backlog of retries',
	report: 'backlog',
	filling: 'The embedded database is filled in one transaction.',
	open: async () => {
		const folder = mkdtempSync(join(tmpdir(), 'voicehooks-backlog-'));
		const file = databaseIn(folder);
		return {
			environment: { DATABASE_URL: `file:${file}` },
			targets: async () => targetsOf(file),
			fill: async (backlog) => fill(file, backlog),
			sizeMb: async () => statSync(file).size / 2 ** 20,
			pids: [],
			end: async () => rmSync(folder, { recursive: true, force: true }),
		};
	},
	close: async () => {},
});

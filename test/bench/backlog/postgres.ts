import pg from 'pg';
import { firstIdAt } from '../../../receiver-service/src/domain/id.ts';
import { hasPostgres, startCluster } from '../../support/postgres.ts';
import { onPostgres } from '../service.ts';
import {
	type Backlog,
	type BacklogStore,
	deliveriesOfMessage,
	fillingOf,
	type TargetRow,
} from './database.ts';

type Connection = pg.Client;

const connected = async <Result>(
	url: string,
	work: (connection: Connection) => Promise<Result>,
): Promise<Result> => {
	const connection = new pg.Client({ connectionString: url });
	await connection.connect();
	try {
		return await work(connection);
	} finally {
		await connection.end();
	}
};

/** The indexes of a table, as they are made anew: filling it without them takes a fifth of the time. */
const withoutIndexes = async (
	connection: Connection,
	table: string,
	work: () => Promise<void>,
): Promise<void> => {
	const { rows } = await connection.query<{ name: string; definition: string; primary: boolean }>(
		`SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition,
			indisprimary AS primary FROM pg_index WHERE indrelid = $1::regclass`,
		[table],
	);
	for (const { name, primary } of rows) {
		await connection.query(
			primary ? `ALTER TABLE ${table} DROP CONSTRAINT ${name}` : `DROP INDEX ${name}`,
		);
	}
	await work();
	for (const { name, definition, primary } of rows) {
		await connection.query(definition);
		if (primary) {
			await connection.query(
				`ALTER TABLE ${table} ADD CONSTRAINT ${name} PRIMARY KEY USING INDEX ${name}`,
			);
		}
	}
};

const fill = async (connection: Connection, backlog: Backlog): Promise<void> => {
	const now = Date.now();
	const { messages, agoMs, raw, body, parts, total, countedAt } = fillingOf(backlog);
	const [first] = backlog.live;
	if (first === undefined) throw new Error('There is a live target.');
	const then = now - agoMs;
	const [messagePrefix, deliveryPrefix] = [firstIdAt('msg', then), firstIdAt('dlv', then)];
	await connection.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'`);
	await connection.query(
		`INSERT INTO messages (org_id, id, seq, vendor, event, type, received_at, status, origin, verified,
			test, content_type, raw, body)
		SELECT $2, $3 || lpad(i::text, 16, '0'), commit_position(0), 'inboundflow', 'call.completed',
			'inboundflow.call.completed', $4, 'accepted', 'ingest', true, false, 'application/json', $5, $6
		FROM generate_series(1, $1::int) AS i`,
		[messages, first.org, messagePrefix, then, raw, body],
	);
	await withoutIndexes(connection, 'deliveries', async () => {
		for (const { targets, count, from, dueAfter } of parts) {
			await connection.query(
				`INSERT INTO deliveries (org_id, id, message_id, subscription_id, target_id, status, replay,
					attempt_count, created_at, first_attempt_at, due_at, last_status_code, last_error)
				SELECT ($1::text[])[(1 + i % $2)::int], $6 || lpad(($5::bigint + i)::text, 16, '0'),
					$7 || lpad((1 + ($5::bigint + i) / ${deliveriesOfMessage})::text, 16, '0'), ($3::text[])[(1 + i % $2)::int],
					($4::text[])[(1 + i % $2)::int], 'pending', false, 1, $8::bigint, $8::bigint,
					$9::bigint + ${dueAfter}, 500, 'HTTP 500'
				FROM generate_series(0::bigint, $10::bigint - 1) AS i`,
				[
					targets.map(({ org }) => org),
					targets.length,
					targets.map(({ subscription }) => subscription),
					targets.map(({ target }) => target),
					from,
					deliveryPrefix,
					messagePrefix,
					then,
					now,
					count,
				],
			);
		}
	});
	await connection.query(
		`INSERT INTO backlog_counts (kind, at, read) VALUES ('minute', $1, $2)
		ON CONFLICT (kind, at) DO UPDATE SET read = excluded.read`,
		[countedAt(now), total],
	);
	// As autovacuum had left it, which else begins to while it is measured.
	for (const table of ['messages', 'deliveries']) {
		await connection.query(`VACUUM (ANALYZE) ${table}`);
	}
	await connection.query('CHECKPOINT');
};

/** Databases of one private server that flushes. */
export const postgresBacklogs = async (): Promise<BacklogStore> => {
	if (!hasPostgres) throw new Error('No Postgres server is installed here.');
	const cluster = await startCluster({ flushes: true });
	const serverPid = cluster.processId();
	return {
		title: 'A backlog of retries on Postgres',
		report: 'backlog-postgres',
		filling:
			"The database of a private server with its defaults, which flushes, is filled and vacuumed as autovacuum leaves it. What the server works counts as the service's; the memory is the service's own.",
		open: async () => {
			const url = await cluster.newDatabase();
			return {
				environment: onPostgres(url),
				targets: () =>
					connected(url, async (connection) => {
						const { rows } = await connection.query<TargetRow>(
							`SELECT org_id AS org, id AS subscription, target_id AS target FROM subscriptions
							WHERE document::json ->> 'kind' = 'hook' ORDER BY id`,
						);
						return rows;
					}),
				fill: (backlog) => connected(url, (connection) => fill(connection, backlog)),
				sizeMb: async () => {
					const { rows } = await cluster.query(
						url,
						'SELECT pg_database_size(current_database()) AS size',
					);
					return Number(rows[0]?.size) / 2 ** 20;
				},
				pids: serverPid === undefined ? [] : [serverPid],
				end: () => cluster.dropDatabase(url),
			};
		},
		close: cluster.destroy,
	};
};

import { firstIdAt } from '../../../../domain/id.ts';
import type { RetentionLimits } from '../../../../ports.ts';
import type { Database, Sql } from '../database.ts';
import type { Value } from '../parameters.ts';
import {
	dayOf,
	type Partitioned,
	partitionedDays,
	partitionLock,
	partitionName,
	startOfDay,
} from '../partitions.ts';

/** What stands outside of its day's partition goes after what stands in one. */
const skewMs = 2 * 86_400_000;

/** Deletes history whose ids are of no day, which no partition's end takes along. */
const strays = async (sql: Sql, before: number, budget: number): Promise<readonly number[]> => {
	const deleted: number[] = [];
	for (const [table, time] of [
		['attempts', 'at'],
		['ended_deliveries', 'created_at'],
	] as const) {
		for (const part of [`${table}_before`, `${table}_after`]) {
			deleted.push(
				await sql.run(
					`DELETE FROM ${part} WHERE ctid IN (
						SELECT ctid FROM ${part} WHERE ${time} < $1 LIMIT ${budget})`,
					before,
				),
			);
		}
	}
	return deleted;
};

const droppedTogether: readonly Partitioned[] = ['attempts', 'ended_deliveries', 'messages'];

/** Detached first and beside everybody's work, then dropped. Only outside of a transaction. */
const dropPartition = async (sql: Sql, table: Partitioned, day: number): Promise<void> => {
	const name = partitionName(table, day);
	await sql.run(`ALTER TABLE ${table} DETACH PARTITION ${name} CONCURRENTLY`);
	await sql.run(`DROP TABLE ${name}`);
};

/** What a replica left that died between the two statements above. */
const finishDetached = async (sql: Sql): Promise<void> => {
	const pending = await sql.all<{ readonly parent: string; readonly name: string }>(
		`SELECT inhparent::regclass::text AS parent, inhrelid::regclass::text AS name
		FROM pg_inherits WHERE inhdetachpending`,
	);
	for (const { parent, name } of pending) {
		await sql.run(`ALTER TABLE ${parent} DETACH PARTITION ${name} FINALIZE`);
	}
	const loose = await sql.all<{ readonly name: string }>(
		`SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r' AND NOT c.relispartition
		AND c.relname ~ '^(messages|ended_deliveries|attempts)_d[0-9]{8}$'
		AND c.relnamespace = current_schema()::regnamespace`,
	);
	for (const { name } of loose) await sql.run(`DROP TABLE ${name}`);
};

/** Drops the oldest day that is over whole and has no open delivery; null: there is none. */
const dropOldestDay = async (sql: Sql, before: number): Promise<number | null> => {
	const over = (await partitionedDays(sql, 'messages')).filter(
		(day) => startOfDay(day + 1) <= before,
	);
	for (const day of over) {
		const open = await sql.get(
			'SELECT 1 FROM deliveries WHERE message_id >= $1 AND message_id < $2 LIMIT 1',
			firstIdAt('msg', startOfDay(day)),
			firstIdAt('msg', startOfDay(day + 1)),
		);
		if (open !== undefined) continue;
		// Ended deliveries of that day belong to messages of that day or of one before it.
		for (const table of droppedTogether) {
			if ((await partitionedDays(sql, table)).includes(day)) await dropPartition(sql, table, day);
		}
		return day;
	}
	return null;
};

/**
 * Deletes row by row what no partition's end covers: messages of a day that an open delivery keeps,
 * and those whose time is not that of their id. The day that the limit falls into is left: it goes
 * whole when it is over. Returns whether more may be there.
 */
const deleteMessages = (sql: Sql, before: number, budget: number): Promise<boolean> => {
	const day = dayOf(before);
	return deleteWhere(
		sql,
		budget,
		'm.received_at < $1 AND (m.id < $2 OR m.id >= $3)',
		before,
		firstIdAt('msg', startOfDay(day)),
		firstIdAt('msg', startOfDay(day + 1)),
	);
};

/** Deletes messages without an open delivery, with all that hangs on them. */
const deleteWhere = async (
	sql: Sql,
	budget: number,
	where: string,
	...values: readonly Value[]
): Promise<boolean> => {
	const rows = await sql.all<{ readonly org_id: string; readonly id: string }>(
		`SELECT m.org_id, m.id FROM messages m WHERE ${where}
		AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.org_id = m.org_id AND d.message_id = m.id)
		ORDER BY m.id LIMIT ${budget} FOR UPDATE OF m SKIP LOCKED`,
		...values,
	);
	let left = budget;
	for (const { org_id: orgId, id } of rows) {
		const deliveries = await sql.all<{ readonly id: string; readonly attempt_count: number }>(
			`DELETE FROM ended_deliveries WHERE (org_id, id) IN (
				SELECT org_id, id FROM ended_deliveries WHERE message_id = $2 AND org_id = $1 LIMIT $3)
			RETURNING id, attempt_count`,
			orgId,
			id,
			Math.max(1, Math.floor(left / 2)),
		);
		const attempts = await sql.run(
			'DELETE FROM attempts WHERE org_id = $1 AND delivery_id = ANY($2::text[])',
			orgId,
			deliveries.map((delivery) => delivery.id),
		);
		left -= deliveries.length + attempts;
		if (left <= 0) return true;
		const rest = await sql.get(
			'SELECT 1 FROM ended_deliveries WHERE message_id = $2 AND org_id = $1 LIMIT 1',
			orgId,
			id,
		);
		if (rest !== undefined) return true;
		await sql.run('DELETE FROM messages WHERE org_id = $1 AND id = $2', orgId, id);
		left -= 1;
		if (left <= 0) return true;
	}
	return rows.length === budget;
};

/** What organisations keep for less time than the others; a day's partition they have no right to drop. */
const deleteShorter = async (
	sql: Sql,
	{ messagesBeforeByOrganisation }: RetentionLimits,
	budget: number,
): Promise<boolean> => {
	for (const [orgId, before] of Object.entries(messagesBeforeByOrganisation)) {
		const some = async (table: string, where: string): Promise<boolean> =>
			(await sql.run(
				`DELETE FROM ${table} WHERE n IN (SELECT n FROM ${table}
				WHERE org_id = $1 AND ${where} < $2 LIMIT ${budget})`,
				orgId,
				before,
			)) === budget;
		const more = [
			// No id was made before its message came: those after the limit need no look.
			await deleteWhere(
				sql,
				budget,
				'm.org_id = $1 AND m.received_at < $2 AND m.id < $3',
				orgId,
				before,
				firstIdAt('msg', before + skewMs),
			),
			await some('receipts', "outcome IN ('duplicate', 'accepted') AND received_at"),
			await some('call_contexts', 'created_at'),
		];
		if (more.includes(true)) return true;
	}
	return false;
};

const kept = "kind IN ('minute', 'hour', 'subscription') AND at < $1";
const ofMinutes = "kind = 'subscription_minute' AND at < $1";

const deleteRest = async (sql: Sql, limits: RetentionLimits, budget: number): Promise<boolean> => {
	const some = (table: string, key: string, where: string, before: number): Promise<number> =>
		sql.run(
			`DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${budget})`,
			before,
		);
	const receipts = (outcome: string, before: number) =>
		some('receipts', 'n', `outcome = '${outcome}' AND received_at < $1`, before);
	const deleted = [
		...(await strays(sql, limits.messagesBefore - skewMs, budget)),
		await some('deduplication', 'key', 'seen_at < $1', limits.deduplicationBefore),
		await receipts('rejected', limits.rejectedReceiptsBefore),
		await receipts('duplicate', limits.messagesBefore),
		await receipts('accepted', limits.messagesBefore),
		await some('idempotency', 'n', 'created_at < $1', limits.idempotencyBefore),
		await some('sandbox_requests', 'n', 'received_at < $1', limits.sandboxBefore),
		await some('call_contexts', 'n', 'created_at < $1', limits.callContextsBefore),
		await some('alert_events', 'id', 'resolved_at < $1', limits.alertEventsBefore),
		await some('statistics', 'ctid', 'at < $1', limits.statisticsBefore),
		await some('statistics', 'ctid', ofMinutes, limits.subscriptionMinutesBefore),
		await some('backlog', 'ctid', kept, limits.statisticsBefore),
		await some('backlog', 'ctid', ofMinutes, limits.subscriptionMinutesBefore),
		await some('backlog_counts', 'ctid', kept, limits.statisticsBefore),
		await some('audit_log', 'ctid', 'at < $1', limits.auditBefore),
		await some('sign_in_links', 'hash', 'expires_at < $1', limits.signInLinksBefore),
		await some('sessions', 'hash', 'last_seen_at < $1', limits.sessionsUsedBefore),
		await some('sessions', 'hash', 'created_at < $1', limits.sessionsBegunBefore),
	];
	await sql.run(
		'DELETE FROM buckets WHERE full_at < extract(epoch FROM clock_timestamp())::float8 - 60',
	);
	await sql.run("DELETE FROM changes WHERE made_at < clock_timestamp() - interval '1 hour'");
	return deleted.some((rows) => rows === budget);
};

/** One bounded step of one replica; the others leave it at work. */
export const retain = async (
	database: Database,
	onDropped: () => void,
	limits: RetentionLimits,
	step: number,
): Promise<boolean> => {
	const { sql, close } = await database.connect(
		() => {},
		() => {},
	);
	try {
		const lock = await sql.get<{ readonly got: boolean }>(
			`SELECT pg_try_advisory_lock(${partitionLock}) AS got`,
		);
		if (lock?.got !== true) return false;
		await finishDetached(sql);
		const day = await dropOldestDay(sql, limits.messagesBefore);
		if (day !== null) {
			onDropped();
			return true;
		}
	} finally {
		await close();
	}
	return database.transaction(
		async (sql) =>
			(await deleteMessages(sql, limits.messagesBefore, step)) ||
			(await deleteShorter(sql, limits, step)) ||
			deleteRest(sql, limits, step),
	);
};

import type { CallContext, CapturedSample } from '../../../../domain/types.ts';
import type { PersonalData, PersonalDataCounts } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { callContextColumns } from './call-contexts.ts';
import { noteChange } from './changes.ts';
import {
	allDeliveries,
	attemptsOf,
	type DeliveryRow,
	deliveryColumns,
	deliveryOf,
} from './delivery-rows.ts';
import { sampleColumns } from './learned.ts';
import { clause } from './lists.ts';
import { messagesAbout } from './lookups.ts';
import { type MessageRow, messageColumns, messageOf } from './message-rows.ts';
import { writeOwed } from './owed.ts';
import { type ReceiptRow, receiptColumns, receiptOf } from './receipts.ts';
import { type SandboxRow, sandboxRequestOf } from './sandbox.ts';

/** The tables, besides messages, whose rows can mention a person. */
const subjectTables = [
	'receipts',
	'filter_values',
	'samples',
	'idempotency',
	'sandbox_requests',
	'call_contexts',
] as const;
type SubjectTable = (typeof subjectTables)[number];

const mentionsAny = 'org_id = $1 AND subjects && $2::text[]';

/** The messages that mention any of these people, as a query of their ids, and its parameters. */
const about = (orgId: string, subjects: readonly string[]) => {
	const { sql, values } = clause(messagesAbout(orgId, subjects));
	return { ids: `SELECT m.org_id, m.id FROM messages m WHERE ${sql}`, sql, values };
};

export const countPersonalData = async (
	sql: Sql,
	orgId: string,
	subjects: readonly string[],
): Promise<PersonalDataCounts> => {
	const number = async (text: string, values: readonly (string | readonly (string | number)[])[]) =>
		(await sql.get<{ n: number }>(text, ...values))?.n ?? 0;
	const rows = (table: SubjectTable) =>
		number(`SELECT count(*) AS n FROM ${table} WHERE ${mentionsAny}`, [orgId, subjects]);
	const { ids, values } = about(orgId, subjects);
	const counts = await sql.get<{
		messages: number;
		deliveries: number;
		open_deliveries: number;
		attempts: number;
	}>(
		`WITH m AS MATERIALIZED (${ids}), d AS MATERIALIZED (
			SELECT d.org_id, d.id, d.status, d.attempt_id FROM m JOIN ${allDeliveries} d
				ON d.org_id = m.org_id AND d.message_id = m.id)
		SELECT (SELECT count(*) FROM m) AS messages, (SELECT count(*) FROM d) AS deliveries,
			(SELECT count(*) FROM d WHERE d.status IN ('pending', 'held')) AS open_deliveries,
			(SELECT count(attempt_id) FROM d) + (SELECT count(*) FROM d
				JOIN attempts a ON a.org_id = d.org_id AND a.delivery_id = d.id) AS attempts`,
		...values,
	);
	if (counts === undefined) throw new Error('Counting answered nothing.');
	return {
		...counts,
		receipts: await rows('receipts'),
		samples: await rows('samples'),
		filter_values: await rows('filter_values'),
		sandbox_requests: await rows('sandbox_requests'),
		idempotency_records: await rows('idempotency'),
		call_contexts: await rows('call_contexts'),
	};
};

export const readPersonalData = async (
	sql: Sql,
	orgId: string,
	subjects: readonly string[],
	limit: number,
): Promise<PersonalData> => {
	const rows = <Row>(columns: string, table: SubjectTable): Promise<Row[]> =>
		sql.all<Row>(
			`SELECT ${columns} FROM ${table} WHERE ${mentionsAny} ORDER BY n LIMIT $3`,
			orgId,
			subjects,
			limit,
		);
	const messages = about(orgId, subjects);
	const found = await sql.all<MessageRow>(
		`SELECT ${messageColumns} FROM messages m WHERE ${messages.sql} ORDER BY m.seq LIMIT ${limit}`,
		...messages.values,
	);
	const deliveries = await sql.all<DeliveryRow>(
		`SELECT ${deliveryColumns} FROM (${messages.ids}) m JOIN ${allDeliveries} d
			ON d.org_id = m.org_id AND d.message_id = m.id ORDER BY d.id LIMIT ${limit}`,
		...messages.values,
	);
	const attempts = await attemptsOf(
		sql,
		orgId,
		deliveries.map(({ id }) => id),
	);
	return {
		messages: found.map(messageOf),
		deliveries: deliveries.map((row) => ({
			delivery: deliveryOf(row),
			attempts: attempts.get(row.id) ?? [],
		})),
		receipts: (await rows<ReceiptRow>(receiptColumns, 'receipts')).map(receiptOf),
		samples: await rows<CapturedSample>(sampleColumns, 'samples'),
		sandboxRequests: (await rows<SandboxRow>('document', 'sandbox_requests')).map(sandboxRequestOf),
		callContexts: await rows<CallContext>(callContextColumns, 'call_contexts'),
	};
};

/**
 * Erases rows that mention any of these people. Their bytes leave the disk when autovacuum next
 * comes by, and the write-ahead log and backups as the operator keeps those.
 */
export const erasePersonalData = async (
	sql: Sql,
	orgId: string,
	subjects: readonly string[],
): Promise<PersonalDataCounts> => {
	const { ids, values } = about(orgId, subjects);
	const messages = await sql.all<{ readonly id: string }>(`${ids} FOR UPDATE OF m`, ...values);
	// Then: of all these messages the deliveries have rows.
	await writeOwed(sql);
	const counts = await countPersonalData(sql, orgId, subjects);
	const messageIds = messages.map(({ id }) => id);
	const deliveries = await sql.all<{ readonly id: string }>(
		`WITH open AS (DELETE FROM deliveries WHERE org_id = $1 AND message_id = ANY($2::text[]) RETURNING id),
			ended AS (DELETE FROM ended_deliveries WHERE org_id = $1 AND message_id = ANY($2::text[]) RETURNING id)
		SELECT id FROM open UNION ALL SELECT id FROM ended`,
		orgId,
		messageIds,
	);
	await sql.run(
		'DELETE FROM attempts WHERE org_id = $1 AND delivery_id = ANY($2::text[])',
		orgId,
		deliveries.map(({ id }) => id),
	);
	await sql.run(
		'DELETE FROM messages WHERE org_id = $1 AND id = ANY($2::text[])',
		orgId,
		messageIds,
	);
	for (const table of subjectTables) {
		await sql.run(`DELETE FROM ${table} WHERE ${mentionsAny}`, orgId, subjects);
	}
	await noteChange(sql, 'erasure', orgId);
	return counts;
};

import { messageIdOf, receiptIdOf } from '../../../../domain/receipt-id.ts';
import type { Message, Receipt, Sealed } from '../../../../domain/types.ts';
import type { ListOptions, Page, ReceiptQuery } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { between, condition, list, oneOf } from './lists.ts';
import { parseList } from './values.ts';

/** What ingest answered and how odd messages are marked (contract, "Ingest"). */
const acceptedStatusCode = 200;
const staleMark = 'stale_timestamp';

export const receiptColumns = `id, org_id, source_id, outcome, reason, message_id, event, received_at,
	status_code, body_size, request, subjects`;

export type ReceiptRow = {
	readonly id: string;
	readonly org_id: string;
	readonly source_id: string;
	readonly outcome: Receipt['outcome'];
	readonly reason: string | null;
	readonly message_id: string | null;
	readonly event: string | null;
	readonly received_at: number;
	readonly status_code: number;
	readonly body_size: number;
	readonly request: Sealed | null;
	readonly subjects: readonly string[];
};

export const receiptOf = (row: ReceiptRow): Receipt => ({
	id: row.id,
	orgId: row.org_id,
	sourceId: row.source_id,
	outcome: row.outcome,
	reason: row.reason,
	messageId: row.message_id,
	event: row.event,
	receivedAt: row.received_at,
	statusCode: row.status_code,
	bodySize: row.body_size,
	request: row.request,
	subjects: row.subjects,
});

const derivedColumns = `m.id, m.org_id, m.source_id, m.status, m.event, m.received_at, m.subjects,
	m.marks, length(m.raw) AS body_size`;
const cameByIngest = "m.origin IN ('ingest', 'replayed_ingest')";

type DerivedRow = {
	readonly id: string;
	readonly org_id: string;
	readonly source_id: string | null;
	readonly status: Message['status'];
	readonly event: string;
	readonly received_at: number;
	readonly subjects: string | null;
	readonly marks: string | null;
	readonly body_size: number;
};

/** Ingest quarantines for one reason; where it had another, that is the first mark. */
const quarantineReason = (marks: readonly string[]): string =>
	marks.includes(staleMark) ? staleMark : (marks[0] ?? staleMark);

const derivedOf = (row: DerivedRow): Receipt => ({
	id: receiptIdOf(row.id),
	orgId: row.org_id,
	sourceId: row.source_id ?? '',
	outcome: row.status,
	reason: row.status === 'quarantined' ? quarantineReason(parseList(row.marks)) : null,
	messageId: row.id,
	event: row.event,
	receivedAt: row.received_at,
	statusCode: acceptedStatusCode,
	bodySize: row.body_size,
	request: null,
	subjects: parseList(row.subjects),
});

const insertReceipt = (sql: Sql, receipt: Receipt): Promise<number> =>
	sql.run(
		`INSERT INTO receipts (${receiptColumns})
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		receipt.id,
		receipt.orgId,
		receipt.sourceId,
		receipt.outcome,
		receipt.reason,
		receipt.messageId,
		receipt.event,
		receipt.receivedAt,
		receipt.statusCode,
		receipt.bodySize,
		receipt.request,
		receipt.subjects,
	);

export const addReceipt = async (
	sql: Sql,
	receipt: Receipt,
	keepRejectedPerSource: number,
): Promise<void> => {
	await insertReceipt(sql, receipt);
	if (receipt.outcome !== 'rejected') return;
	await sql.run(
		`DELETE FROM receipts WHERE n IN (SELECT n FROM receipts
		WHERE source_id = $1 AND outcome = 'rejected' ORDER BY id DESC OFFSET $2)`,
		receipt.sourceId,
		keepRejectedPerSource,
	);
};

const derived = async (sql: Sql, orgId: string, id: string): Promise<Receipt | null> => {
	const row = await sql.get<DerivedRow>(
		`SELECT ${derivedColumns} FROM messages m WHERE m.org_id = $1 AND m.id = $2 AND ${cameByIngest}`,
		orgId,
		messageIdOf(id),
	);
	return row === undefined ? null : derivedOf(row);
};

export const getReceipt = async (sql: Sql, orgId: string, id: string): Promise<Receipt | null> => {
	const row = await sql.get<ReceiptRow>(
		`SELECT ${receiptColumns} FROM receipts WHERE org_id = $1 AND id = $2`,
		orgId,
		id,
	);
	return row === undefined ? derived(sql, orgId, id) : receiptOf(row);
};

/** Receipts that are rows of their own. */
const listStored = (sql: Sql, query: ReceiptQuery, options: ListOptions): Promise<Page<Receipt>> =>
	list<ReceiptRow, Receipt>(sql, {
		select: `SELECT ${receiptColumns} FROM receipts`,
		where: [
			condition('org_id = ?', query.orgId),
			...oneOf('outcome', query.outcomes),
			...(query.sourceId === null ? [] : [condition('source_id = ?', query.sourceId)]),
			...between('received_at', options),
		],
		position: 'id',
		after: options.after,
		options,
		read: receiptOf,
	});

/** Receipts read from messages, except where a row already tells how that message came. */
const listDerived = (
	sql: Sql,
	query: ReceiptQuery,
	options: ListOptions,
): Promise<Page<Receipt>> => {
	const onlyQuarantined = query.outcomes.length > 0 && !query.outcomes.includes('accepted');
	return list<DerivedRow, Receipt>(sql, {
		select: `SELECT ${derivedColumns} FROM messages m`,
		where: [
			condition('m.org_id = ?', query.orgId),
			// A partial index is used only where the SQL itself says the same.
			...(onlyQuarantined
				? [condition("m.status = 'quarantined'")]
				: oneOf('m.status', query.outcomes)),
			condition(cameByIngest),
			condition(
				"NOT EXISTS (SELECT 1 FROM receipts r WHERE r.message_id = m.id AND r.outcome = 'accepted')",
			),
			...(query.sourceId === null ? [] : [condition('m.source_id = ?', query.sourceId)]),
			...between('m.received_at', options),
		],
		position: 'm.id',
		after: options.after === null ? null : messageIdOf(options.after),
		options,
		read: derivedOf,
	});
};

const hasDerived = ({ outcomes }: ReceiptQuery): boolean =>
	outcomes.length === 0 || outcomes.includes('accepted') || outcomes.includes('quarantined');

export const listReceipts = async (
	sql: Sql,
	query: ReceiptQuery,
	options: ListOptions,
): Promise<Page<Receipt>> => {
	const stored = await listStored(sql, query, options);
	if (!hasDerived(query)) return stored;
	const read = await listDerived(sql, query, options);
	const sign = options.order === 'asc' ? 1 : -1;
	const merged = [...stored.items, ...read.items].sort((one, other) =>
		one.id < other.id ? -sign : sign,
	);
	return {
		items: merged.slice(0, options.limit),
		hasMore: stored.hasMore || read.hasMore || merged.length > options.limit,
	};
};

export const putReceipt = async (sql: Sql, receipt: Receipt): Promise<void> => {
	const replaced = await sql.run(
		'DELETE FROM receipts WHERE org_id = $1 AND id = $2',
		receipt.orgId,
		receipt.id,
	);
	// The receipt of a message changes with its message.
	if (replaced === 0 && (await derived(sql, receipt.orgId, receipt.id)) !== null) return;
	await insertReceipt(sql, receipt);
};

export const listRejected = async (
	sql: Sql,
	orgId: string,
	sourceId: string,
): Promise<readonly Receipt[]> => {
	const rows = await sql.all<ReceiptRow>(
		`SELECT ${receiptColumns} FROM receipts
		WHERE source_id = $1 AND outcome = 'rejected' AND org_id = $2 ORDER BY id`,
		sourceId,
		orgId,
	);
	return rows.map(receiptOf);
};

export const countDuplicates = async (
	sql: Sql,
	orgId: string,
	messageId: string,
): Promise<number> =>
	(
		await sql.get<{ n: number }>(
			`SELECT count(*) AS n FROM receipts
			WHERE message_id = $1 AND org_id = $2 AND outcome = 'duplicate'`,
			messageId,
			orgId,
		)
	)?.n ?? 0;

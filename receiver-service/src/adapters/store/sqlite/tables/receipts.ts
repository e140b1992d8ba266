import { messageIdOf, receiptIdOf } from '../../../../domain/receipt-id.ts';
import type { Message, Receipt, Sealed } from '../../../../domain/types.ts';
import type { ListOptions, ReceiptQuery } from '../../../../ports.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { between, type Condition, condition, list, named, oneOf } from './lists.ts';
import type { Names } from './names.ts';
import { linkSubjects } from './subjects.ts';
import { listText, parseList } from './values.ts';

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
	readonly subjects: string | null;
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
	subjects: parseList(row.subjects),
});

const derivedColumns = `m.id, m.org, m.source, m.status, m.event, m.received_at, m.subjects,
	m.marks, length(m.raw) AS body_size`;
const cameByIngest = "m.origin IN ('ingest', 'replayed_ingest')";

type DerivedRow = {
	readonly id: string;
	readonly org: number;
	readonly source: number | null;
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

const derivedOf = (names: Names, row: DerivedRow): Receipt => ({
	id: receiptIdOf(row.id),
	orgId: names.text(row.org),
	sourceId: row.source === null ? '' : names.text(row.source),
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

const insertReceipt = (database: Database, receipt: Receipt): void => {
	const n = database.insert(
		`INSERT INTO receipts (${receiptColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
		listText(receipt.subjects),
	);
	linkSubjects(database, receipt.orgId, 'receipts', n, receipt.subjects);
};

/** Receipts that are rows of their own. */
const listStored = (database: Database, query: ReceiptQuery, options: ListOptions) =>
	list<ReceiptRow, Receipt>(database, {
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
	database: Database,
	names: Names,
	query: ReceiptQuery,
	options: ListOptions,
) => {
	const onlyQuarantined = query.outcomes.length > 0 && !query.outcomes.includes('accepted');
	const status: readonly Condition[] = onlyQuarantined
		? [condition("m.status = 'quarantined'")]
		: oneOf('m.status', query.outcomes);
	return list<DerivedRow, Receipt>(database, {
		select: `SELECT ${derivedColumns} FROM messages m INDEXED BY ${onlyQuarantined ? 'messages_quarantined' : 'messages_by_id'}`,
		where: [
			named(names, 'm.org', query.orgId),
			...status,
			condition(cameByIngest),
			condition(
				"NOT EXISTS (SELECT 1 FROM receipts r WHERE r.message_id = m.id AND r.outcome = 'accepted')",
			),
			...(query.sourceId === null ? [] : [named(names, 'm.source', query.sourceId)]),
			...between('m.received_at', options),
		],
		position: 'm.id',
		after: options.after === null ? null : messageIdOf(options.after),
		options,
		read: (row) => derivedOf(names, row),
	});
};

const hasDerived = ({ outcomes }: ReceiptQuery): boolean =>
	outcomes.length === 0 || outcomes.includes('accepted') || outcomes.includes('quarantined');

export const createReceipts = (
	database: Database,
	names: Names,
): Pick<
	Operations,
	'addReceipt' | 'getReceipt' | 'listReceipts' | 'putReceipt' | 'listRejected' | 'countDuplicates'
> => {
	const derived = (orgId: string, id: string): Receipt | null => {
		const row = database.get<DerivedRow>(
			`SELECT ${derivedColumns} FROM messages m WHERE m.org = ? AND m.id = ? AND ${cameByIngest}`,
			names.find(orgId),
			messageIdOf(id),
		);
		return row === undefined ? null : derivedOf(names, row);
	};
	return {
		addReceipt: (receipt, keepRejectedPerSource) => {
			insertReceipt(database, receipt);
			if (receipt.outcome !== 'rejected') return;
			database.run(
				`DELETE FROM receipts WHERE n IN (SELECT n FROM receipts INDEXED BY receipts_rejected
				WHERE source_id = ? AND outcome = 'rejected' ORDER BY id DESC LIMIT -1 OFFSET ?)`,
				receipt.sourceId,
				keepRejectedPerSource,
			);
		},

		getReceipt: (orgId, id) => {
			const row = database.get<ReceiptRow>(
				`SELECT ${receiptColumns} FROM receipts WHERE org_id = ? AND id = ?`,
				orgId,
				id,
			);
			return row === undefined ? derived(orgId, id) : receiptOf(row);
		},

		listReceipts: (query, options) => {
			const stored = listStored(database, query, options);
			if (!hasDerived(query)) return stored;
			const read = listDerived(database, names, query, options);
			const sign = options.order === 'asc' ? 1 : -1;
			const merged = [...stored.items, ...read.items].sort((one, other) =>
				one.id < other.id ? -sign : sign,
			);
			return {
				items: merged.slice(0, options.limit),
				hasMore: stored.hasMore || read.hasMore || merged.length > options.limit,
			};
		},

		putReceipt: (receipt) => {
			const replaced = database.run(
				'DELETE FROM receipts WHERE org_id = ? AND id = ?',
				receipt.orgId,
				receipt.id,
			);
			// The receipt of a message changes with its message.
			if (replaced === 0 && derived(receipt.orgId, receipt.id) !== null) return;
			insertReceipt(database, receipt);
		},

		listRejected: (orgId, sourceId) =>
			database
				.all<ReceiptRow>(
					`SELECT ${receiptColumns} FROM receipts INDEXED BY receipts_rejected
					WHERE source_id = ? AND outcome = 'rejected' AND org_id = ? ORDER BY id`,
					sourceId,
					orgId,
				)
				.map(receiptOf),

		countDuplicates: (orgId, messageId) =>
			database.get<{ n: number }>(
				`SELECT count(*) AS n FROM receipts
				WHERE message_id = ? AND org_id = ? AND outcome = 'duplicate'`,
				messageId,
				orgId,
			)?.n ?? 0,
	};
};

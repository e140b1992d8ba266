import type { PersonalData, PersonalDataCounts } from '../../../../ports.ts';
import type { Database, Value } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { type CallContextRow, callContextColumns, callContextOf } from './call-contexts.ts';
import { attemptsOf, type DeliveryRow, deliveryColumns, deliveryOf } from './delivery-rows.ts';
import { type SampleRow, sampleColumns, sampleOf } from './learned.ts';
import type { Condition } from './lists.ts';
import { deleteMessage, messagesAbout } from './lookups.ts';
import { type MessageRow, messageColumns, messageOf } from './message-rows.ts';
import type { Names } from './names.ts';
import { type ReceiptRow, receiptColumns, receiptOf } from './receipts.ts';
import { type SandboxRow, sandboxRequestOf } from './sandbox.ts';
import { mentionsAny, type SubjectTable, subjectTables } from './subjects.ts';

const deliveriesOfThem = 'deliveries d INDEXED BY deliveries_by_message';

/** Conditions and values as the text and the parameters of a WHERE clause. */
const clause = (conditions: readonly Condition[]): Condition => ({
	sql: conditions.map(({ sql }) => sql).join(' AND '),
	values: conditions.flatMap(({ values }) => values),
});

/** Deliveries of messages that mention any of these people. */
const deliveriesAbout = (names: Names, orgId: string, subjects: readonly string[]): Condition => {
	const { sql, values } = clause(messagesAbout(names, orgId, subjects));
	return { sql: `message_seq IN (SELECT m.seq FROM messages m WHERE ${sql})`, values };
};

export const createPersonalData = (
	database: Database,
	names: Names,
): Pick<Operations, 'countPersonalData' | 'readPersonalData' | 'erasePersonalData'> => {
	const number = (sql: string, values: readonly Value[]): number =>
		database.get<{ n: number }>(sql, ...values)?.n ?? 0;

	const count = (orgId: string, subjects: readonly string[]): PersonalDataCounts => {
		const rows = (table: SubjectTable): number => {
			const { sql, values } = mentionsAny(orgId, table, subjects);
			return number(`SELECT count(*) AS n FROM ${table} WHERE ${sql}`, values);
		};
		const messages = clause(messagesAbout(names, orgId, subjects));
		const { sql, values } = deliveriesAbout(names, orgId, subjects);
		return {
			messages: number(
				`SELECT count(*) AS n FROM messages m WHERE ${messages.sql}`,
				messages.values,
			),
			deliveries: number(`SELECT count(*) AS n FROM ${deliveriesOfThem} WHERE ${sql}`, values),
			open_deliveries: number(
				`SELECT count(*) AS n FROM ${deliveriesOfThem} WHERE ${sql} AND status IN ('pending', 'held')`,
				values,
			),
			attempts: number(
				`SELECT coalesce(sum((d.attempt_id IS NOT NULL)
					+ (SELECT count(*) FROM attempts a WHERE a.delivery_id = d.id)), 0) AS n
				FROM ${deliveriesOfThem} WHERE ${sql}`,
				values,
			),
			receipts: rows('receipts'),
			samples: rows('samples'),
			filter_values: rows('filter_values'),
			sandbox_requests: rows('sandbox_requests'),
			idempotency_records: rows('idempotency'),
			call_contexts: rows('call_contexts'),
		};
	};

	const read = (orgId: string, subjects: readonly string[], limit: number): PersonalData => {
		const rows = <Row>(columns: string, table: SubjectTable): Row[] => {
			const { sql, values } = mentionsAny(orgId, table, subjects);
			const query = `SELECT ${columns} FROM ${table} WHERE ${sql} ORDER BY n LIMIT ?`;
			return database.all<Row>(query, ...values, limit);
		};
		const messages = clause(messagesAbout(names, orgId, subjects));
		const deliveries = deliveriesAbout(names, orgId, subjects);
		return {
			messages: database
				.all<MessageRow>(
					`SELECT ${messageColumns} FROM messages m WHERE ${messages.sql} ORDER BY m.seq LIMIT ?`,
					...messages.values,
					limit,
				)
				.map((row) => messageOf(names, row)),
			deliveries: database
				.all<DeliveryRow>(
					`SELECT ${deliveryColumns} FROM ${deliveriesOfThem}
					CROSS JOIN messages m ON m.seq = d.message_seq WHERE ${deliveries.sql} ORDER BY d.id LIMIT ?`,
					...deliveries.values,
					limit,
				)
				.map((row) => ({
					delivery: deliveryOf(names, row),
					attempts: attemptsOf(database, names, row),
				})),
			receipts: rows<ReceiptRow>(receiptColumns, 'receipts').map(receiptOf),
			samples: rows<SampleRow>(sampleColumns, 'samples').map(sampleOf),
			sandboxRequests: rows<SandboxRow>('document', 'sandbox_requests').map(sandboxRequestOf),
			callContexts: rows<CallContextRow>(callContextColumns, 'call_contexts').map(callContextOf),
		};
	};

	const erase = (orgId: string, subjects: readonly string[]): void => {
		const { sql, values } = deliveriesAbout(names, orgId, subjects);
		database.run(
			`DELETE FROM attempts WHERE delivery_id IN (SELECT d.id FROM ${deliveriesOfThem} WHERE ${sql})`,
			...values,
		);
		database.run(`DELETE FROM deliveries INDEXED BY deliveries_by_message WHERE ${sql}`, ...values);
		const messages = clause(messagesAbout(names, orgId, subjects));
		for (const { seq } of database.all<{ seq: number }>(
			`SELECT m.seq FROM messages m WHERE ${messages.sql}`,
			...messages.values,
		)) {
			deleteMessage(database, names, seq);
		}
		for (const table of subjectTables) {
			const mentioned = mentionsAny(orgId, table, subjects);
			database.run(`DELETE FROM ${table} WHERE ${mentioned.sql}`, ...mentioned.values);
		}
	};

	/** Leaves no bytes on freed pages: https://www.sqlite.org/pragma.html#pragma_secure_delete */
	const overwriting = (work: () => void): void => {
		database.exec('PRAGMA secure_delete = ON');
		try {
			work();
		} finally {
			database.exec('PRAGMA secure_delete = OFF');
		}
	};

	return {
		countPersonalData: count,
		readPersonalData: read,
		erasePersonalData: (orgId, subjects) => {
			const counts = count(orgId, subjects);
			overwriting(() => erase(orgId, subjects));
			return counts;
		},
	};
};

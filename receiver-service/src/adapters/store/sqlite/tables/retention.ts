import type { RetentionLimits } from '../../../../ports.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { deleteMessage } from './lookups.ts';
import type { Names } from './names.ts';

/** Pages given back to the file system after a step that deleted. */
const freedPagesPerStep = 256;

type Candidate = { readonly seq: number; readonly open: number };

export const createRetention = (database: Database, names: Names): Pick<Operations, 'retain'> => {
	/**
	 * By organisation, or for all of them under null: messages up to here were looked at in this
	 * sweep; those with an open delivery stayed.
	 */
	const sweptSeq = new Map<string | null, number>();

	/** Deletes deliveries of a message with their attempts, about `budget` rows; says whether all are gone. */
	const deleteDeliveries = (seq: number, budget: number): { rows: number; done: boolean } => {
		const deliveries = database.all<{ id: string; attempt_count: number }>(
			`SELECT id, attempt_count FROM deliveries INDEXED BY deliveries_by_message
			WHERE message_seq = ? LIMIT ?`,
			seq,
			budget + 1,
		);
		const chosen: string[] = [];
		let rows = 0;
		for (const { id, attempt_count: attempts } of deliveries) {
			if (rows >= budget) break;
			chosen.push(id);
			rows += 1 + attempts;
		}
		const ids = JSON.stringify(chosen);
		const given = 'SELECT value FROM json_each(?)';
		database.run(`DELETE FROM attempts WHERE delivery_id IN (${given})`, ids);
		database.run(
			`DELETE FROM deliveries INDEXED BY deliveries_by_message
			WHERE message_seq = ? AND id IN (${given})`,
			seq,
			ids,
		);
		return { rows, done: chosen.length === deliveries.length };
	};

	/** Oldest messages first, in commit order, which is the order of their age. */
	const retainMessages = (orgId: string | null, before: number, budget: number): boolean => {
		const candidates = database.all<Candidate>(
			`SELECT m.seq, EXISTS (SELECT 1 FROM deliveries d INDEXED BY deliveries_by_message
				WHERE d.message_seq = m.seq AND d.status IN ('pending', 'held')) AS open
			FROM messages m ${orgId === null ? 'WHERE' : 'INDEXED BY messages_in_order WHERE m.org = ? AND'}
			m.seq > ? AND m.received_at < ? ORDER BY m.seq LIMIT ?`,
			...(orgId === null ? [] : [names.find(orgId)]),
			sweptSeq.get(orgId) ?? 0,
			before,
			budget,
		);
		let rows = 0;
		for (const { seq, open } of candidates) {
			if (rows >= budget) return true;
			if (open === 0) {
				const gone = deleteDeliveries(seq, budget - rows);
				rows += gone.rows;
				if (!gone.done) return true;
				deleteMessage(database, names, seq);
				rows += 1;
			}
			sweptSeq.set(orgId, seq);
		}
		if (candidates.length === budget) return true;
		sweptSeq.delete(orgId);
		return false;
	};

	const deleteSome = (
		table: string,
		where: string,
		before: number,
		budget: number,
		key = 'n',
	): number =>
		database.run(
			`DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ?)`,
			before,
			budget,
		);
	const deleteKeyed = (table: string, where: string, before: number, budget: number): number =>
		deleteSome(table, where, before, budget, 'hash');

	/** Keys stand in the order they came: only the oldest are looked at. */
	const deleteKeys = (before: number, budget: number): number =>
		database.run(
			`DELETE FROM deduplication WHERE n IN (
				SELECT n FROM deduplication ORDER BY n LIMIT ?) AND seen_at < ?`,
			budget,
			before,
		);

	/** Where no one column is the key. */
	const deleteByKey = (
		table: string,
		key: string,
		where: string,
		before: number,
		budget: number,
	): number =>
		database.run(
			`DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} ${where} LIMIT ?)`,
			before,
			budget,
		);

	const deleteStatistics = (limits: RetentionLimits, budget: number): readonly number[] => {
		const { statisticsBefore, subscriptionMinutesBefore } = limits;
		const counts = 'org_id, kind, at, subject';
		const backlog = 'org_id, subject, kind, at';
		const kept = "kind IN ('minute', 'hour', 'subscription') AND at < ?";
		const minutes = "kind = 'subscription_minute' AND at < ?";
		const byAge = 'INDEXED BY statistics_by_age WHERE at < ?';
		const ofMinutes = `INDEXED BY statistics_of_subscription_minutes WHERE ${minutes}`;
		return [
			deleteByKey('statistics', counts, byAge, statisticsBefore, budget),
			deleteByKey('statistics', counts, ofMinutes, subscriptionMinutesBefore, budget),
			deleteByKey('backlog', backlog, `WHERE ${kept}`, statisticsBefore, budget),
			deleteByKey('backlog', backlog, `WHERE ${minutes}`, subscriptionMinutesBefore, budget),
			deleteByKey('backlog_counts', 'kind, at', `WHERE ${kept}`, statisticsBefore, budget),
		];
	};

	const retainRest = (limits: RetentionLimits, budget: number): boolean => {
		const receipts = (outcome: string, before: number) =>
			deleteSome('receipts', `outcome = '${outcome}' AND received_at < ?`, before, budget);
		const deleted = [
			deleteKeys(limits.deduplicationBefore, budget),
			receipts('rejected', limits.rejectedReceiptsBefore),
			receipts('duplicate', limits.messagesBefore),
			receipts('accepted', limits.messagesBefore),
			deleteSome('idempotency', 'created_at < ?', limits.idempotencyBefore, budget),
			deleteSome('sandbox_requests', 'received_at < ?', limits.sandboxBefore, budget),
			deleteSome('call_contexts', 'created_at < ?', limits.callContextsBefore, budget),
			deleteSome('alert_events', 'resolved_at < ?', limits.alertEventsBefore, budget),
			...deleteStatistics(limits, budget),
			deleteSome('audit_log', 'at < ?', limits.auditBefore, budget),
			deleteKeyed('sign_in_links', 'expires_at < ?', limits.signInLinksBefore, budget),
			deleteKeyed('sessions', 'last_seen_at < ?', limits.sessionsUsedBefore, budget),
			deleteKeyed('sessions', 'created_at < ?', limits.sessionsBegunBefore, budget),
		];
		return deleted.some((rows) => rows === budget);
	};

	/** What one organisation keeps for less time than the others. */
	const retainOf = (orgId: string, before: number, budget: number): boolean => {
		if (retainMessages(orgId, before, budget)) return true;
		const some = (table: string, where: string) =>
			database.run(
				`DELETE FROM ${table} WHERE n IN (SELECT n FROM ${table} WHERE org_id = ? AND ${where} LIMIT ?)`,
				orgId,
				before,
				budget,
			) === budget;
		return [
			some('receipts', "outcome IN ('duplicate', 'accepted') AND received_at < ?"),
			some('call_contexts', 'created_at < ?'),
		].includes(true);
	};

	return {
		retain: (limits, step) => {
			const shorter = Object.entries(limits.messagesBeforeByOrganisation);
			const more =
				retainMessages(null, limits.messagesBefore, step) ||
				shorter.some(([orgId, before]) => retainOf(orgId, before, step)) ||
				retainRest(limits, step);
			database.exec(`PRAGMA incremental_vacuum(${freedPagesPerStep})`);
			return more;
		},
	};
};

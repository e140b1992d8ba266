import type { FilterField } from '@voicehooks/core';
import type { Message, MessageSummary } from '../../../../domain/types.ts';
import type {
	DeliverableMessage,
	ListedMessage,
	ListOptions,
	MessageQuery,
	NewDelivery,
	Page,
} from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { settled } from './commit-order.ts';
import { insertDeliveries, lockSubscriptions } from './delivery-rows.ts';
import { between, type Condition, condition, list, oneOf, typesOf } from './lists.ts';
import { messagesAbout, messagesOf } from './lookups.ts';
import {
	type DeliverableRow,
	deliverableColumns,
	deliverableOf,
	filterColumn,
	type MessageRow,
	messageColumns,
	messageOf,
	type SummaryRow,
	summaryColumns,
	summaryOf,
} from './message-rows.ts';

const filterConditions = ({ filter }: MessageQuery): readonly Condition[] =>
	(Object.entries(filter) as [FilterField, readonly string[] | number][]).flatMap(
		([field, wanted]) =>
			typeof wanted === 'number'
				? [condition(`m.${filterColumn(field)} >= ?`, wanted)]
				: oneOf(`m.${filterColumn(field)}`, wanted),
	);

/** Whether quarantined ones, and no others, are asked for: few, and their own index has their ids. */
const isQuarantine = ({ statuses }: MessageQuery): boolean =>
	statuses.length === 1 && statuses[0] === 'quarantined';

const conditionsOf = (query: MessageQuery, options: ListOptions): readonly Condition[] => [
	condition('m.org_id = ?', query.orgId),
	// A partial index is used only where the SQL itself says the same.
	...(isQuarantine(query)
		? [condition("m.status = 'quarantined'")]
		: oneOf('m.status', query.statuses.length === 0 ? ['accepted'] : query.statuses)),
	...typesOf('m.type', query.types),
	...(query.sourceId === null ? [] : [condition('m.source_id = ?', query.sourceId)]),
	...(query.includeTests ? [] : [condition('NOT m.test')]),
	...(query.callId === null ? [] : messagesOf(query.orgId, 'call', query.callId)),
	...(query.candidateId === null ? [] : messagesOf(query.orgId, 'candidate', query.candidateId)),
	...query.subjects.flatMap((subject) => messagesAbout(query.orgId, [subject])),
	...filterConditions(query),
	...between('m.received_at', options),
	// Newest first shows what is there; who goes on from its end must not have passed anything.
	...(options.order === 'asc' ? [condition(settled)] : []),
];

/** Accepts a quarantined message: it appears now, so its place in commit order is a new one. */
export const releaseMessage = async (
	sql: Sql,
	orgId: string,
	messageId: string,
	deliveries: readonly NewDelivery[],
	at: number,
): Promise<boolean> => {
	await lockSubscriptions(sql, deliveries);
	const released = await sql.run(
		`UPDATE messages SET status = 'accepted', seq = commit_position(0)
		WHERE org_id = $1 AND id = $2 AND status = 'quarantined'`,
		orgId,
		messageId,
	);
	if (released === 0) return false;
	await insertDeliveries(
		sql,
		deliveries.map((delivery) => ({ ...delivery, orgId, messageId, createdAt: at })),
	);
	return true;
};

export const getMessage = async (sql: Sql, orgId: string, id: string): Promise<Message | null> => {
	const row = await sql.get<MessageRow>(
		`SELECT ${messageColumns} FROM messages m WHERE m.org_id = $1 AND m.id = $2`,
		orgId,
		id,
	);
	return row === undefined ? null : messageOf(row);
};

/** What delivers these, by the messages' ids. */
export const readDeliverables = async (
	sql: Sql,
	messages: readonly { readonly orgId: string; readonly messageId: string }[],
): Promise<ReadonlyMap<string, DeliverableMessage>> => {
	const ids = messages.map(({ messageId }) => messageId).toSorted();
	const rows = await sql.all<DeliverableRow>(
		// Each is looked for by itself; their bounds leave partitions of other days out of the plan.
		`SELECT m.* FROM unnest($1::text[], $2::text[]) AS w (org_id, id), LATERAL (
			SELECT m.org_id, ${deliverableColumns} FROM messages m
			WHERE m.org_id = w.org_id AND m.id = w.id AND m.id BETWEEN $3 AND $4 OFFSET 0
		) AS m`,
		messages.map(({ orgId }) => orgId),
		messages.map(({ messageId }) => messageId),
		ids[0] ?? '',
		ids.at(-1) ?? '',
	);
	return new Map(rows.map((row) => [row.m_id, deliverableOf(row)]));
};

export const listMessages = (
	sql: Sql,
	query: MessageQuery,
	options: ListOptions,
): Promise<Page<ListedMessage>> => {
	const position = isQuarantine(query) ? 'm.id' : 'm.seq';
	return list<ListedMessage, ListedMessage>(sql, {
		select: `SELECT ${position}::text AS seq, m.body FROM messages m`,
		where: conditionsOf(query, options),
		position,
		after: options.after,
		options,
		read: (row) => row,
	});
};

export const listSummaries = (
	sql: Sql,
	query: MessageQuery,
	options: ListOptions,
): Promise<Page<MessageSummary & { readonly seq: string }>> =>
	list<SummaryRow, MessageSummary & { readonly seq: string }>(sql, {
		select: `SELECT ${summaryColumns} FROM messages m`,
		where: conditionsOf(query, options),
		position: 'm.seq',
		after: options.after,
		options,
		read: (row) => ({ ...summaryOf(row), seq: row.seq }),
	});

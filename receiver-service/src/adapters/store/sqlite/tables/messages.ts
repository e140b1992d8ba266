import type { FilterField } from '@voicehooks/core';
import type { MessageQuery } from '../../../../ports.ts';
import type { Database } from '../database.ts';
import { unpackAccept } from '../packed.ts';
import type { Operations } from '../protocol.ts';
import { insertDelivery } from './delivery-rows.ts';
import { putFilterValue, putSample } from './learned.ts';
import { between, type Condition, condition, list, named, oneOf, typesOf } from './lists.ts';
import { addLookups, findableAt, messagesAbout, messagesOf, removeLookups } from './lookups.ts';
import {
	insertMessage,
	type MessageRow,
	messageColumns,
	messageOf,
	type SummaryRow,
	summaryColumns,
	summaryOf,
} from './message-rows.ts';
import type { Names } from './names.ts';
import type { Owed } from './owed.ts';
import type { Places } from './places.ts';

const filterConditions = ({ filter }: MessageQuery): readonly Condition[] =>
	(Object.entries(filter) as [FilterField, readonly string[] | number][]).flatMap(
		([field, wanted]) =>
			typeof wanted === 'number'
				? [condition(`m.${field} >= ?`, wanted)]
				: oneOf(`m.${field}`, wanted),
	);

/** Whether quarantined ones, and no others, are asked for. */
const isQuarantine = ({ statuses }: MessageQuery): boolean =>
	statuses.length === 1 && statuses[0] === 'quarantined';

const conditionsOf = (names: Names, query: MessageQuery): readonly Condition[] => {
	const statuses = query.statuses.length === 0 ? ['accepted'] : query.statuses;
	return [
		named(names, 'm.org', query.orgId),
		// A partial index is used only where the SQL itself says the same.
		...(isQuarantine(query)
			? [condition("m.status = 'quarantined'")]
			: oneOf('m.status', statuses)),
		...typesOf(names, 'm.type', query.types),
		...(query.sourceId === null ? [] : [named(names, 'm.source', query.sourceId)]),
		...(query.includeTests ? [] : [condition('m.test = 0')]),
		...(query.callId === null ? [] : messagesOf(names, query.orgId, 'call', query.callId)),
		...(query.candidateId === null
			? []
			: messagesOf(names, query.orgId, 'candidate', query.candidateId)),
		...query.subjects.flatMap((subject) => messagesAbout(names, query.orgId, [subject])),
		...filterConditions(query),
	];
};

/** A person, a call or a candidate has few messages: there their own index is the way in. */
const messagesFor = (query: MessageQuery): string => {
	const { subjects, callId, candidateId } = query;
	if (subjects.length > 0 || callId !== null || candidateId !== null) return 'messages m';
	return `messages m INDEXED BY ${isQuarantine(query) ? 'messages_quarantined' : 'messages_in_order'}`;
};

const seqOf = (after: string | null): number | null => (after === null ? null : Number(after));

/** What orders a list, and where it goes on: few are quarantined, and their own index has their ids. */
const placeOf = (query: MessageQuery, after: string | null) =>
	isQuarantine(query) ? { position: 'm.id', after } : { position: 'm.seq', after: seqOf(after) };

export const createMessages = (
	database: Database,
	names: Names,
	owed: Pick<Owed, 'add'>,
	places: Places,
): Pick<
	Operations,
	'accept' | 'releaseMessage' | 'getMessage' | 'listMessages' | 'listSummaries'
> => ({
	accept: (packed, raw, body) => {
		const { message, deduplicationKey, deliveries, filterValues, sample } = unpackAccept(packed);
		const [id, orgId, , , , , receivedAt, callId, candidateId, subjects] = message;
		const fresh = database.run(
			'INSERT INTO deduplication (key, message_id, seen_at) VALUES (coalesce(unhex(?), ?), ?, ?) ON CONFLICT (key) DO NOTHING',
			deduplicationKey,
			deduplicationKey,
			id,
			receivedAt,
		);
		if (fresh === 0) {
			const first = database.get<{ message_id: string }>(
				'SELECT message_id FROM deduplication WHERE key = coalesce(unhex(?), ?)',
				deduplicationKey,
				deduplicationKey,
			);
			return { kind: 'duplicate', messageId: first?.message_id ?? id };
		}
		const seq = places.next();
		insertMessage(database, names, seq, message, raw, body);
		addLookups(database, seq, { orgId, subjects, callId, candidateId });
		owed.add(orgId, seq, receivedAt, deliveries);
		for (const value of filterValues) putFilterValue(database, value);
		if (sample !== null) putSample(database, sample);
		return { kind: 'accepted' };
	},

	releaseMessage: (orgId, messageId, deliveries, at) => {
		const row = database.get<{ seq: number }>(
			"SELECT seq FROM messages WHERE org = ? AND id = ? AND status = 'quarantined'",
			names.find(orgId),
			messageId,
		);
		if (row === undefined) return false;
		const message = findableAt(database, names, row.seq);
		if (message === undefined) return false;
		// It appears now: a poller that reads in commit order has passed its old place.
		const seq = places.next();
		database.run("UPDATE messages SET status = 'accepted', seq = ? WHERE seq = ?", seq, row.seq);
		removeLookups(database, row.seq, message);
		addLookups(database, seq, message);
		database.run('UPDATE deliveries SET message_seq = ? WHERE message_seq = ?', seq, row.seq);
		for (const delivery of deliveries) insertDelivery(database, names, orgId, seq, at, delivery);
		return true;
	},

	getMessage: (orgId, id) => {
		const row = database.get<MessageRow>(
			`SELECT ${messageColumns} FROM messages m WHERE m.org = ? AND m.id = ?`,
			names.find(orgId),
			id,
		);
		return row === undefined ? null : messageOf(names, row);
	},

	listMessages: (query, options) =>
		list<{ position: number | string; body: Uint8Array }, { seq: string; body: Uint8Array }>(
			database,
			{
				select: `SELECT ${placeOf(query, null).position} AS position, m.body FROM ${messagesFor(query)}`,
				where: [...conditionsOf(names, query), ...between('m.received_at', options)],
				...placeOf(query, options.after),
				options,
				read: ({ position, body }) => ({ seq: String(position), body }),
			},
		),

	listSummaries: (query, options) =>
		list<SummaryRow, ReturnType<typeof summaryOf> & { seq: string }>(database, {
			select: `SELECT ${summaryColumns} FROM ${messagesFor(query)}`,
			where: [...conditionsOf(names, query), ...between('m.received_at', options)],
			position: 'm.seq',
			after: seqOf(options.after),
			options,
			read: (row) => ({ ...summaryOf(names, row), seq: String(row.seq) }),
		}),
});

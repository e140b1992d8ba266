import { type Findable, lookupKey, lookupKeys } from '../../lookup-key.ts';
import type { Database } from '../database.ts';
import { type Condition, condition, named } from './lists.ts';
import type { Names } from './names.ts';
import { parseList } from './values.ts';

/**
 * The way from a person, a call or a candidate to messages. Such a key is random, and an index in
 * its order costs one page of the log for every key of every event. Here the entries of messages
 * that came together stand together: a bucket of commit numbers has one small tree that a group
 * commit writes once, and a look-up asks each bucket (30,000 of them at 30 million messages: some
 * ten milliseconds, on the reader's thread). Entries are short hashes: what is found is compared again.
 */
const bucketSize = 1_024;

const bucketOf = (seq: number): number => Math.floor(seq / bucketSize);

/** Makes a message findable. */
export const addLookups = (database: Database, seq: number, message: Findable): void => {
	for (const key of lookupKeys(message)) {
		database.run(
			'INSERT INTO message_lookups (bucket, key, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
			bucketOf(seq),
			key,
			seq,
		);
	}
};

type FindableRow = {
	readonly org: number;
	readonly subjects: string | null;
	readonly call_id: string | null;
	readonly candidate_id: string | null;
};

/** What a stored message is found by. */
export const findableAt = (database: Database, names: Names, seq: number): Findable | undefined => {
	const row = database.get<FindableRow>(
		'SELECT org, subjects, call_id, candidate_id FROM messages WHERE seq = ?',
		seq,
	);
	return (
		row && {
			orgId: names.text(row.org),
			subjects: parseList(row.subjects),
			callId: row.call_id,
			candidateId: row.candidate_id,
		}
	);
};

export const removeLookups = (database: Database, seq: number, message: Findable): void => {
	for (const key of lookupKeys(message)) {
		database.run(
			'DELETE FROM message_lookups WHERE bucket = ? AND key = ? AND seq = ?',
			bucketOf(seq),
			key,
			seq,
		);
	}
};

/** Every bucket that can hold a message. */
const buckets = `WITH RECURSIVE bucket (n) AS (
	SELECT min(seq) / ${bucketSize} FROM messages
	UNION ALL SELECT n + 1 FROM bucket WHERE n < (SELECT max(seq) / ${bucketSize} FROM messages)
)`;

const found = (seq: string, keys: readonly number[]): Condition =>
	condition(
		`${seq} IN (${buckets} SELECT l.seq FROM bucket CROSS JOIN message_lookups l
			ON l.bucket = bucket.n AND l.key IN (${keys.map(() => '?').join(', ')}))`,
		...keys,
	);

/** Messages `m` of this call, or of this candidate. */
export const messagesOf = (
	names: Names,
	orgId: string,
	kind: 'call' | 'candidate',
	value: string,
): readonly Condition[] => [
	named(names, 'm.org', orgId),
	found('m.seq', [lookupKey(orgId, kind, value)]),
	condition(`m.${kind}_id = ?`, value),
];

/** Messages `m` of the organisation that mention any of these people. */
export const messagesAbout = (
	names: Names,
	orgId: string,
	subjects: readonly string[],
): readonly Condition[] => [
	named(names, 'm.org', orgId),
	found(
		'm.seq',
		subjects.map((subject) => lookupKey(orgId, 'subject', subject)),
	),
	condition(
		`EXISTS (SELECT 1 FROM json_each(m.subjects) s WHERE s.value IN (${subjects.map(() => '?').join(', ')}))`,
		...subjects,
	),
];

/** Deletes a message whose deliveries are gone. */
export const deleteMessage = (database: Database, names: Names, seq: number): void => {
	const message = findableAt(database, names, seq);
	if (message !== undefined) removeLookups(database, seq, message);
	database.run('DELETE FROM messages WHERE seq = ?', seq);
};

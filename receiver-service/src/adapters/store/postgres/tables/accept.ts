import type { AcceptMessage, AcceptResult } from '../../../../ports.ts';
import { lookupKeys } from '../../lookup-key.ts';
import type { Database, Sql, Statement } from '../database.ts';
import type { Value } from '../parameters.ts';
import { columnsOf, unnest } from '../unnest.ts';
import { addition, columnsOfAdded, locking } from './delivery-rows.ts';
import { putFilterValues, putSamples } from './learned.ts';
import { filterColumn, filterColumns, filterValue } from './message-rows.ts';
import { listText } from './values.ts';

const columns = {
	key: 'text',
	org_id: 'text',
	id: 'text',
	source_id: 'text',
	vendor: 'text',
	event: 'text',
	type: 'text',
	received_at: 'bigint',
	occurred_at: 'bigint',
	status: 'text',
	origin: 'text',
	verified: 'boolean',
	test: 'boolean',
	...filterColumns,
	call_id: 'text',
	candidate_id: 'text',
	marks: 'text',
	subjects: 'text',
	lookups: 'text',
	content_type: 'text',
	raw_at: 'integer',
	raw_length: 'integer',
	body_at: 'integer',
	body_length: 'integer',
} as const;
type Column = keyof typeof columns;

const quoted = Object.fromEntries(
	Object.entries(columns).map(([name, type]) => [
		name === 'user' ? filterColumn(name) : name,
		type,
	]),
);
const plain = Object.keys(quoted).filter(
	(name) => !['key', 'lookups'].includes(name) && !/_(at|length)$/.test(name),
);

const firstDeliveryParameter = Object.keys(columns).length + 2;

/**
 * Deduplication, messages and deliveries in one statement. The bytes of all messages come as one
 * parameter and are cut apart by Postgres: as text, a list of byte strings is twice as large and
 * must be parsed. Keys are inserted in their order, so that two replicas that write the same ones
 * never deadlock. `IS TRUE` keeps Postgres from a join, which it would plan for ten rows.
 */
const insertion = `WITH entry AS (SELECT * FROM ${unnest(quoted, 'e', 2)}), fresh AS (
	INSERT INTO deduplication (key, message_id, seen_at)
	SELECT decode(key, 'hex'), id, received_at FROM entry ORDER BY key, n
	ON CONFLICT (key) DO NOTHING RETURNING key, message_id
), stored AS (
	INSERT INTO messages (${plain.join(', ')}, received_at, occurred_at, lookups, raw, body, seq)
	SELECT ${plain.map((name) => `entry.${name}`).join(', ')}, received_at, occurred_at, lookups::bigint[],
		substring($1::bytea FROM raw_at FOR raw_length), substring($1::bytea FROM body_at FOR body_length),
		commit_position(n::integer)
	FROM entry JOIN fresh ON fresh.key = decode(entry.key, 'hex') AND fresh.message_id = entry.id
	RETURNING org_id, id
), fanned AS (
	${addition(
		firstDeliveryParameter,
		'((e.org_id, e.message_id) IN (SELECT org_id, id FROM stored)) IS TRUE',
	)}
)
SELECT n FROM entry WHERE ((org_id, id) IN (SELECT org_id, id FROM stored)) IS NOT TRUE`;

/** Hashes are hexadecimal; whatever else a key is, its bytes are. */
const hexOf = (key: string): string =>
	/^(?:[0-9a-f]{2})+$/.test(key) ? key : Buffer.from(key).toString('hex');

const rowOf = (
	{ message, deduplicationKey }: AcceptMessage,
	at: number,
): Readonly<Record<Column, Value>> => {
	const lookups = lookupKeys(message);
	const filter = Object.fromEntries(
		(Object.keys(filterColumns) as (keyof typeof filterColumns)[]).map((field) => [
			field,
			filterValue(field, message.filterFields),
		]),
	) as Record<keyof typeof filterColumns, Value>;
	return {
		key: hexOf(deduplicationKey),
		org_id: message.orgId,
		id: message.id,
		source_id: message.sourceId,
		vendor: message.vendor,
		event: message.event,
		type: message.type,
		received_at: message.receivedAt,
		occurred_at: message.occurredAt,
		status: message.status,
		origin: message.origin,
		verified: message.verified,
		test: message.test,
		...filter,
		call_id: message.callId,
		candidate_id: message.candidateId,
		marks: listText(message.marks),
		subjects: listText(message.subjects),
		lookups: lookups.length === 0 ? null : `{${lookups.join(',')}}`,
		content_type: message.contentType,
		raw_at: at,
		raw_length: message.raw.length,
		body_at: at + message.raw.length,
		body_length: message.body.length,
	};
};

/** Who has the keys of those that were not fresh. */
const firstOnes = async (
	sql: Sql,
	entries: readonly AcceptMessage[],
): Promise<ReadonlyMap<string, string>> => {
	if (entries.length === 0) return new Map();
	const keys = entries.map(({ deduplicationKey }) => hexOf(deduplicationKey));
	const rows = await sql.all<{ key: string; message_id: string }>(
		`SELECT encode(key, 'hex') AS key, message_id FROM deduplication
		WHERE key IN (SELECT decode(one, 'hex') FROM unnest($1::text[]) AS one)`,
		keys,
	);
	return new Map(rows.map(({ key, message_id: id }) => [key, id]));
};

/** What stores messages with their deliveries; the rows of the last are the places of duplicates. */
const storing = (entries: readonly AcceptMessage[]): readonly Statement[] => {
	// Postgres counts the bytes of a string from 1.
	let at = 1;
	const rows = entries.map((entry) => {
		const row = rowOf(entry, at);
		at += entry.message.raw.length + entry.message.body.length;
		return row;
	});
	const bytes = Buffer.concat(entries.flatMap(({ message }) => [message.raw, message.body]));
	const added = entries.flatMap(({ message, deliveries }) =>
		deliveries.map((delivery) => ({
			...delivery,
			orgId: message.orgId,
			messageId: message.id,
			createdAt: message.receivedAt,
		})),
	);
	const insert = {
		sql: insertion,
		values: [bytes, ...columnsOf(columns, rows), ...columnsOfAdded(added)],
	};
	return added.length === 0 ? [insert] : [locking(added), insert];
};

type Duplicate = { readonly n: number };

/** Stores what is new; which were not. */
const store = async (
	database: Pick<Database, 'together' | 'transaction'>,
	entries: readonly AcceptMessage[],
): Promise<ReadonlySet<AcceptMessage>> => {
	const statements = storing(entries);
	const duplicatesOf = (rows: readonly Duplicate[]) =>
		new Set(rows.flatMap(({ n }) => entries[n - 1] ?? []));
	const teaching = entries.filter(
		({ filterValues, sample }) => filterValues.length > 0 || sample !== null,
	);
	if (teaching.length === 0) {
		const answers = await database.together(statements);
		return duplicatesOf((answers.at(-1) ?? []) as readonly Duplicate[]);
	}
	return database.transaction(async (sql) => {
		let rows: readonly Duplicate[] = [];
		for (const { sql: text, values } of statements) rows = await sql.all(text, ...values);
		const duplicates = duplicatesOf(rows);
		const fresh = teaching.filter((entry) => !duplicates.has(entry));
		await putFilterValues(
			sql,
			fresh.flatMap(({ filterValues }) => filterValues),
		);
		await putSamples(
			sql,
			fresh.flatMap(({ sample }) => sample ?? []),
		);
		return duplicates;
	});
};

/** Stores messages with their deliveries and deduplication keys; says which were duplicates. */
export const acceptAll = async (
	database: Database,
	entries: readonly AcceptMessage[],
): Promise<readonly AcceptResult[]> => {
	const duplicates = await store(database, entries);
	const others = await firstOnes(database, [...duplicates]);
	return entries.map((entry) =>
		duplicates.has(entry)
			? {
					kind: 'duplicate',
					messageId: others.get(hexOf(entry.deduplicationKey)) ?? entry.message.id,
				}
			: { kind: 'accepted' },
	);
};

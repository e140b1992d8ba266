import type { AcceptMessage, AcceptResult } from '../../../../ports.ts';
import { lookupKeys } from '../../lookup-key.ts';
import type { Database, Sql, Statement } from '../database.ts';
import { QueryFault } from '../fault.ts';
import type { Owed, Planned } from '../owed.ts';
import type { Value } from '../parameters.ts';
import { columnsOf, unnest } from '../unnest.ts';
import { addition, columnsOfAdded, locking } from './delivery-rows.ts';
import { putFilterValues, putSamples } from './learned.ts';
import { filterColumn, filterColumns, filterValues } from './message-rows.ts';
import { listText } from './values.ts';

const messageColumns = {
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
const columns = { key: 'text', ...messageColumns } as const;

const quoted = Object.fromEntries(
	Object.entries(messageColumns).map(([name, type]) => [
		name === 'user' ? filterColumn(name) : name,
		type,
	]),
);
const plain = Object.keys(quoted).filter(
	(name) => name !== 'lookups' && !/^(raw|body)_/.test(name),
);
const keyColumns = { key: 'text', id: 'text', received_at: 'bigint' } as const;

/** As `messages` has them; keys stand in a table of their own. */
const stored = `${plain.join(', ')}, lookups, raw, body, seq`;
/** As `commit_position(n)` says it: a function with a query in it is planned anew at each call. */
const position =
	'(SELECT pg_current_xact_id()::text::bigint + xid_offset FROM instance) * 4096 + n';
/**
 * The bytes of all messages come as one parameter and are cut apart by Postgres: as text, a list of
 * byte strings is twice as large and must be parsed.
 */
const cut = `lookups::bigint[], substring($1::bytea FROM raw_at FOR raw_length),
	substring($1::bytea FROM body_at FOR body_length), ${position}`;

/** In their order, so that two replicas that write the same keys never deadlock. */
const newKeys = `INSERT INTO deduplication (key, message_id, seen_at)
	SELECT decode(key, 'hex'), id, received_at
	FROM ${unnest(keyColumns, 'k', 1)} ORDER BY key, n`;
const newMessages = `INSERT INTO messages (${stored}) SELECT ${plain.join(', ')}, ${cut}
	FROM ${unnest(quoted, 'e', 2)}`;

const firstDeliveryParameter = Object.keys(columns).length + 2;

/**
 * Leaves out what is a duplicate, in one statement that says which were. `IS TRUE` keeps Postgres
 * from a join, which it would plan for ten rows.
 */
const insertion = `WITH entry AS (SELECT * FROM ${unnest({ key: 'text', ...quoted }, 'e', 2)}), fresh AS (
	INSERT INTO deduplication (key, message_id, seen_at)
	SELECT decode(key, 'hex'), id, received_at FROM entry ORDER BY key, n
	ON CONFLICT (key) DO NOTHING RETURNING key, message_id
), stored AS (
	INSERT INTO messages (${stored}) SELECT ${plain.map((name) => `entry.${name}`).join(', ')}, ${cut}
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
): Readonly<Record<keyof typeof columns, Value>> => {
	const lookups = lookupKeys(message);
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
		...filterValues(message.filterFields),
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

/** What stores messages with their deliveries: all, or nothing where one of them is a duplicate. */
type Storing = {
	/** Owes what it can of the deliveries. */
	readonly all: () => { readonly planned: Planned; readonly statements: readonly Statement[] };
	readonly fresh: () => readonly Statement[];
};

const storing = (entries: readonly AcceptMessage[], owed: Pick<Owed, 'plan'>): Storing => {
	// Postgres counts the bytes of a string from 1.
	let at = 1;
	const rows = entries.map((entry) => {
		const row = rowOf(entry, at);
		at += entry.message.raw.length + entry.message.body.length;
		return row;
	});
	const bytes = Buffer.concat(entries.flatMap(({ message }) => [message.raw, message.body]));
	const deliveries = entries.flatMap(({ message, deliveries }) =>
		deliveries.map((delivery) => ({
			...delivery,
			orgId: message.orgId,
			messageId: message.id,
			createdAt: message.receivedAt,
		})),
	);
	const messages = columnsOf(messageColumns, rows);
	const locked = deliveries.length === 0 ? [] : [locking(deliveries)];
	return {
		all: () => {
			const planned = owed.plan(deliveries);
			const { others } = planned;
			const adding =
				others.length === 0 ? [] : [{ sql: addition(1), values: columnsOfAdded(others) }];
			return {
				planned,
				statements: [
					...locked,
					{ sql: newKeys, values: columnsOf(keyColumns, rows) },
					{ sql: newMessages, values: [bytes, ...messages] },
					...planned.statements,
					...adding,
				],
			};
		},
		fresh: () => {
			const keys = rows.map(({ key }) => key);
			const values = [bytes, keys, ...messages, ...columnsOfAdded(deliveries)];
			return [...locked, { sql: insertion, values }];
		},
	};
};

type Duplicate = { readonly n: number };
/** Runs what stores, and in the same transaction what follows from which were duplicates. */
type Run = (
	statements: readonly Statement[],
	duplicatesOf: (rows: readonly unknown[]) => ReadonlySet<AcceptMessage>,
) => Promise<ReadonlySet<AcceptMessage>>;

const running = (
	database: Pick<Database, 'together' | 'transaction'>,
	entries: readonly AcceptMessage[],
): Run => {
	const teaching = entries.filter(
		({ filterValues, sample }) => filterValues.length > 0 || sample !== null,
	);
	if (teaching.length === 0) {
		return async (statements, duplicatesOf) => {
			const answers = await database.together(statements);
			return duplicatesOf(answers.at(-1) ?? []);
		};
	}
	return (statements, duplicatesOf) =>
		database.transaction(async (sql) => {
			let rows: readonly unknown[] = [];
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

/** unique_violation: a key that is taken. */
const taken = '23505';
/** Where one duplicate came, more may follow: for so many transactions they are looked for. */
const carefulFor = 20;

/**
 * Duplicates are rare, and what looks for them costs a tenth of what storing does. Messages are
 * stored as if there were none; when there is one, nothing is, and they are stored with a look.
 */
const createStore = (
	database: Pick<Database, 'together' | 'transaction'>,
	owed: Pick<Owed, 'plan' | 'keep'>,
) => {
	let careful = 0;
	return async (entries: readonly AcceptMessage[]): Promise<ReadonlySet<AcceptMessage>> => {
		const stored = storing(entries, owed);
		const run = running(database, entries);
		if (careful === 0) {
			try {
				const { planned, statements } = stored.all();
				const none = await run(statements, () => new Set());
				owed.keep(planned);
				return none;
			} catch (fault) {
				if (!(fault instanceof QueryFault && fault.code === taken)) throw fault;
			}
		}
		const duplicates = await run(
			stored.fresh(),
			(rows) => new Set(rows.flatMap((row) => entries[(row as Duplicate).n - 1] ?? [])),
		);
		careful = duplicates.size > 0 ? carefulFor : Math.max(0, careful - 1);
		return duplicates;
	};
};

export type Accept = (entries: readonly AcceptMessage[]) => Promise<readonly AcceptResult[]>;

/** Stores messages with their deliveries and deduplication keys; says which were duplicates. */
export const createAccept = (database: Database, owed: Pick<Owed, 'plan' | 'keep'>): Accept => {
	const store = createStore(database, owed);
	return async (entries) => {
		const duplicates = await store(entries);
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
};

import type { Delivery } from '../../../domain/types.ts';
import type { PlacedMessage } from '../contents.ts';
import { lookupKeys } from '../lookup-key.ts';
import { isOpen } from '../next-state.ts';
import type { Sql } from './database.ts';
import type { Value } from './parameters.ts';
import { filterColumns, filterValues } from './tables/message-rows.ts';
import { listText } from './tables/values.ts';
import { columnsOf, unnest } from './unnest.ts';

/** Rows of one statement. */
const batchRows = 100;

/** A batch after the other. */
export function* batches<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
	let batch: Item[] = [];
	for (const item of items) {
		batch.push(item);
		if (batch.length < batchRows) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}

/** Writes rows of a table; returns how many. */
export const insertRows = async <Name extends string>(
	sql: Sql,
	table: string,
	types: Readonly<Record<Name, string>>,
	rows: readonly Readonly<Record<Name, Value>>[],
): Promise<number> => {
	const names = Object.keys(types).map((name) => `"${name}"`);
	const quoted = Object.fromEntries(
		(Object.entries(types) as [string, string][]).map(([name, type]) => [`"${name}"`, type]),
	);
	return sql.run(
		`INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.join(', ')} FROM ${unnest(quoted, 'e', 1)}`,
		...columnsOf(types, rows),
	);
};

const messageTypes = {
	org_id: 'text',
	id: 'text',
	seq: 'bigint',
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
	content_type: 'text',
	raw: 'bytea',
	body: 'bytea',
} as const;

const messageRow = ({ seq, message }: PlacedMessage) => {
	return {
		org_id: message.orgId,
		id: message.id,
		seq,
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
		content_type: message.contentType,
		raw: message.raw,
		body: message.body,
	};
};

const lookupTypes = { org_id: 'text', id: 'text', lookups: 'text' } as const;

/** Writes messages with their places and what they are found by; returns how many. */
export const importMessages = async (
	sql: Sql,
	placed: readonly PlacedMessage[],
): Promise<number> => {
	const written = await insertRows(sql, 'messages', messageTypes, placed.map(messageRow));
	const findable = placed.flatMap(({ message }) => {
		const keys = lookupKeys(message);
		return keys.length === 0
			? []
			: { org_id: message.orgId, id: message.id, lookups: `{${keys.join(',')}}` };
	});
	await sql.run(
		`UPDATE messages m SET lookups = e.lookups::bigint[] FROM ${unnest(lookupTypes, 'e', 1)}
		WHERE m.org_id = e.org_id AND m.id = e.id`,
		...columnsOf(lookupTypes, findable),
	);
	return written;
};

const deliveryTypes = {
	org_id: 'text',
	id: 'text',
	message_id: 'text',
	subscription_id: 'text',
	target_id: 'text',
	status: 'text',
	replay: 'boolean',
	attempt_count: 'integer',
	created_at: 'bigint',
	first_attempt_at: 'bigint',
	due_at: 'bigint',
	ended_at: 'bigint',
	last_status_code: 'integer',
	last_error: 'text',
} as const;

const deliveryRow = (one: Delivery) => ({
	org_id: one.orgId,
	id: one.id,
	message_id: one.messageId,
	subscription_id: one.subscriptionId,
	target_id: one.targetId,
	status: one.status,
	replay: one.replay,
	attempt_count: one.attemptCount,
	created_at: one.createdAt,
	first_attempt_at: one.firstAttemptAt,
	due_at: one.dueAt,
	ended_at: one.endedAt === null ? null : Math.round(one.endedAt),
	last_status_code: one.lastStatusCode,
	last_error: one.lastError,
});

/** Writes deliveries, open and ended ones; returns how many. */
export const importDeliveries = async (
	sql: Sql,
	deliveries: readonly Delivery[],
): Promise<number> => {
	const open = deliveries.filter(({ status }) => isOpen(status));
	const ended = deliveries.filter(({ status }) => !isOpen(status));
	return (
		(await insertRows(sql, 'deliveries', deliveryTypes, open.map(deliveryRow))) +
		(await insertRows(sql, 'ended_deliveries', deliveryTypes, ended.map(deliveryRow)))
	);
};

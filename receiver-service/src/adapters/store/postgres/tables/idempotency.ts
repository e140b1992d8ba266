import type { IdempotencyRecord, Sealed } from '../../../../domain/types.ts';
import type { Sql } from '../database.ts';
import type { Parameter } from '../parameters.ts';

type Row = {
	readonly request_hash: string;
	readonly created_at: number;
	readonly response_status: number | null;
	readonly response_body: Sealed | null;
	readonly subjects: readonly string[];
};

const oneKey = 'org_id = $1 AND key_id = $2 AND route = $3 AND key = $4';
const keyOf = ({ orgId, keyId, route, key }: IdempotencyRecord): readonly Parameter[] => [
	orgId,
	keyId,
	route,
	key,
];

/** False when somebody has the key. */
const insert = async (sql: Sql, record: IdempotencyRecord): Promise<boolean> => {
	const added = await sql.run(
		`INSERT INTO idempotency (org_id, key_id, route, key, request_hash, created_at, response_status, subjects, response_body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (org_id, key_id, route, key) DO NOTHING`,
		...keyOf(record),
		record.requestHash,
		record.createdAt,
		record.response?.status ?? null,
		record.subjects,
		record.response?.body ?? null,
	);
	return added > 0;
};

/** Removes the record of this very request; a later one with the same key stays. */
const remove = async (sql: Sql, record: IdempotencyRecord): Promise<boolean> => {
	const removed = await sql.run(
		`DELETE FROM idempotency WHERE ${oneKey} AND request_hash = $5 AND created_at = $6`,
		...keyOf(record),
		record.requestHash,
		record.createdAt,
	);
	return removed > 0;
};

export const beginIdempotent = async (
	sql: Sql,
	record: IdempotencyRecord,
): Promise<IdempotencyRecord | null> => {
	for (;;) {
		if (await insert(sql, record)) return null;
		const row = await sql.get<Row>(
			`SELECT request_hash, created_at, response_status, response_body, subjects
			FROM idempotency WHERE ${oneKey}`,
			...keyOf(record),
		);
		// Dropped between the two statements.
		if (row === undefined) continue;
		const { response_status: status, response_body: body } = row;
		return {
			...record,
			requestHash: row.request_hash,
			createdAt: row.created_at,
			response: status === null || body === null ? null : { status, body },
			subjects: row.subjects,
		};
	}
};

export const endIdempotent = async (sql: Sql, record: IdempotencyRecord): Promise<void> => {
	if (await remove(sql, record)) await insert(sql, record);
};

export const dropIdempotent = async (sql: Sql, record: IdempotencyRecord): Promise<void> => {
	await remove(sql, record);
};

import type { IdempotencyRecord, Sealed } from '../../../../domain/types.ts';
import type { Database, Value } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { linkSubjects } from './subjects.ts';
import { listText, parseList } from './values.ts';

type Row = {
	readonly request_hash: string;
	readonly created_at: number;
	readonly response_status: number | null;
	readonly response_body: Sealed | null;
	readonly subjects: string | null;
};

const oneKey = 'org_id = ? AND key_id = ? AND route = ? AND key = ?';
const keyOf = ({ orgId, keyId, route, key }: IdempotencyRecord): readonly Value[] => [
	orgId,
	keyId,
	route,
	key,
];

const insert = (database: Database, record: IdempotencyRecord): void => {
	const n = database.insert(
		`INSERT INTO idempotency (org_id, key_id, route, key, request_hash, created_at, response_status, subjects, response_body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		...keyOf(record),
		record.requestHash,
		record.createdAt,
		record.response?.status ?? null,
		listText(record.subjects),
		record.response?.body ?? null,
	);
	linkSubjects(database, record.orgId, 'idempotency', n, record.subjects);
};

export const createIdempotency = (
	database: Database,
): Pick<Operations, 'beginIdempotent' | 'endIdempotent' | 'dropIdempotent'> => {
	/** Removes the record of this very request; a later one with the same key stays. */
	const remove = (record: IdempotencyRecord): boolean =>
		database.run(
			`DELETE FROM idempotency WHERE ${oneKey} AND request_hash = ? AND created_at = ?`,
			...keyOf(record),
			record.requestHash,
			record.createdAt,
		) > 0;
	return {
		beginIdempotent: (record) => {
			const row = database.get<Row>(
				`SELECT request_hash, created_at, response_status, response_body, subjects
				FROM idempotency WHERE ${oneKey}`,
				...keyOf(record),
			);
			if (row === undefined) {
				insert(database, record);
				return null;
			}
			const { response_status: status, response_body: body } = row;
			return {
				...record,
				requestHash: row.request_hash,
				createdAt: row.created_at,
				response: status === null || body === null ? null : { status, body },
				subjects: parseList(row.subjects),
			};
		},
		endIdempotent: (record) => {
			if (remove(record)) insert(database, record);
		},
		dropIdempotent: (record) => {
			remove(record);
		},
	};
};

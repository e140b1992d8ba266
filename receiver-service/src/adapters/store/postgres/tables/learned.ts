import type { FilterField } from '@voicehooks/core';
import type { CapturedSample } from '../../../../domain/types.ts';
import type { FilterValue } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { clause, condition } from './lists.ts';

/** What events taught us: values for dropdowns, and one captured delivery per source and type. */

/** Notes values as seen, in one order whoever writes; there are few, because each is sent seldom. */
export const putFilterValues = async (sql: Sql, values: readonly FilterValue[]): Promise<void> => {
	const keyOf = ({ orgId, field, sourceId, value }: FilterValue) =>
		`${orgId}\n${field}\n${sourceId}\n${value}`;
	const newest = new Map(values.map((seen) => [keyOf(seen), seen]));
	for (const key of [...newest.keys()].toSorted()) {
		const seen = newest.get(key);
		if (seen === undefined) continue;
		await sql.run(
			`INSERT INTO filter_values (org_id, field, source_id, value, last_seen_at, subjects)
			VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (org_id, field, source_id, value) DO UPDATE SET
			last_seen_at = excluded.last_seen_at, subjects = excluded.subjects`,
			seen.orgId,
			seen.field,
			seen.sourceId,
			seen.value,
			seen.lastSeenAt,
			seen.subjects,
		);
	}
};

/** Keeps the first sample of a source and type. */
export const putSamples = async (sql: Sql, samples: readonly CapturedSample[]): Promise<void> => {
	for (const sample of samples) {
		await sql.run(
			`INSERT INTO samples (org_id, source_id, type, message_id, captured_at, subjects, body)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
			sample.orgId,
			sample.sourceId,
			sample.type,
			sample.messageId,
			sample.capturedAt,
			sample.subjects,
			sample.body,
		);
	}
};

export const sampleColumns = `org_id AS "orgId", source_id AS "sourceId", type,
	message_id AS "messageId", body, captured_at AS "capturedAt", subjects`;

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

export const listFilterValues = (
	sql: Sql,
	orgId: string,
	field: FilterField,
	sourceId: string | null,
	contains: string | null,
	limit: number,
): Promise<readonly FilterValue[]> => {
	const { sql: where, values } = clause([
		condition('org_id = ?', orgId),
		condition('field = ?', field),
		...(sourceId === null ? [] : [condition('source_id = ?', sourceId)]),
		...(contains === null ? [] : [condition('value ILIKE ?', `%${escapeLike(contains)}%`)]),
	]);
	return sql.all(
		`SELECT org_id AS "orgId", source_id AS "sourceId", field, value, last_seen_at AS "lastSeenAt", subjects
		FROM filter_values WHERE ${where} ORDER BY last_seen_at DESC, value LIMIT ${limit}`,
		...values,
	);
};

export const listSamples = (sql: Sql, orgId: string): Promise<readonly CapturedSample[]> =>
	sql.all(`SELECT ${sampleColumns} FROM samples WHERE org_id = $1 ORDER BY source_id, type`, orgId);

import type { CapturedSample } from '../../../../domain/types.ts';
import type { FilterValue } from '../../../../ports.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { condition } from './lists.ts';
import { linkSubjects } from './subjects.ts';
import { listText, parseList } from './values.ts';

/** What events taught us: values for dropdowns, and one captured delivery per source and type. */

/** Notes a value as seen; an older sighting of the same one is replaced. */
export const putFilterValue = (database: Database, seen: FilterValue): void => {
	database.run(
		'DELETE FROM filter_values WHERE org_id = ? AND field = ? AND source_id = ? AND value = ?',
		seen.orgId,
		seen.field,
		seen.sourceId,
		seen.value,
	);
	const n = database.insert(
		'INSERT INTO filter_values (org_id, field, source_id, value, last_seen_at, subjects) VALUES (?, ?, ?, ?, ?, ?)',
		seen.orgId,
		seen.field,
		seen.sourceId,
		seen.value,
		seen.lastSeenAt,
		listText(seen.subjects),
	);
	linkSubjects(database, seen.orgId, 'filter_values', n, seen.subjects);
};

/** Keeps the first sample of a source and type. */
export const putSample = (database: Database, sample: CapturedSample): void => {
	const added = database.get<{ n: number }>(
		`INSERT INTO samples (org_id, source_id, type, message_id, captured_at, subjects, body)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING n`,
		sample.orgId,
		sample.sourceId,
		sample.type,
		sample.messageId,
		sample.capturedAt,
		listText(sample.subjects),
		sample.body,
	);
	if (added !== undefined) {
		linkSubjects(database, sample.orgId, 'samples', added.n, sample.subjects);
	}
};

type FilterValueRow = Omit<FilterValue, 'subjects'> & { readonly subjects: string | null };
export type SampleRow = Omit<CapturedSample, 'subjects'> & { readonly subjects: string | null };

export const sampleColumns = `org_id AS orgId, source_id AS sourceId, type, message_id AS messageId,
	body, captured_at AS capturedAt, subjects`;
export const sampleOf = (row: SampleRow): CapturedSample => ({
	...row,
	subjects: parseList(row.subjects),
});

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

export const createLearned = (
	database: Database,
): Pick<Operations, 'listFilterValues' | 'listSamples'> => ({
	listFilterValues: (orgId, field, sourceId, contains, limit) => {
		const where = [
			condition('org_id = ? AND field = ?', orgId, field),
			...(sourceId === null ? [] : [condition('source_id = ?', sourceId)]),
			...(contains === null
				? []
				: [condition("value LIKE ? ESCAPE '\\'", `%${escapeLike(contains)}%`)]),
		];
		return database
			.all<FilterValueRow>(
				`SELECT org_id AS orgId, source_id AS sourceId, field, value, last_seen_at AS lastSeenAt, subjects
				FROM filter_values WHERE ${where.map(({ sql }) => sql).join(' AND ')}
				ORDER BY last_seen_at DESC, value LIMIT ?`,
				...where.flatMap(({ values }) => values),
				limit,
			)
			.map((row) => ({ ...row, subjects: parseList(row.subjects) }));
	},
	listSamples: (orgId) =>
		database
			.all<SampleRow>(
				`SELECT ${sampleColumns} FROM samples WHERE org_id = ? ORDER BY source_id, type`,
				orgId,
			)
			.map(sampleOf),
});

import type { Database } from '../database.ts';
import { type Condition, condition } from './lists.ts';

/** The tables, besides messages (lookups.ts), whose rows can mention a person. */
export const subjectTables = [
	'receipts',
	'filter_values',
	'samples',
	'idempotency',
	'sandbox_requests',
	'call_contexts',
] as const;
export type SubjectTable = (typeof subjectTables)[number];

/** Notes whom a row mentions; a trigger forgets it with the row. */
export const linkSubjects = (
	database: Database,
	orgId: string,
	table: SubjectTable,
	item: number,
	subjects: readonly string[],
): void => {
	for (const subject of subjects) {
		database.run(
			'INSERT INTO subjects (org_id, subject, kind, item) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
			orgId,
			subject,
			table,
			item,
		);
	}
};

/** Rows of a table that mention any of these people. */
export const mentionsAny = (
	orgId: string,
	table: SubjectTable,
	subjects: readonly string[],
): Condition =>
	condition(
		`n IN (SELECT item FROM subjects WHERE org_id = ? AND kind = ?
			AND subject IN (SELECT value FROM json_each(?)))`,
		orgId,
		table,
		JSON.stringify(subjects),
	);

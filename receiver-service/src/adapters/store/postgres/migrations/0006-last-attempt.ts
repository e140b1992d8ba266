/**
 * The attempt that a delivery succeeded by stands in the row of the delivery: most deliveries have
 * no other, and a row of `attempts` costs as much again. Both tables have the columns, so that
 * they stay alike for those who read them as one.
 */
export const lastAttempt = ['deliveries', 'ended_deliveries']
	.map(
		(table) => `ALTER TABLE ${table} ADD COLUMN attempt_id text COLLATE "C";
ALTER TABLE ${table} ADD COLUMN attempt_at bigint;
ALTER TABLE ${table} ADD COLUMN attempt_status integer;
ALTER TABLE ${table} ADD COLUMN attempt_ms double precision;
ALTER TABLE ${table} ADD COLUMN attempt_excerpt text;
ALTER TABLE ${table} ADD COLUMN attempt_headers text;`,
	)
	.join('\n');

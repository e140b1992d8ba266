/**
 * What was planned for messages whose deliveries have no rows yet: see tables/owed.ts. Empty but
 * for the last seconds, and small as long as autovacuum comes by.
 */
export const owed = `
CREATE TABLE owed (
	-- The replica that took the messages in, and its count of these rows.
	keeper text COLLATE "C" NOT NULL,
	nth bigint NOT NULL,
	written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	-- JSON: see plan.ts.
	plan text NOT NULL,
	PRIMARY KEY (keeper, nth)
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
`;

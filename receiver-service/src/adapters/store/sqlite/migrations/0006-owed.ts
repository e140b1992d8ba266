/**
 * What was planned for a message whose deliveries have no rows yet: see tables/owed.ts. Empty but
 * for the last second.
 */
export const owed = `
CREATE TABLE owed (
	-- The message's place.
	seq INTEGER PRIMARY KEY,
	-- A JSON list of lists.
	deliveries TEXT NOT NULL
) STRICT;
`;

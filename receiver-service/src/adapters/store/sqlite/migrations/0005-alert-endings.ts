/**
 * The end of a condition, told to whoever was told that it began. What is in `alert_endings` waits
 * for its event to be over.
 */
export const alertEndings = `
ALTER TABLE alert_events ADD COLUMN resolution TEXT;

CREATE TABLE alert_endings (
	alert_id TEXT NOT NULL,
	event_id TEXT NOT NULL,
	due_at INTEGER NOT NULL,
	attempts INTEGER NOT NULL,
	PRIMARY KEY (alert_id, event_id)
) STRICT, WITHOUT ROWID;
`;

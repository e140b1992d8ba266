const id = 'text COLLATE "C" NOT NULL';

/**
 * The end of a condition, told to whoever was told that it began. What is in `alert_endings` waits
 * for its event to be over.
 */
export const alertEndings = `
ALTER TABLE alert_events ADD COLUMN resolution text;

CREATE TABLE alert_endings (
	alert_id ${id},
	event_id ${id},
	due_at bigint NOT NULL,
	attempts integer NOT NULL,
	PRIMARY KEY (alert_id, event_id)
);
`;

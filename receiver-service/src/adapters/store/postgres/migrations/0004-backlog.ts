const id = 'text COLLATE "C" NOT NULL';

/**
 * The backlog over time, and statistics of one subscription by the minute. A delivery on its way to
 * a hook that works writes none of these indexes.
 */
export const backlog = `
CREATE TABLE backlog (
	org_id ${id},
	subject ${id},
	kind text NOT NULL,
	at bigint NOT NULL,
	pending bigint NOT NULL,
	held bigint NOT NULL,
	dead_letter bigint NOT NULL,
	oldest_pending_ms bigint,
	PRIMARY KEY (org_id, subject, kind, at)
) WITH (fillfactor = 85);
CREATE INDEX backlog_by_age ON backlog (kind, at);

-- When it was counted, by the minute and by the hour: whatever has no row then had no backlog.
CREATE TABLE backlog_counts (
	kind text NOT NULL,
	at bigint NOT NULL,
	-- Index entries; null until the count is done.
	read bigint,
	PRIMARY KEY (kind, at)
);

CREATE INDEX statistics_by_subject ON statistics (org_id, subject, kind, at) WHERE subject <> '';
CREATE INDEX statistics_of_subscription_minutes ON statistics (at)
	WHERE kind = 'subscription_minute';

CREATE INDEX ended_deliveries_dead_by_subscription ON ended_deliveries (org_id, subscription_id)
	WHERE status = 'dead_letter';
`;

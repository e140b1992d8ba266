/**
 * The backlog over time, and statistics of one subscription by the minute. A delivery on its way to
 * a hook that works writes none of these indexes.
 */
export const backlog = `
CREATE TABLE backlog (
	org_id TEXT NOT NULL,
	subject TEXT NOT NULL,
	kind TEXT NOT NULL,
	at INTEGER NOT NULL,
	pending INTEGER NOT NULL,
	held INTEGER NOT NULL,
	dead_letter INTEGER NOT NULL,
	oldest_pending_ms INTEGER,
	PRIMARY KEY (org_id, subject, kind, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX backlog_by_age ON backlog (kind, at);

-- When it was counted, by the minute and by the hour: whatever has no row then had no backlog.
CREATE TABLE backlog_counts (
	kind TEXT NOT NULL,
	at INTEGER NOT NULL,
	-- Index entries; null until the count is done.
	read INTEGER,
	PRIMARY KEY (kind, at)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriptions_by_target ON subscriptions (target_id);
CREATE INDEX statistics_by_subject ON statistics (org_id, subject, kind, at) WHERE subject <> '';
CREATE INDEX statistics_of_subscription_minutes ON statistics (at)
	WHERE kind = 'subscription_minute';

CREATE INDEX deliveries_dead_by_subscription ON deliveries (subscription, id)
	WHERE status = 'dead_letter';
`;

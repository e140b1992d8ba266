/**
 * What the dashboard shows and who is told: counts, alerts, and ways into the list of deliveries.
 * The two indexes hold only what rarely is: an event on its way to a hook that works writes neither.
 */
export const operations = `
ALTER TABLE source_health ADD COLUMN consecutive_failures INTEGER NOT NULL DEFAULT 0;

CREATE INDEX deliveries_held_by_org ON deliveries (org, id) WHERE status = 'held';
CREATE INDEX deliveries_canceled ON deliveries (org, id) WHERE status = 'canceled';

CREATE TABLE statistics (
	org_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	at INTEGER NOT NULL,
	subject TEXT NOT NULL,
	-- A JSON list: see domain/statistics.ts.
	counts TEXT NOT NULL,
	PRIMARY KEY (org_id, kind, at, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX statistics_by_age ON statistics (at);

CREATE TABLE alerts (
	id TEXT PRIMARY KEY,
	org_id TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	last_sent_at INTEGER,
	last_error TEXT,
	document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alerts_by_org ON alerts (org_id, id);

CREATE TABLE alert_events (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	org_id TEXT NOT NULL,
	at INTEGER NOT NULL,
	kind TEXT NOT NULL,
	target_id TEXT NOT NULL,
	resolved_at INTEGER,
	-- JSON of the target and the text.
	document TEXT NOT NULL
) STRICT;
CREATE INDEX alert_events_by_org ON alert_events (org_id, id);
-- One of a condition at a time.
CREATE UNIQUE INDEX alert_events_open ON alert_events (org_id, kind, target_id)
	WHERE resolved_at IS NULL;
CREATE INDEX alert_events_by_age ON alert_events (resolved_at) WHERE resolved_at IS NOT NULL;

CREATE TABLE alert_outbox (
	alert_id TEXT NOT NULL,
	event_id TEXT NOT NULL,
	due_at INTEGER NOT NULL,
	attempts INTEGER NOT NULL,
	PRIMARY KEY (alert_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_outbox_due ON alert_outbox (due_at);
`;

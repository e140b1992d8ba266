const id = 'text COLLATE "C" NOT NULL';

/** What the dashboard shows and who is told: counts, alerts, and ways into the list of deliveries. */
export const operations = `
ALTER TABLE source_health ADD COLUMN consecutive_failures bigint NOT NULL DEFAULT 0;

CREATE INDEX deliveries_held_by_org ON deliveries (org_id, id) WHERE status = 'held';
CREATE INDEX ended_deliveries_canceled ON ended_deliveries (org_id, id) WHERE status = 'canceled';

CREATE TABLE statistics (
	org_id ${id},
	kind text NOT NULL,
	at bigint NOT NULL,
	subject ${id},
	-- See domain/statistics.ts.
	counts bigint[] NOT NULL,
	PRIMARY KEY (org_id, kind, at, subject)
) WITH (fillfactor = 70);
CREATE INDEX statistics_by_age ON statistics USING brin (at);

CREATE TABLE alerts (
	id text COLLATE "C" PRIMARY KEY,
	org_id ${id},
	created_at bigint NOT NULL,
	last_sent_at bigint,
	last_error text,
	document text NOT NULL
);
CREATE INDEX alerts_by_org ON alerts (org_id, id);

CREATE TABLE alert_events (
	id text COLLATE "C" PRIMARY KEY,
	org_id ${id},
	at bigint NOT NULL,
	kind text NOT NULL,
	target_id ${id},
	resolved_at bigint,
	-- JSON of the target and the text.
	document text NOT NULL
);
CREATE INDEX alert_events_by_org ON alert_events (org_id, id);
-- One of a condition at a time, whichever replica notices it first.
CREATE UNIQUE INDEX alert_events_open ON alert_events (org_id, kind, target_id)
	WHERE resolved_at IS NULL;
CREATE INDEX alert_events_by_age ON alert_events (resolved_at) WHERE resolved_at IS NOT NULL;

CREATE TABLE alert_outbox (
	alert_id ${id},
	event_id ${id},
	due_at bigint NOT NULL,
	attempts integer NOT NULL,
	PRIMARY KEY (alert_id, event_id)
);
CREATE INDEX alert_outbox_due ON alert_outbox (due_at);
`;

/**
 * The first schema. What decides its shape:
 * - An event costs one row of `messages`, one of `deduplication`, and per subscription one of
 *   `deliveries` and one of `attempts`: these have no index that no query needs.
 * - `messages.seq` is the commit order. AUTOINCREMENT, because a poller that stands at the newest
 *   message must not miss the next one when the newest is erased and its number free again.
 * - `deduplication` has a rowid, so that the index in the random order of its keys stays thin
 *   (hexadecimal keys as their 16 bytes) and the oldest keys stand first.
 * - Configuration is read whole at start: indexed columns, the rest one JSON document.
 * - `subjects` says which rows mention a person; a trigger forgets that with the row. Messages,
 *   of which there are many, have `message_lookups` for that.
 */
export const initial = `
CREATE TABLE settings (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Texts that stand in very many rows: see tables/names.ts.
CREATE TABLE names (
	n INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE organisations (
	id TEXT PRIMARY KEY,
	document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
	id TEXT PRIMARY KEY,
	org_id TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_by_org ON keys (org_id, id);

CREATE TABLE sources (
	id TEXT PRIMARY KEY,
	org_id TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_by_org ON sources (org_id, id);

CREATE TABLE source_health (
	source_id TEXT PRIMARY KEY,
	last_event_at INTEGER,
	consecutive_rejections INTEGER NOT NULL,
	last_rejection_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
	id TEXT PRIMARY KEY,
	org_id TEXT NOT NULL,
	identity TEXT NOT NULL,
	target_id TEXT NOT NULL,
	status TEXT NOT NULL,
	disabled_reason TEXT,
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX subscriptions_by_org ON subscriptions (org_id, id);
CREATE UNIQUE INDEX subscriptions_by_identity ON subscriptions (org_id, identity);

CREATE TABLE subscription_health (
	subscription_id TEXT PRIMARY KEY,
	org_id TEXT NOT NULL,
	deliveries_count INTEGER NOT NULL,
	consecutive_failures INTEGER NOT NULL,
	failing_since INTEGER,
	last_error TEXT,
	last_success_at INTEGER,
	last_failure_at INTEGER,
	next_probe_at INTEGER,
	probes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Deleted subscriptions whose backlog waits for a successor at the same URL.
CREATE TABLE handovers (
	subscription INTEGER PRIMARY KEY,
	org_id TEXT NOT NULL,
	url_hash TEXT NOT NULL,
	until INTEGER NOT NULL
) STRICT;
CREATE INDEX handovers_by_url ON handovers (org_id, url_hash);
CREATE INDEX handovers_by_end ON handovers (until);

CREATE TABLE messages (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL,
	org INTEGER NOT NULL,
	source INTEGER,
	vendor INTEGER NOT NULL,
	event TEXT NOT NULL,
	type INTEGER NOT NULL,
	received_at INTEGER NOT NULL,
	occurred_at INTEGER,
	status TEXT NOT NULL,
	origin TEXT NOT NULL,
	verified INTEGER NOT NULL,
	test INTEGER NOT NULL,
	tracking_number TEXT,
	user TEXT,
	agent_id TEXT,
	campaign_id TEXT,
	result TEXT,
	urgency TEXT,
	failure_reason TEXT,
	duration_seconds REAL,
	score REAL,
	call_id TEXT,
	candidate_id TEXT,
	marks TEXT,
	subjects TEXT,
	content_type TEXT,
	raw BLOB NOT NULL,
	body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_by_id ON messages (org, id);
CREATE INDEX messages_in_order ON messages (org, seq, type, source, received_at, status, test);
CREATE INDEX messages_quarantined ON messages (org, id) WHERE status = 'quarantined';

-- Finds messages by person, call or candidate: see tables/lookups.ts.
CREATE TABLE message_lookups (
	bucket INTEGER NOT NULL,
	key INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (bucket, key, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE deduplication (
	n INTEGER PRIMARY KEY,
	key ANY NOT NULL UNIQUE,
	message_id TEXT NOT NULL,
	seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE deliveries (
	org INTEGER NOT NULL,
	id TEXT NOT NULL,
	message_seq INTEGER NOT NULL,
	subscription INTEGER NOT NULL,
	target INTEGER NOT NULL,
	status TEXT NOT NULL,
	replay INTEGER NOT NULL,
	attempt_count INTEGER NOT NULL DEFAULT 0,
	created_at INTEGER NOT NULL,
	first_attempt_at INTEGER,
	due_at INTEGER,
	ended_at INTEGER,
	last_status_code INTEGER,
	last_error TEXT,
	PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_pending ON deliveries (target, due_at, id) WHERE status = 'pending';
CREATE INDEX deliveries_held ON deliveries (subscription, id) WHERE status = 'held';
CREATE INDEX deliveries_dead ON deliveries (org, id) WHERE status = 'dead_letter';
CREATE INDEX deliveries_by_subscription ON deliveries (subscription, id);
CREATE INDEX deliveries_by_message ON deliveries (message_seq);

CREATE TABLE attempts (
	delivery_id TEXT NOT NULL,
	id TEXT NOT NULL,
	at INTEGER NOT NULL,
	outcome TEXT NOT NULL,
	status INTEGER,
	duration_ms REAL NOT NULL,
	response_excerpt TEXT,
	error TEXT,
	header_form INTEGER NOT NULL,
	header_values TEXT NOT NULL,
	PRIMARY KEY (delivery_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	org_id TEXT NOT NULL,
	source_id TEXT NOT NULL,
	outcome TEXT NOT NULL,
	reason TEXT,
	message_id TEXT,
	event TEXT,
	received_at INTEGER NOT NULL,
	status_code INTEGER NOT NULL,
	body_size INTEGER NOT NULL,
	subjects TEXT,
	request TEXT
) STRICT;
CREATE UNIQUE INDEX receipts_by_id ON receipts (org_id, id);
CREATE INDEX receipts_by_message ON receipts (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX receipts_rejected ON receipts (source_id, id) WHERE outcome = 'rejected';
CREATE INDEX receipts_by_age ON receipts (outcome, received_at);

CREATE TABLE filter_values (
	n INTEGER PRIMARY KEY,
	org_id TEXT NOT NULL,
	field TEXT NOT NULL,
	source_id TEXT NOT NULL,
	value TEXT NOT NULL,
	last_seen_at INTEGER NOT NULL,
	subjects TEXT,
	UNIQUE (org_id, field, source_id, value)
) STRICT;

CREATE TABLE samples (
	n INTEGER PRIMARY KEY,
	org_id TEXT NOT NULL,
	source_id TEXT NOT NULL,
	type TEXT NOT NULL,
	message_id TEXT NOT NULL,
	captured_at INTEGER NOT NULL,
	subjects TEXT,
	body TEXT NOT NULL,
	UNIQUE (org_id, source_id, type)
) STRICT;

CREATE TABLE idempotency (
	n INTEGER PRIMARY KEY,
	org_id TEXT NOT NULL,
	key_id TEXT NOT NULL,
	route TEXT NOT NULL,
	key TEXT NOT NULL,
	request_hash TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	response_status INTEGER,
	subjects TEXT,
	response_body TEXT,
	UNIQUE (org_id, key_id, route, key)
) STRICT;
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE sandbox_requests (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	org_id TEXT NOT NULL,
	received_at INTEGER NOT NULL,
	subjects TEXT,
	document TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sandbox_requests_by_id ON sandbox_requests (org_id, id);
CREATE INDEX sandbox_requests_by_age ON sandbox_requests (received_at);

CREATE TABLE call_contexts (
	n INTEGER PRIMARY KEY,
	org_id TEXT NOT NULL,
	source_id TEXT NOT NULL,
	call_id TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	subjects TEXT,
	context TEXT NOT NULL,
	UNIQUE (source_id, call_id, org_id)
) STRICT;
CREATE INDEX call_contexts_by_age ON call_contexts (created_at);

-- Which rows mention a person: keyed hash of a phone or e-mail address, table, its integer key.
CREATE TABLE subjects (
	org_id TEXT NOT NULL,
	subject TEXT NOT NULL,
	kind TEXT NOT NULL,
	item INTEGER NOT NULL,
	PRIMARY KEY (org_id, subject, kind, item)
) STRICT, WITHOUT ROWID;
${['receipts', 'filter_values', 'samples', 'idempotency', 'sandbox_requests', 'call_contexts']
	.map(
		(table) => `
CREATE TRIGGER ${table}_forget_subjects AFTER DELETE ON ${table} WHEN old.subjects IS NOT NULL BEGIN
	DELETE FROM subjects WHERE org_id = old.org_id AND kind = '${table}' AND item = old.n
		AND subject IN (SELECT value FROM json_each(old.subjects));
END;`,
	)
	.join('')}
`;

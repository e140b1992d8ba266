import { boundsOf, type Partitioned } from '../partitions.ts';

/**
 * The first schema. What decides its shape:
 * - Messages, ended deliveries and attempts are partitioned by the day their ids were made on, so
 *   that retention drops tables instead of leaving dead rows; an id alone finds its partition.
 * - Open deliveries stand in a small table of their own that autovacuum keeps small.
 * - Deduplication keys outlive messages by a year and more: one table, no partition.
 * - `messages.seq` is the commit order across replicas: see tables/commit-order.ts.
 * - `targets` and `replicas` say who delivers where: see leases.ts. `changes` tells replicas what
 *   to read again: see changes.ts. `buckets` are limits that replicas share; a crash may empty them.
 * - Ids compare as bytes (COLLATE "C"), as JavaScript compares them.
 */
const id = 'text COLLATE "C" NOT NULL';

/**
 * For ids that no clock of ours made: outside of these years. No default partition: beside one,
 * Postgres does not detach partitions while others work.
 */
const strays = (table: Partitioned): string => {
	const { from, to } = boundsOf(table);
	return `CREATE TABLE ${table}_before PARTITION OF ${table} FOR VALUES FROM (MINVALUE) TO ('${from}');
CREATE TABLE ${table}_after PARTITION OF ${table} FOR VALUES FROM ('${to}') TO (MAXVALUE);`;
};

const deliveryColumns = `
	org_id ${id},
	id ${id},
	message_id ${id},
	subscription_id ${id},
	target_id ${id},
	status text NOT NULL,
	replay boolean NOT NULL,
	attempt_count integer NOT NULL DEFAULT 0,
	created_at bigint NOT NULL,
	first_attempt_at bigint,
	due_at bigint,
	ended_at bigint,
	last_status_code integer,
	last_error text,
	PRIMARY KEY (org_id, id)`;

export const initial = `
CREATE TABLE settings (name text PRIMARY KEY, value text NOT NULL);

-- How far transaction ids are shifted, and the highest seen: a restored database begins anew.
CREATE TABLE instance (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	xid_offset bigint NOT NULL,
	last_xid bigint NOT NULL
);
INSERT INTO instance (xid_offset, last_xid) VALUES (0, 0);

-- Stable: they see what the statement sees that calls them. A volatile one would look later, and
-- call settled what that statement does not show.
CREATE FUNCTION commit_position(place integer) RETURNS bigint LANGUAGE sql STABLE AS
	'SELECT (pg_current_xact_id()::text::bigint + (SELECT xid_offset FROM instance)) * 4096 + place';
CREATE FUNCTION settled_position() RETURNS bigint LANGUAGE sql STABLE AS
	'SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint
		+ (SELECT xid_offset FROM instance)) * 4096';

CREATE TABLE organisations (id text COLLATE "C" PRIMARY KEY, document text NOT NULL);
CREATE TABLE keys (
	id text COLLATE "C" PRIMARY KEY, org_id ${id}, created_at bigint NOT NULL, document text NOT NULL
);
CREATE INDEX keys_by_org ON keys (org_id, id);
CREATE TABLE sources (
	id text COLLATE "C" PRIMARY KEY, org_id ${id}, created_at bigint NOT NULL, document text NOT NULL
);
CREATE INDEX sources_by_org ON sources (org_id, id);
CREATE TABLE source_health (
	source_id text COLLATE "C" PRIMARY KEY,
	last_event_at bigint,
	consecutive_rejections bigint NOT NULL,
	last_rejection_at bigint,
	tx xid8 NOT NULL DEFAULT pg_current_xact_id()
) WITH (fillfactor = 70);

CREATE TABLE subscriptions (
	id text COLLATE "C" PRIMARY KEY,
	org_id ${id},
	identity ${id},
	target_id ${id},
	status text NOT NULL,
	disabled_reason text,
	created_at bigint NOT NULL,
	updated_at bigint NOT NULL,
	document text NOT NULL
);
CREATE INDEX subscriptions_by_org ON subscriptions (org_id, id);
CREATE UNIQUE INDEX subscriptions_by_identity ON subscriptions (org_id, identity);
CREATE TABLE subscription_health (
	subscription_id text COLLATE "C" PRIMARY KEY,
	org_id ${id},
	deliveries_count bigint NOT NULL,
	consecutive_failures bigint NOT NULL,
	failing_since bigint,
	last_error text,
	last_success_at bigint,
	last_failure_at bigint,
	next_probe_at bigint,
	probes integer NOT NULL,
	tx xid8 NOT NULL DEFAULT pg_current_xact_id()
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
CREATE TABLE handovers (
	subscription_id text COLLATE "C" PRIMARY KEY, org_id ${id}, url_hash ${id}, until bigint NOT NULL
);
CREATE INDEX handovers_by_url ON handovers (org_id, url_hash);
CREATE INDEX handovers_by_end ON handovers (until);

CREATE TABLE messages (
	org_id ${id},
	id ${id},
	seq bigint NOT NULL,
	source_id text COLLATE "C",
	vendor text NOT NULL,
	event text NOT NULL,
	type ${id},
	received_at bigint NOT NULL,
	occurred_at bigint,
	status text NOT NULL,
	origin text NOT NULL,
	verified boolean NOT NULL,
	test boolean NOT NULL,
	tracking_number text,
	"user" text,
	agent_id text,
	campaign_id text,
	result text,
	urgency text,
	failure_reason text,
	duration_seconds double precision,
	score double precision,
	call_id text,
	candidate_id text,
	marks text,
	subjects text,
	-- What it is found by: see tables/lookups.ts.
	lookups bigint[],
	content_type text,
	raw bytea NOT NULL,
	body bytea NOT NULL,
	PRIMARY KEY (org_id, id)
) PARTITION BY RANGE (id);
CREATE INDEX messages_in_order ON messages (org_id, seq);
CREATE INDEX messages_quarantined ON messages (org_id, id) WHERE status = 'quarantined';
CREATE INDEX messages_by_lookup ON messages USING gin (lookups);
CREATE INDEX messages_by_age ON messages USING brin (received_at);
${strays('messages')}

CREATE TABLE deduplication (
	key bytea PRIMARY KEY, message_id ${id}, seen_at bigint NOT NULL
);
CREATE INDEX deduplication_by_age ON deduplication USING brin (seen_at);

CREATE TABLE deliveries (${deliveryColumns})
	WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX deliveries_pending ON deliveries (target_id, due_at, id) WHERE status = 'pending';
CREATE INDEX deliveries_held ON deliveries (subscription_id, id) WHERE status = 'held';
CREATE INDEX deliveries_by_subscription ON deliveries (subscription_id, id);
CREATE INDEX deliveries_by_message ON deliveries (message_id);

CREATE TABLE ended_deliveries (${deliveryColumns}) PARTITION BY RANGE (id);
CREATE INDEX ended_deliveries_dead ON ended_deliveries (org_id, id) WHERE status = 'dead_letter';
CREATE INDEX ended_deliveries_by_subscription ON ended_deliveries (subscription_id, id);
CREATE INDEX ended_deliveries_by_message ON ended_deliveries (message_id);
${strays('ended_deliveries')}

CREATE TABLE attempts (
	org_id ${id},
	delivery_id ${id},
	id ${id},
	at bigint NOT NULL,
	outcome text NOT NULL,
	status integer,
	duration_ms double precision NOT NULL,
	response_excerpt text,
	error text,
	request_headers text NOT NULL,
	PRIMARY KEY (org_id, delivery_id, id)
) PARTITION BY RANGE (id);
${strays('attempts')}

CREATE TABLE receipts (
	n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	id ${id},
	org_id ${id},
	source_id ${id},
	outcome text NOT NULL,
	reason text,
	message_id text COLLATE "C",
	event text,
	received_at bigint NOT NULL,
	status_code integer NOT NULL,
	body_size bigint NOT NULL,
	subjects text[] NOT NULL,
	request text
);
CREATE UNIQUE INDEX receipts_by_id ON receipts (org_id, id);
CREATE INDEX receipts_by_message ON receipts (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX receipts_rejected ON receipts (source_id, id) WHERE outcome = 'rejected';
CREATE INDEX receipts_by_age ON receipts (outcome, received_at);

CREATE TABLE filter_values (
	n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	org_id ${id},
	field text NOT NULL,
	source_id ${id},
	value ${id},
	last_seen_at bigint NOT NULL,
	subjects text[] NOT NULL,
	UNIQUE (org_id, field, source_id, value)
);
CREATE TABLE samples (
	n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	org_id ${id},
	source_id ${id},
	type ${id},
	message_id ${id},
	captured_at bigint NOT NULL,
	subjects text[] NOT NULL,
	body text NOT NULL,
	UNIQUE (org_id, source_id, type)
);
CREATE TABLE idempotency (
	n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	org_id ${id},
	key_id ${id},
	route text NOT NULL,
	key ${id},
	request_hash text NOT NULL,
	created_at bigint NOT NULL,
	response_status integer,
	subjects text[] NOT NULL,
	response_body text,
	UNIQUE (org_id, key_id, route, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);
CREATE TABLE sandbox_requests (
	n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	id ${id},
	org_id ${id},
	received_at bigint NOT NULL,
	subjects text[] NOT NULL,
	document text NOT NULL
);
CREATE UNIQUE INDEX sandbox_requests_by_id ON sandbox_requests (org_id, id);
CREATE INDEX sandbox_requests_by_age ON sandbox_requests (received_at);
CREATE TABLE call_contexts (
	n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	org_id ${id},
	source_id ${id},
	call_id ${id},
	created_at bigint NOT NULL,
	subjects text[] NOT NULL,
	context text NOT NULL,
	UNIQUE (source_id, call_id, org_id)
);
CREATE INDEX call_contexts_by_age ON call_contexts (created_at);
${['receipts', 'filter_values', 'samples', 'idempotency', 'sandbox_requests', 'call_contexts']
	.map((table) => `CREATE INDEX ${table}_by_subject ON ${table} USING gin (subjects);`)
	.join('\n')}

CREATE SEQUENCE fences;
CREATE TABLE replicas (
	id text COLLATE "C" PRIMARY KEY,
	role text NOT NULL,
	lease_until timestamptz NOT NULL,
	-- The last change it has read: see changes.ts.
	read_until xid8 NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE targets (
	id text COLLATE "C" PRIMARY KEY,
	owner text COLLATE "C",
	fence bigint,
	-- When something in it is due that its owner, or nobody, knows of; null: nothing is.
	next_due bigint,
	-- It asked for a pause until then.
	not_before bigint
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
CREATE UNIQUE INDEX targets_by_fence ON targets (fence);
CREATE INDEX targets_owned ON targets (owner, next_due) WHERE owner IS NOT NULL;
CREATE INDEX targets_free ON targets (next_due) WHERE owner IS NULL;

CREATE TABLE changes (
	n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
	made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	kind text NOT NULL,
	id ${id},
	-- The replica that made it: each names itself on its connections.
	origin text NOT NULL DEFAULT current_setting('application_name')
);
CREATE INDEX changes_in_order ON changes (tx);

CREATE UNLOGGED TABLE buckets (
	-- Seconds since 1970 when it is full again: see buckets.ts.
	key text COLLATE "C" PRIMARY KEY, full_at double precision NOT NULL
) WITH (fillfactor = 50);
`;

/** Who signs in to the dashboard, by what, and what was done. */
export const people = `
CREATE TABLE members (
	id TEXT PRIMARY KEY,
	org_id TEXT NOT NULL,
	email TEXT,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	last_seen_at INTEGER,
	UNIQUE (org_id, email)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_email ON members (email) WHERE email IS NOT NULL;

CREATE TABLE sign_in_links (
	hash TEXT PRIMARY KEY,
	org_id TEXT NOT NULL,
	member_id TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_links_by_member ON sign_in_links (member_id);
CREATE INDEX sign_in_links_by_end ON sign_in_links (expires_at);

CREATE TABLE sessions (
	hash TEXT PRIMARY KEY,
	id TEXT NOT NULL,
	org_id TEXT NOT NULL,
	member_id TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_member ON sessions (member_id);
CREATE INDEX sessions_by_use ON sessions (last_seen_at);
CREATE INDEX sessions_by_age ON sessions (created_at);

CREATE TABLE audit_log (
	n INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	org_id TEXT NOT NULL,
	at INTEGER NOT NULL,
	actor_kind TEXT NOT NULL,
	actor_id TEXT,
	actor_name TEXT NOT NULL,
	action TEXT NOT NULL,
	target_kind TEXT,
	target_id TEXT,
	target_name TEXT,
	address TEXT
) STRICT;
CREATE UNIQUE INDEX audit_log_by_id ON audit_log (org_id, id);
CREATE INDEX audit_log_by_age ON audit_log (at);
`;

const id = 'text COLLATE "C" NOT NULL';

/** Who signs in to the dashboard, by what, and what was done. */
export const people = `
CREATE TABLE members (
	id text COLLATE "C" PRIMARY KEY,
	org_id ${id},
	email text COLLATE "C",
	name text NOT NULL,
	role text NOT NULL,
	created_at bigint NOT NULL,
	last_seen_at bigint,
	UNIQUE (org_id, email)
);
CREATE INDEX members_by_email ON members (email) WHERE email IS NOT NULL;

CREATE TABLE sign_in_links (
	hash text COLLATE "C" PRIMARY KEY,
	org_id ${id},
	member_id ${id},
	created_at bigint NOT NULL,
	expires_at bigint NOT NULL
);
CREATE INDEX sign_in_links_by_member ON sign_in_links (member_id);
CREATE INDEX sign_in_links_by_end ON sign_in_links (expires_at);

CREATE TABLE sessions (
	hash text COLLATE "C" PRIMARY KEY,
	id ${id},
	org_id ${id},
	member_id ${id},
	created_at bigint NOT NULL,
	last_seen_at bigint NOT NULL
);
CREATE INDEX sessions_by_member ON sessions (member_id);
CREATE INDEX sessions_by_use ON sessions (last_seen_at);
CREATE INDEX sessions_by_age ON sessions (created_at);

CREATE TABLE audit_log (
	org_id ${id},
	id ${id},
	at bigint NOT NULL,
	actor_kind text NOT NULL,
	actor_id text COLLATE "C",
	actor_name text NOT NULL,
	action text NOT NULL,
	target_kind text,
	target_id text COLLATE "C",
	target_name text,
	address text,
	PRIMARY KEY (org_id, id)
);
CREATE INDEX audit_log_by_age ON audit_log (at);
`;

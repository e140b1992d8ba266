/**
 * The baseline on Postgres: as the one on SQLite, and the same rows, with the writes that
 * limits.md found quickest: lists unnested by one statement, which is its own transaction
 * (synchronous_commit=on), one for what comes while the last one runs; accepted events and results
 * of attempts on a connection of their own each.
 *
 * Arguments: database URL, secret, hook URLs.
 */
import pg from 'pg';
import { type BareAttempt, type BareEvent, serveBare } from './server.ts';

const [url = '', secret = '', ...hookUrls] = process.argv.slice(2);
const maxRows = 500;

const connect = async () => {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query("SET synchronous_commit = 'on'");
	return client;
};
const [accepting, settling] = [await connect(), await connect()];
await accepting.query(`
	CREATE TABLE event (
		id text PRIMARY KEY, source text NOT NULL, dedup text NOT NULL, received_at bigint NOT NULL,
		body bytea NOT NULL, UNIQUE (source, dedup)
	);
	CREATE TABLE delivery (
		id bigint PRIMARY KEY, event_id text NOT NULL, target integer NOT NULL, due_at bigint NOT NULL
	) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
	CREATE INDEX delivery_due ON delivery (target, due_at, id);
	CREATE TABLE attempt (
		delivery_id bigint NOT NULL, event_id text NOT NULL, target integer NOT NULL, at bigint NOT NULL,
		status integer NOT NULL, duration double precision NOT NULL
	);
`);

const accept = `WITH inserted AS (
	INSERT INTO event (id, source, dedup, received_at, body)
	SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bytea[])
	ON CONFLICT DO NOTHING
)
INSERT INTO delivery (id, event_id, target, due_at)
SELECT * FROM unnest($6::bigint[], $7::text[], $8::integer[], $9::bigint[])`;
/** What has succeeded leaves the table of pending deliveries. */
const settle = `WITH gone AS (DELETE FROM delivery WHERE id = ANY($1))
INSERT INTO attempt
SELECT * FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::bigint[], $5::integer[], $6::float8[])`;

const acceptAll = (events: readonly BareEvent[]) => {
	const rows = events.flatMap(({ id, at, deliveries }) =>
		deliveries.map(([deliveryId, target]) => ({ deliveryId, id, target, at })),
	);
	return accepting.query({
		name: 'accept',
		text: accept,
		values: [
			events.map(({ id }) => id),
			events.map(({ source }) => source),
			events.map(({ dedup }) => dedup),
			events.map(({ at }) => at),
			events.map(({ body }) => body),
			rows.map(({ deliveryId }) => deliveryId),
			rows.map(({ id }) => id),
			rows.map(({ target }) => target),
			rows.map(({ at }) => at),
		],
	});
};
const settleAll = (attempts: readonly BareAttempt[]) =>
	settling.query({
		name: 'settle',
		text: settle,
		values: [
			attempts.map(({ deliveryId }) => deliveryId),
			attempts.map(({ eventId }) => eventId),
			attempts.map(({ target }) => target),
			attempts.map(({ at }) => at),
			attempts.map(({ status }) => status),
			attempts.map(({ duration }) => duration),
		],
	});

/** What comes while a statement runs shares the next one. */
const createGroup = <Item>(write: (items: readonly Item[]) => Promise<unknown>) => {
	let waiting: { readonly item: Item; readonly done: () => void }[] = [];
	let busy = false;
	const flush = async () => {
		const batch = waiting.slice(0, maxRows);
		waiting = waiting.slice(maxRows);
		await write(batch.map(({ item }) => item));
		for (const { done } of batch) done();
		busy = false;
		schedule();
	};
	const schedule = () => {
		if (busy || waiting.length === 0) return;
		busy = true;
		setImmediate(flush);
	};
	return (item: Item, done: () => void) => {
		waiting.push({ item, done });
		schedule();
	};
};
const acceptOne = createGroup(acceptAll);
const settleOne = createGroup(settleAll);

serveBare({
	secret,
	hookUrls,
	store: { accept: acceptOne, settle: (attempt) => settleOne(attempt, () => {}) },
});

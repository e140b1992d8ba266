import type { Sql } from '../database.ts';
import { targetsWithPending } from './deliveries.ts';

/** From one look at the rows of a target to the next that nothing in particular has asked for. */
export const lookAgainMs = 1_000;

/** A target that a replica has. */
export type TakenTarget = {
	readonly id: string;
	readonly fence: number;
	/** The pause that it asked for, if any. */
	readonly not_before: number | null;
};

/**
 * Which of these numbers are still their targets'. The rows stay locked against being taken until
 * the transaction ends; waking them is not held up.
 */
export const heldFences = async (
	sql: Sql,
	fences: readonly number[],
): Promise<ReadonlySet<number>> => {
	const rows = await sql.all<{ readonly fence: number }>(
		'SELECT fence FROM targets WHERE fence = ANY($1::bigint[]) ORDER BY id FOR KEY SHARE',
		fences,
	);
	return new Set(rows.map(({ fence }) => fence));
};

/** Taken targets count as due until their rows are read: whoever dies before leaves them so. */
const take = (
	sql: Sql,
	owner: string,
	where: string,
	limit: number,
	parameter: number | readonly string[],
): Promise<readonly TakenTarget[]> =>
	sql.all<TakenTarget>(
		`WITH chosen AS (SELECT id FROM targets WHERE ${where}
			ORDER BY next_due LIMIT ${limit} FOR UPDATE SKIP LOCKED)
		UPDATE targets t SET owner = $2, fence = nextval('fences'), next_due = coalesce(t.next_due, 0)
		FROM chosen WHERE t.id = chosen.id RETURNING t.id, t.fence, t.not_before`,
		parameter,
		owner,
	);

/** Takes targets that nobody has and in which something is due. */
export const takeFree = (
	sql: Sql,
	owner: string,
	now: number,
	limit: number,
): Promise<readonly TakenTarget[]> =>
	take(sql, owner, 'owner IS NULL AND next_due <= $1', limit, now);

/** Takes targets of replicas whose lease is over. */
export const takeInherited = (
	sql: Sql,
	owner: string,
	ended: readonly string[],
	limit: number,
): Promise<readonly TakenTarget[]> => take(sql, owner, 'owner = ANY($1::text[])', limit, ended);

/** Takes one target, unless a living replica has it. */
export const takeOne = (
	sql: Sql,
	owner: string,
	id: string,
	ended: readonly string[],
): Promise<readonly TakenTarget[]> =>
	sql.all<TakenTarget>(
		`INSERT INTO targets AS t (id, owner, fence) VALUES ($1, $2, nextval('fences'))
		ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, fence = excluded.fence
		WHERE t.owner IS NULL OR t.owner = $2 OR t.owner = ANY($3::text[])
		RETURNING id, fence, not_before`,
		id,
		owner,
		ended,
	);

/** Who has these, and when they are to be looked at. */
export const ownersOf = (
	sql: Sql,
	ids: readonly string[],
): Promise<
	readonly {
		readonly id: string;
		readonly owner: string | null;
		readonly next_due: number | null;
	}[]
> => sql.all('SELECT id, owner, next_due FROM targets WHERE id = ANY($1::text[])', ids);

/** Has the owners of these look at them by then. */
export const lookBy = (sql: Sql, ids: readonly string[], until: number): Promise<number> =>
	sql.run(
		`WITH chosen AS (SELECT id FROM targets WHERE id = ANY($1::text[])
			AND (next_due IS NULL OR next_due > $2) ORDER BY id FOR NO KEY UPDATE)
		UPDATE targets t SET next_due = $2 FROM chosen WHERE t.id = chosen.id`,
		ids,
		until,
	);

type Woken = TakenTarget & { readonly owner: string | null };

/**
 * Tells the owners of these that something is due. On its own: whoever might change a fence waits
 * for all who write results under it.
 */
const wakeOwned = (sql: Sql, ids: readonly string[], now: number): Promise<readonly Woken[]> =>
	sql.all(
		`WITH chosen AS (SELECT id FROM targets WHERE id = ANY($1::text[]) AND owner IS NOT NULL
			AND (next_due IS NULL OR next_due > $2) ORDER BY id FOR NO KEY UPDATE)
		UPDATE targets t SET next_due = $2 FROM chosen WHERE t.id = chosen.id
		RETURNING t.id, t.owner, t.fence, t.not_before`,
		ids,
		now,
	);

/** Those that nobody has, or had a moment ago, become `owner`'s, if there is one. */
const wakeFree = (
	sql: Sql,
	owner: string | null,
	ids: readonly string[],
	now: number,
): Promise<readonly Woken[]> =>
	sql.all(
		`INSERT INTO targets AS t (id, owner, fence, next_due)
		SELECT woken.id, $2, CASE WHEN $2::text IS NULL THEN NULL ELSE nextval('fences') END, $3::bigint
		FROM unnest($1::text[]) AS woken (id) WHERE NOT EXISTS (
			SELECT 1 FROM targets known WHERE known.id = woken.id AND known.owner IS NOT NULL
		) ORDER BY woken.id
		ON CONFLICT (id) DO UPDATE SET
			owner = coalesce(t.owner, excluded.owner),
			fence = CASE WHEN t.owner IS NULL THEN excluded.fence ELSE t.fence END,
			next_due = least(t.next_due, excluded.next_due)
		WHERE t.next_due IS NULL OR t.next_due > excluded.next_due
			OR (t.owner IS NULL AND excluded.owner IS NOT NULL)
		RETURNING id, owner, fence, not_before`,
		ids,
		owner,
		now,
	);

/** Notes that something in these is due; those that nobody has become `owner`'s, if there is one. */
export const wakeTargets = async (
	sql: Sql,
	owner: string | null,
	ids: readonly string[],
	now: number,
): Promise<readonly Woken[]> => [
	...(await wakeFree(sql, owner, ids, now)),
	// Then: one that was free until now is known to whoever took it.
	...(await wakeOwned(sql, ids, now)),
];

/** A replica's targets in which something is due, and whether there is anything to take. */
export const lookAtTargets = async (
	sql: Sql,
	owner: string,
	now: number,
): Promise<{ readonly due: readonly TakenTarget[]; readonly takeable: boolean }> => {
	const rows = await sql.all<TakenTarget | { readonly id: null }>(
		`SELECT id, fence, not_before FROM targets WHERE owner = $1 AND next_due <= $2
		UNION ALL SELECT NULL, NULL, NULL WHERE
			EXISTS (SELECT 1 FROM targets WHERE owner IS NULL AND next_due <= $2)
			OR EXISTS (SELECT 1 FROM replicas WHERE lease_until < clock_timestamp() AND id <> $1)`,
		owner,
		now,
	);
	const due = rows.filter((row) => row.id !== null);
	return { due, takeable: due.length < rows.length };
};

/**
 * Before the rows of a target that are due by `until` are read: notes when the next one is. Under
 * load one always came meanwhile, and its owner has it in memory: a second later is soon enough.
 */
export const noteNextDue = (sql: Sql, id: string, fence: number, until: number): Promise<number> =>
	sql.run(
		`UPDATE targets SET next_due = later.due FROM (
			SELECT CASE WHEN due < $4 THEN $4 ELSE due END AS due FROM (
				SELECT min(due_at) AS due FROM deliveries
				WHERE status = 'pending' AND target_id = $1 AND due_at > $3) AS first) AS later
		WHERE id = $1 AND fence = $2 AND next_due IS DISTINCT FROM later.due`,
		id,
		fence,
		until,
		until + lookAgainMs,
	);

export const notePause = (sql: Sql, id: string, fence: number, until: number): Promise<number> =>
	sql.run('UPDATE targets SET not_before = $3 WHERE id = $1 AND fence = $2', id, fence, until);

/** Forgets targets of a replica's in which nothing is pending; returns which. */
export const forgetQuiet = async (
	sql: Sql,
	owner: string,
	ids: readonly string[],
	now: number,
): Promise<readonly string[]> => {
	const rows = await sql.all<{ readonly id: string }>(
		`DELETE FROM targets t WHERE t.owner = $1 AND t.id = ANY($2::text[]) AND t.next_due IS NULL
		AND coalesce(t.not_before, 0) <= $3
		AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.target_id = t.id AND d.status = 'pending')
		RETURNING t.id`,
		owner,
		ids,
		now,
	);
	return rows.map(({ id }) => id);
};

export const targetsOf = (
	sql: Sql,
	owner: string,
): Promise<readonly { readonly id: string; readonly fence: number }[]> =>
	sql.all('SELECT id, fence FROM targets WHERE owner = $1', owner);

/**
 * Makes a target of a replica's another's, which finds it as something due; true when it is so.
 * Only under the fence that it was given under, and only to a replica that lives and takes more:
 * one that ends meanwhile waits, and gives it back with the others.
 */
export const giveTarget = async (
	sql: Sql,
	target: { readonly id: string; readonly fence: number; readonly notBefore: number | null },
	heir: { readonly id: string; readonly load: number },
): Promise<boolean> => {
	const given = await sql.run(
		`WITH heir AS (UPDATE replicas SET load = load + $5 WHERE id = $4 AND load IS NOT NULL
			AND lease_until > clock_timestamp() RETURNING id)
		UPDATE targets t SET owner = heir.id, fence = nextval('fences'), next_due = 0,
			not_before = greatest(t.not_before, $3::bigint)
		FROM heir WHERE t.id = $1 AND t.fence = $2`,
		target.id,
		target.fence,
		target.notBefore,
		heir.id,
		heir.load,
	);
	return given === 1;
};

/** Gives all targets of a replica's back, due as their rows are. */
export const giveBackAll = (sql: Sql, owner: string): Promise<number> =>
	sql.run(
		`UPDATE targets t SET owner = NULL, fence = NULL, next_due = (SELECT min(due_at)
			FROM deliveries d WHERE d.target_id = t.id AND d.status = 'pending') WHERE t.owner = $1`,
		owner,
	);

/** Targets with pending deliveries that this replica has or no living one, and their first due time. */
export const pendingTargets = async (
	sql: Sql,
	owner: string,
): Promise<readonly { readonly targetId: string; readonly dueAt: number }[]> => {
	const rows = await sql.all<{ readonly id: string; readonly due_at: number }>(
		`${targetsWithPending} SELECT f.id, f.due_at FROM first_due f
		LEFT JOIN targets t ON t.id = f.id
		LEFT JOIN replicas r ON r.id = t.owner AND r.lease_until > clock_timestamp()
		WHERE f.id IS NOT NULL AND (r.id IS NULL OR r.id = $1)`,
		owner,
	);
	return rows.map(({ id, due_at: dueAt }) => ({ targetId: id, dueAt }));
};

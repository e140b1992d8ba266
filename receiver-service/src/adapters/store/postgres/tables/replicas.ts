import type { Sql } from '../database.ts';

/** Read as "has read every change": nobody waits for a replica that does not serve yet. */
const servesNobody = '18446744073709551615';

/** Begins or prolongs the lease of a replica. Whoever is taking from it is waited for. */
export const renewReplica = (
	sql: Sql,
	{
		id,
		role,
		load,
	}: { readonly id: string; readonly role: 'api' | 'deliver'; readonly load: number | null },
	leaseMs: number,
): Promise<number> =>
	sql.run(
		`INSERT INTO replicas (id, role, load, lease_until, read_until)
		VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond', '${servesNobody}')
		ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until, load = excluded.load`,
		id,
		role,
		load,
		leaseMs,
	);

/** What the other living replicas that take targets have to do. */
export const otherLoads = (
	sql: Sql,
	except: string,
): Promise<readonly { readonly id: string; readonly load: number }[]> =>
	sql.all(
		`SELECT id, load FROM replicas
		WHERE id <> $1 AND load IS NOT NULL AND lease_until > clock_timestamp()`,
		except,
	);

/** Takes no more. Whoever is giving it something is waited for, or finds that it must not. */
export const refuseTargets = (sql: Sql, id: string): Promise<number> =>
	sql.run('UPDATE replicas SET load = NULL WHERE id = $1', id);

/** Replicas whose lease is over, locked: none of them renews while its targets are taken. */
export const endedReplicas = async (sql: Sql, except: string): Promise<readonly string[]> => {
	const rows = await sql.all<{ readonly id: string }>(
		`SELECT id FROM replicas WHERE lease_until < clock_timestamp() AND id <> $1
		FOR UPDATE SKIP LOCKED`,
		except,
	);
	return rows.map(({ id }) => id);
};

/** Removes those of these replicas that have no target any more. */
export const removeHeirless = async (
	sql: Sql,
	ids: readonly string[],
): Promise<readonly string[]> => {
	const rows = await sql.all<{ readonly id: string }>(
		`DELETE FROM replicas r WHERE r.id = ANY($1::text[])
		AND NOT EXISTS (SELECT 1 FROM targets t WHERE t.owner = r.id) RETURNING r.id`,
		ids,
	);
	return rows.map(({ id }) => id);
};

export const removeReplica = (sql: Sql, id: string): Promise<number> =>
	sql.run('DELETE FROM replicas WHERE id = $1', id);

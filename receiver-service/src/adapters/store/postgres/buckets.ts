import type { Taken } from '../../../ports.ts';
import type { Sql } from './database.ts';

/** Now, in seconds, by the clock that all replicas share. */
const clock = 'extract(epoch FROM clock_timestamp())::float8';

/**
 * Takes from a token bucket that all replicas share. A row says when the bucket will be full again
 * (the generic cell rate algorithm, ITU-T I.371): one statement decides and writes. The table is
 * not logged, so that a take costs no flush; a crash of the server fills the buckets.
 */
export const takeTokens = async (
	sql: Sql,
	key: string,
	limit: { readonly perSecond: number; readonly burst: number; readonly count: number },
): Promise<Taken> => {
	const { perSecond, burst, count } = limit;
	const taken = await sql.get<{ readonly free: number }>(
		`INSERT INTO buckets AS b (key, full_at)
		SELECT $1, now + $3::float8 / $2::float8 FROM (SELECT ${clock} AS now) AS c
		ON CONFLICT (key) DO UPDATE SET full_at = greatest(b.full_at, ${clock}) + $3::float8 / $2::float8
		WHERE greatest(b.full_at, ${clock}) + $3::float8 / $2::float8 <= ${clock} + $4::float8 / $2::float8
		RETURNING ${clock} + $4::float8 / $2::float8 - full_at AS free`,
		key,
		perSecond,
		count,
		burst,
	);
	if (taken !== undefined) {
		return { taken: true, remaining: Math.max(0, Math.floor(taken.free * perSecond)), waitMs: 0 };
	}
	const row = await sql.get<{ readonly missing: number }>(
		`SELECT full_at + $3::float8 / $2::float8 - $4::float8 / $2::float8 - ${clock} AS missing
		FROM buckets WHERE key = $1`,
		key,
		perSecond,
		count,
		burst,
	);
	return {
		taken: false,
		remaining: 0,
		waitMs: Math.max(1, Math.ceil((row?.missing ?? 0) * 1_000)),
	};
};

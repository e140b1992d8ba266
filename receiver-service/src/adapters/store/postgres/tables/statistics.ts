import type { StatisticsEntry, StatisticsQuery } from '../../../../ports.ts';
import { withoutTail } from '../../alert-rows.ts';
import { type CountRow, countsByPlace } from '../../statistics-rows.ts';
import type { Sql } from '../database.ts';
import { columnsOf, unnest } from '../unnest.ts';

const types = {
	org_id: 'text',
	kind: 'text',
	at: 'bigint',
	subject: 'text',
	counts: 'text',
} as const;

/** In one order, so that replicas that add at once wait for each other and not in a circle. */
const added = `INSERT INTO statistics AS s (org_id, kind, at, subject, counts)
	SELECT e.org_id, e.kind, e.at, e.subject, e.counts::bigint[] FROM ${unnest(types, 'e', 1)}
	ORDER BY e.org_id COLLATE "C", e.kind COLLATE "C", e.at, e.subject COLLATE "C"
	ON CONFLICT (org_id, kind, at, subject) DO UPDATE SET counts = (
		SELECT array_agg(coalesce(u.known, 0) + coalesce(u.more, 0) ORDER BY u.n)
		FROM unnest(s.counts, excluded.counts) WITH ORDINALITY AS u (known, more, n))`;

export const addStatistics = async (
	sql: Sql,
	entries: readonly StatisticsEntry[],
): Promise<void> => {
	if (entries.length === 0) return;
	const rows = entries.map(({ orgId, kind, at, subject, counts }) => ({
		org_id: orgId,
		kind,
		at,
		subject,
		counts: `{${withoutTail(counts).join(',')}}`,
	}));
	await sql.run(added, ...columnsOf(types, rows));
};

export const readStatistics = async (
	sql: Sql,
	{ orgId, kind, since, until, stepMs, subject }: StatisticsQuery,
): Promise<readonly Pick<StatisticsEntry, 'at' | 'subject' | 'counts'>[]> => {
	const key =
		stepMs === null
			? '0::bigint AS at, s.subject'
			: `s.at - s.at % ${Math.round(stepMs)} AS at, '' AS subject`;
	const rows = await sql.all<CountRow>(
		`SELECT ${key}, c.n - 1 AS place, sum(c.value) AS count
		FROM statistics s, unnest(s.counts) WITH ORDINALITY AS c (value, n)
		WHERE s.org_id = $1 AND s.kind = $2 AND s.at >= $3 AND s.at < $4 AND c.value <> 0
		${subject === undefined ? '' : "AND s.subject <> '' AND s.subject = $5"}
		GROUP BY 1, 2, 3 ORDER BY 1, 2`,
		orgId,
		kind,
		since,
		until,
		...(subject === undefined ? [] : [subject]),
	);
	return countsByPlace(rows);
};

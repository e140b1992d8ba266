import { sum } from '../../../../domain/statistics.ts';
import type { StatisticsEntry } from '../../../../ports.ts';
import { withoutTail } from '../../alert-rows.ts';
import { countsByPlace } from '../../statistics-rows.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';

export type StatisticsRow = Omit<StatisticsEntry, 'counts'> & { readonly counts: string };

export const statisticsColumns = 'org_id AS orgId, kind, at, subject, counts';
export const statisticsOf = (row: StatisticsRow): StatisticsEntry => ({
	...row,
	counts: JSON.parse(row.counts),
});

export const createStatistics = (
	database: Database,
): Pick<Operations, 'addStatistics' | 'readStatistics'> => ({
	addStatistics: (entries) => {
		for (const { orgId, kind, at, subject, counts } of entries) {
			const known = database.get<{ counts: string }>(
				'SELECT counts FROM statistics WHERE org_id = ? AND kind = ? AND at = ? AND subject = ?',
				orgId,
				kind,
				at,
				subject,
			);
			const total = known === undefined ? counts : sum([JSON.parse(known.counts), counts]);
			database.run(
				`INSERT INTO statistics (org_id, kind, at, subject, counts) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET counts = excluded.counts`,
				orgId,
				kind,
				at,
				subject,
				JSON.stringify(withoutTail(total)),
			);
		}
	},
	readStatistics: ({ orgId, kind, since, until, stepMs, subject }) =>
		countsByPlace(
			database.all(
				`SELECT ${stepMs === null ? '0 AS at, s.subject' : "s.at - s.at % ? AS at, '' AS subject"},
				c.key AS place, sum(c.value) AS count
				FROM statistics s ${subject === undefined ? '' : 'INDEXED BY statistics_by_subject'}, json_each(s.counts) c
				WHERE s.org_id = ? AND ${subject === undefined ? '' : "s.subject <> '' AND s.subject = ? AND"}
				s.kind = ? AND s.at >= ? AND s.at < ? AND c.value <> 0
				GROUP BY 1, 2, 3 ORDER BY 1, 2`,
				...(stepMs === null ? [] : [stepMs]),
				orgId,
				...(subject === undefined ? [] : [subject]),
				kind,
				since,
				until,
			),
		),
});

import type { Backlog, BacklogStep, CountedBacklog } from '../../../../ports.ts';
import { backlogRowOf, countedTimes, countKindOf } from '../../backlog-rows.ts';
import type { Database, Value } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { targetsOf } from './delivery-list.ts';
import type { Names } from './names.ts';

/** A row that must be read itself costs as much as so many entries of an index. */
const costOfRow = 10;

const pendingOf = "deliveries INDEXED BY deliveries_pending WHERE status = 'pending'";
const heldOf = "deliveries INDEXED BY deliveries_held WHERE status = 'held'";
const deadOf = "deliveries INDEXED BY deliveries_dead_by_subscription WHERE status = 'dead_letter'";

type Counted = { readonly n: number; readonly first: string | null };
type OwnCount = Counted & { readonly org: number | null; readonly subscriptionId: string };
const none: Backlog = { pending: 0, held: 0, deadLetter: 0, oldestPendingAt: null };

export const backlogColumns = `org_id AS orgId, subject, kind, at, pending, held,
	dead_letter AS deadLetter, oldest_pending_ms AS oldestPendingMs`;

export const createBacklog = (
	database: Database,
	names: Names,
): Pick<
	Operations,
	| 'backlog'
	| 'lastBacklogCount'
	| 'claimBacklogCount'
	| 'countBacklog'
	| 'addBacklog'
	| 'endBacklogCount'
	| 'readBacklog'
> => {
	const count = (from: string, ...values: readonly Value[]): Counted =>
		database.get<Counted>(`SELECT count(*) AS n, min(id) AS first FROM ${from}`, ...values) ?? {
			n: 0,
			first: null,
		};
	const madeAt = (org: number | null, id: string | null): number | null =>
		database.get<{ created_at: number }>(
			'SELECT created_at FROM deliveries WHERE org = ? AND id = ?',
			org,
			id,
		)?.created_at ?? null;
	/** The index of what is pending knows targets: it tells of a subscription that has one alone. */
	const ownersOf = (targetId: string) =>
		database.all<{ id: string; org_id: string }>(
			'SELECT id, org_id FROM subscriptions INDEXED BY subscriptions_by_target WHERE target_id = ? LIMIT 2',
			targetId,
		);

	const ofOrganisation = (orgId: string, org: number | null): Backlog => {
		const pending = count(
			`${pendingOf} AND org = ? AND target IN (${targetsOf} WHERE s.org_id = ?)`,
			org,
			orgId,
		);
		const ofStatus = (status: string, index: string) =>
			count(`deliveries INDEXED BY ${index} WHERE status = '${status}' AND org = ?`, org).n;
		return {
			pending: pending.n,
			held: ofStatus('held', 'deliveries_held_by_org'),
			deadLetter: ofStatus('dead_letter', 'deliveries_dead'),
			oldestPendingAt: madeAt(org, pending.first),
		};
	};

	const ofSubscription = (orgId: string, org: number | null, id: string): Backlog => {
		const number = names.find(id);
		const own = database.get<{ target_id: string }>(
			'SELECT target_id FROM subscriptions WHERE id = ? AND org_id = ?',
			id,
			orgId,
		);
		const isAlone = own !== undefined && ownersOf(own.target_id).length === 1;
		const pending =
			own === undefined
				? { n: 0, first: null }
				: count(
						`${pendingOf} AND target = ? AND org = ?${isAlone ? '' : ' AND subscription = ?'}`,
						names.find(own.target_id),
						org,
						...(isAlone ? [] : [number]),
					);
		return {
			pending: pending.n,
			held: count(`${heldOf} AND subscription = ? AND org = ?`, number, org).n,
			deadLetter: count(`${deadOf} AND subscription = ? AND org = ?`, number, org).n,
			oldestPendingAt: madeAt(org, pending.first),
		};
	};

	/** What waits for each subscription, target by target. */
	const pendingByOwner = (): { readonly rows: readonly OwnCount[]; readonly read: number } => {
		let read = 0;
		const targets = database.all<Counted & { target: number }>(
			`SELECT target, count(*) AS n, min(id) AS first FROM ${pendingOf} GROUP BY target`,
		);
		const rows = targets.flatMap(({ target, n, first }): readonly OwnCount[] => {
			read += n;
			const [owner, another] = ownersOf(names.text(target));
			if (owner !== undefined && another === undefined) {
				return [{ org: names.find(owner.org_id), subscriptionId: owner.id, n, first }];
			}
			read += n * costOfRow;
			return database
				.all<Counted & { org: number; subscription: number }>(
					`SELECT org, subscription, count(*) AS n, min(id) AS first FROM ${pendingOf} AND target = ?
					GROUP BY org, subscription`,
					target,
				)
				.map(({ subscription, ...rest }) => ({
					...rest,
					subscriptionId: names.text(subscription),
				}));
		});
		return { rows, read };
	};

	return {
		backlog: (orgId, subscriptionId = null) => {
			const org = names.find(orgId);
			return subscriptionId === null
				? ofOrganisation(orgId, org)
				: ofSubscription(orgId, org, subscriptionId);
		},

		lastBacklogCount: () =>
			database.get<{ at: number; read: number | null }>(
				"SELECT at, read FROM backlog_counts WHERE kind = 'minute' ORDER BY at DESC LIMIT 1",
			) ?? null,

		claimBacklogCount: (at) =>
			database.run(
				"INSERT INTO backlog_counts (kind, at) VALUES ('minute', ?) ON CONFLICT DO NOTHING",
				at,
			) === 1,

		countBacklog: () => {
			const found = new Map<string, CountedBacklog['subscriptions'][number]>();
			const put = (org: number | null, subscriptionId: string, own: Partial<Backlog>): void => {
				const orgId = org === null ? '' : names.text(org);
				const known = found.get(subscriptionId) ?? { ...none, orgId, subscriptionId };
				found.set(subscriptionId, { ...known, ...own });
			};
			const byOwner = pendingByOwner();
			let { read } = byOwner;
			for (const { org, subscriptionId, n, first } of byOwner.rows) {
				put(org, subscriptionId, { pending: n, oldestPendingAt: madeAt(org, first) });
			}
			for (const [name, from] of [
				['held', heldOf],
				['deadLetter', deadOf],
			] as const) {
				const rows = database.all<{ org: number; subscription: number; n: number }>(
					`SELECT org, subscription, count(*) AS n FROM ${from} GROUP BY subscription`,
				);
				for (const { org, subscription, n } of rows) {
					put(org, names.text(subscription), { [name]: n });
					read += n;
				}
			}
			return { subscriptions: [...found.values()], read };
		},

		addBacklog: (entries) => {
			for (const entry of entries) {
				database.run(
					`INSERT INTO backlog AS b
					(org_id, subject, kind, at, pending, held, dead_letter, oldest_pending_ms)
					VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
					pending = max(b.pending, excluded.pending), held = max(b.held, excluded.held),
					dead_letter = max(b.dead_letter, excluded.dead_letter),
					oldest_pending_ms = coalesce(max(b.oldest_pending_ms, excluded.oldest_pending_ms),
						b.oldest_pending_ms, excluded.oldest_pending_ms)`,
					...Object.values(backlogRowOf(entry)),
				);
			}
		},

		endBacklogCount: (at, read) => {
			for (const { kind, at: begin } of countedTimes(at)) {
				database.run(
					`INSERT INTO backlog_counts (kind, at, read) VALUES (?, ?, ?)
					ON CONFLICT DO UPDATE SET read = max(coalesce(backlog_counts.read, 0), excluded.read)`,
					kind,
					begin,
					read,
				);
			}
		},

		readBacklog: ({ orgId, kind, subject, since, until, stepMs }) =>
			database.all<BacklogStep>(
				`SELECT c.at, c.read, coalesce(b.pending, 0) AS pending, coalesce(b.held, 0) AS held,
				coalesce(b.deadLetter, 0) AS deadLetter, b.oldestPendingMs
				FROM (SELECT at - at % ?1 AS at, max(read) AS read FROM backlog_counts
					WHERE kind = ?2 AND at >= ?3 AND at < ?4 AND read IS NOT NULL GROUP BY 1) c
				LEFT JOIN (SELECT at - at % ?1 AS at, max(pending) AS pending, max(held) AS held,
					max(dead_letter) AS deadLetter, max(oldest_pending_ms) AS oldestPendingMs
					FROM backlog WHERE org_id = ?5 AND subject = ?6 AND kind = ?7 AND at >= ?3 AND at < ?4
					GROUP BY 1) b ON b.at = c.at ORDER BY c.at`,
				stepMs,
				countKindOf(kind),
				since,
				until,
				orgId,
				subject,
				kind,
			),
	};
};

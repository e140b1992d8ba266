import type { Attempt, SubscriptionHealth } from '../../../../domain/types.ts';
import type { Settlement } from '../../../../ports.ts';
import { isOpen, type NextDelivery, nextState, type PresentDelivery } from '../../next-state.ts';
import type { Sql } from '../database.ts';
import { headerLines } from '../header-lines.ts';
import type { Owed, OwedDelivery } from '../owed.ts';
import { columnsOf, unnest } from '../unnest.ts';
import { insertAttempts, insertMissingDeliveries } from './delivery-rows.ts';
import { showSubscriptionHealths, writeSubscriptionHealths } from './health.ts';
import { endOwed, lockOwed, writeOwed } from './owed.ts';
import { heldFences } from './targets.ts';

const changedColumns = {
	org_id: 'text',
	id: 'text',
	status: 'text',
	due_at: 'bigint',
	attempt_count: 'integer',
	first_attempt_at: 'bigint',
	ended_at: 'bigint',
	attempted: 'boolean',
	status_code: 'integer',
	error: 'text',
} as const;

type Change = {
	readonly settlement: Settlement;
	readonly next: NextDelivery;
	/** When it was due before: where nothing was sent, it ended when its turn came. */
	readonly dueBefore: number | null;
};

const rowOf = ({ settlement, next, dueBefore }: Change) => {
	const { attempt } = settlement;
	const endedAt = attempt === null ? dueBefore : Math.round(attempt.at + attempt.durationMs);
	return {
		org_id: settlement.orgId,
		id: settlement.deliveryId,
		status: next.status,
		due_at: next.dueAt,
		attempt_count: settlement.attemptCount,
		first_attempt_at: attempt?.at ?? null,
		ended_at: isOpen(next.status) ? null : endedAt,
		attempted: attempt !== null,
		status_code: attempt?.status ?? null,
		error: attempt?.error ?? null,
	};
};

/** The row as it is after the change `c`; a change without an attempt leaves what attempts taught. */
const changed = `c.status AS status, d.replay,
	CASE WHEN c.attempted THEN greatest(d.attempt_count, c.attempt_count) ELSE d.attempt_count END AS attempt_count,
	d.created_at, coalesce(d.first_attempt_at, c.first_attempt_at) AS first_attempt_at, c.due_at AS due_at,
	coalesce(d.ended_at, c.ended_at) AS ended_at,
	CASE WHEN c.attempted THEN c.status_code ELSE d.last_status_code END AS last_status_code,
	CASE WHEN c.attempted THEN c.error ELSE d.last_error END AS last_error`;

/** Ended ones leave the table of open deliveries. */
const end = `WITH c AS (SELECT * FROM ${unnest(changedColumns, 'c', 1)}), gone AS (
		DELETE FROM deliveries d USING c WHERE d.org_id = c.org_id AND d.id = c.id
		RETURNING d.org_id, d.id, d.message_id, d.subscription_id, d.target_id, ${changed}
	)
	INSERT INTO ended_deliveries (org_id, id, message_id, subscription_id, target_id, status, replay,
		attempt_count, created_at, first_attempt_at, due_at, ended_at, last_status_code, last_error)
	SELECT * FROM gone`;

const update = (table: 'deliveries' | 'ended_deliveries'): string =>
	`UPDATE ${table} SET (status, replay, attempt_count, created_at, first_attempt_at, due_at, ended_at,
		last_status_code, last_error) = (SELECT ${changed})
	FROM ${unnest(changedColumns, 'c', 1)} JOIN ${table} d ON d.org_id = c.org_id AND d.id = c.id
	WHERE ${table}.org_id = c.org_id AND ${table}.id = c.id`;

const successColumns = {
	org_id: 'text',
	id: 'text',
	attempt_count: 'integer',
	attempt_id: 'text',
	at: 'bigint',
	status: 'integer',
	duration_ms: 'float8',
	response_excerpt: 'text',
	request_headers: 'text',
} as const;

/** Ends open deliveries that succeeded, each with the attempt that did. */
const succeed = `WITH gone AS (
	DELETE FROM deliveries d USING ${unnest(successColumns, 'c', 1)}
	WHERE d.org_id = c.org_id AND d.id = c.id
	RETURNING d.org_id, d.id, d.message_id, d.subscription_id, d.target_id, 'succeeded', d.replay,
		greatest(d.attempt_count, c.attempt_count), d.created_at, coalesce(d.first_attempt_at, c.at),
		coalesce(d.ended_at, floor(c.at + c.duration_ms + 0.5)::bigint), c.status,
		c.attempt_id, c.at, c.status, c.duration_ms, c.response_excerpt, c.request_headers
)
INSERT INTO ended_deliveries (org_id, id, message_id, subscription_id, target_id, status, replay,
	attempt_count, created_at, first_attempt_at, ended_at, last_status_code,
	attempt_id, attempt_at, attempt_status, attempt_ms, attempt_excerpt, attempt_headers)
SELECT * FROM gone`;

const onlyColumns = {
	...successColumns,
	message_id: 'text',
	subscription_id: 'text',
	target_id: 'text',
	replay: 'boolean',
	created_at: 'bigint',
} as const;

/** The only rows of deliveries that succeeded before they had one. */
const succeedAtOnce = `INSERT INTO ended_deliveries (org_id, id, message_id, subscription_id, target_id,
	status, replay, attempt_count, created_at, first_attempt_at, ended_at, last_status_code,
	attempt_id, attempt_at, attempt_status, attempt_ms, attempt_excerpt, attempt_headers)
SELECT c.org_id, c.id, c.message_id, c.subscription_id, c.target_id, 'succeeded', c.replay,
	c.attempt_count, c.created_at, c.at, floor(c.at + c.duration_ms + 0.5)::bigint, c.status,
	c.attempt_id, c.at, c.status, c.duration_ms, c.response_excerpt, c.request_headers
FROM ${unnest(onlyColumns, 'c', 1)} ON CONFLICT DO NOTHING`;

const unmetColumns = { org_id: 'text', id: 'text', attempt_id: 'text' } as const;
/** The places of those that ended no open delivery. */
const unmet = `SELECT c.n FROM ${unnest(unmetColumns, 'c', 1)}
	WHERE NOT EXISTS (SELECT 1 FROM ended_deliveries e
		WHERE e.org_id = c.org_id AND e.id = c.id AND e.attempt_id = c.attempt_id)`;

type PresentRow = {
	readonly org_id: string;
	readonly id: string;
	readonly status: PresentDelivery['status'];
	readonly subscription_id: string;
	readonly due_at: number | null;
	readonly active: boolean;
};

type Success = Settlement & { readonly attempt: Attempt };

type Present = PresentDelivery & { readonly ended: boolean };

const placeOf = (orgId: string, id: string): string => `${orgId}\n${id}`;

/** The rows as they are, locked; ended ones from their partitions. */
const presentOnes = async (
	sql: Sql,
	settlements: readonly Settlement[],
): Promise<ReadonlyMap<string, Present>> => {
	const found = new Map<string, Present>();
	const read = async (table: string, ended: boolean, wanted: readonly Settlement[]) => {
		if (wanted.length === 0) return;
		const rows = await sql.all<PresentRow>(
			`SELECT d.org_id, d.id, d.status, d.subscription_id, d.due_at, coalesce(s.status = 'active', false) AS active
			FROM unnest($1::text[], $2::text[]) AS w (org_id, id)
			JOIN ${table} d ON d.org_id = w.org_id AND d.id = w.id
			LEFT JOIN subscriptions s ON s.id = d.subscription_id
			ORDER BY d.org_id, d.id FOR UPDATE OF d`,
			wanted.map(({ orgId }) => orgId),
			wanted.map(({ deliveryId }) => deliveryId),
		);
		for (const row of rows) {
			const { status, subscription_id: subscriptionId, due_at: dueAt, active } = row;
			found.set(placeOf(row.org_id, row.id), { status, subscriptionId, dueAt, active, ended });
		}
	};
	await read('deliveries', false, settlements);
	const missing = settlements.filter(
		({ orgId, deliveryId }) => !found.has(placeOf(orgId, deliveryId)),
	);
	await read('ended_deliveries', true, missing);
	return found;
};

/** Settles deliveries whose rows have to be looked at first: each once. */
const settleLooking = async (sql: Sql, settlements: readonly Settlement[]): Promise<void> => {
	if (settlements.length === 0) return;
	let present = await presentOnes(sql, settlements);
	if (present.size < settlements.length && (await writeOwed(sql)).length > 0) {
		present = await presentOnes(sql, settlements);
	}
	const changes = settlements.flatMap((settlement) => {
		const row = present.get(placeOf(settlement.orgId, settlement.deliveryId));
		if (row === undefined) return [];
		return { settlement, next: nextState(row, settlement), dueBefore: row.dueAt, ended: row.ended };
	});
	const write = async (text: string, chosen: readonly Change[]) => {
		if (chosen.length > 0) await sql.run(text, ...columnsOf(changedColumns, chosen.map(rowOf)));
	};
	await write(
		end,
		changes.filter(({ ended, next }) => !ended && !isOpen(next.status)),
	);
	await write(
		update('deliveries'),
		changes.filter(({ ended, next }) => !ended && isOpen(next.status)),
	);
	await write(
		update('ended_deliveries'),
		changes.filter(({ ended }) => ended),
	);
	await insertAttempts(
		sql,
		changes.flatMap(({ settlement: { orgId, deliveryId, attempt } }) =>
			attempt === null ? [] : { orgId, deliveryId, attempt },
		),
	);
};

const successRow = ({ attempt, ...settlement }: Success) => ({
	org_id: settlement.orgId,
	id: settlement.deliveryId,
	attempt_count: settlement.attemptCount,
	attempt_id: attempt.id,
	at: attempt.at,
	status: attempt.status,
	duration_ms: attempt.durationMs,
	response_excerpt: attempt.responseExcerpt,
	request_headers: headerLines(attempt.requestHeaders),
});

/** Successes of open deliveries need no look at what was before: by far the most. Returns the others. */
const settleSuccesses = async (
	sql: Sql,
	successes: readonly Success[],
): Promise<readonly Settlement[]> => {
	if (successes.length === 0) return [];
	const rows = successes.map(successRow);
	const ended = await sql.run(succeed, ...columnsOf(successColumns, rows));
	if (ended === rows.length) return [];
	const others = await sql.all<{ readonly n: number }>(unmet, ...columnsOf(unmetColumns, rows));
	return others.flatMap(({ n }) => successes[n - 1] ?? []);
};

/** The same, of deliveries that have no row; one that has was told before, and its answer was lost. */
const settleOwedSuccesses = async (
	sql: Sql,
	successes: readonly OwedSettlement<Success>[],
): Promise<void> => {
	if (successes.length === 0) return;
	const rows = successes.map(({ settlement, owed: { delivery } }) => ({
		...successRow(settlement),
		message_id: delivery.messageId,
		subscription_id: delivery.subscriptionId,
		target_id: delivery.targetId,
		replay: delivery.replay,
		created_at: delivery.createdAt,
	}));
	await sql.run(succeedAtOnce, ...columnsOf(onlyColumns, rows));
};

/** Drops what a lease no longer covers: another replica took the target over and decides. */
const stillOurs = async (
	sql: Sql,
	settlements: readonly Settlement[],
): Promise<readonly Settlement[]> => {
	const fences = [...new Set(settlements.flatMap(({ fence }) => fence ?? []))];
	if (fences.length === 0) return settlements;
	const held = await heldFences(sql, fences);
	return settlements.filter(({ fence }) => fence === undefined || held.has(fence));
};

const isSuccess = (settlement: Settlement): settlement is Success =>
	settlement.status === 'succeeded' && settlement.attempt !== null;

/** Of several settlements of one delivery each has its turn, in their order. */
const rounds = (settlements: readonly Settlement[]): readonly (readonly Settlement[])[] => {
	const result: Settlement[][] = [];
	const turns = new Map<string, number>();
	for (const settlement of settlements) {
		const place = placeOf(settlement.orgId, settlement.deliveryId);
		const turn = turns.get(place) ?? 0;
		turns.set(place, turn + 1);
		result[turn] ??= [];
		result[turn].push(settlement);
	}
	return result;
};

/** A settlement of a delivery that is owed its row. */
type OwedSettlement<Of extends Settlement = Settlement> = {
	readonly settlement: Of;
	readonly owed: OwedDelivery;
};

/** What a replica knows that it owes. */
export type KnownOwed = Pick<Owed, 'keeper' | 'find'>;

/**
 * Settles what this replica owes, each delivery once. Returns what has rows after all, and which are
 * no longer owed.
 */
const settleOwed = async (
	sql: Sql,
	settlements: readonly Settlement[],
	{ keeper, find }: KnownOwed,
): Promise<{ readonly rest: readonly Settlement[]; readonly gone: readonly OwedDelivery[] }> => {
	const owing = settlements.flatMap((settlement): readonly OwedSettlement[] => {
		const owed = find(settlement.orgId, settlement.deliveryId);
		return owed === undefined ? [] : [{ settlement, owed }];
	});
	if (owing.length === 0) return { rest: settlements, gone: [] };
	const byBatch = Map.groupBy(owing, ({ owed }) => owed.batch);
	const batches = [...byBatch.keys()];
	const there = await lockOwed(
		sql,
		keeper,
		batches.map(({ nth }) => nth),
	);
	const mine = owing.filter(({ owed }) => there.has(owed.batch.nth));
	const successes = mine.filter((one): one is OwedSettlement<Success> => isSuccess(one.settlement));
	await settleOwedSuccesses(sql, successes);
	const failures = mine.filter(({ settlement }) => !isSuccess(settlement));
	await insertMissingDeliveries(
		sql,
		failures.map(({ owed }) => owed.delivery),
	);
	const ended = batches.filter((batch) => byBatch.get(batch)?.length === batch.left);
	await endOwed(
		sql,
		keeper,
		ended.map(({ nth }) => nth),
	);
	const done = new Set<Settlement>(successes.map(({ settlement }) => settlement));
	const rest = settlements.filter((settlement) => !done.has(settlement));
	return { rest, gone: owing.map(({ owed }) => owed) };
};

export type Settled = {
	/** For each settlement: whether it counted. False for those of a lost lease. */
	readonly counted: readonly boolean[];
	/** What was owed until now. */
	readonly gone: readonly OwedDelivery[];
};

/** Writes what attempts came to. */
export const settleAll = async (
	sql: Sql,
	settlements: readonly Settlement[],
	owed: KnownOwed,
): Promise<Settled> => {
	const ours = await stillOurs(sql, settlements);
	let gone: readonly OwedDelivery[] = [];
	for (const [turn, round] of rounds(ours).entries()) {
		let left: readonly Settlement[] = round;
		// Whatever has a second turn has its row by then.
		if (turn === 0) ({ rest: left, gone } = await settleOwed(sql, round, owed));
		const rest = await settleSuccesses(sql, left.filter(isSuccess));
		const others = left.filter((settlement) => !isSuccess(settlement));
		await settleLooking(sql, [...rest, ...others]);
	}
	// The last of a batch is the newest.
	const healths = new Map<
		string,
		{ readonly orgId: string; readonly health: SubscriptionHealth }
	>();
	for (const { subscriptionId, orgId, health } of ours)
		healths.set(subscriptionId, { orgId, health });
	await writeSubscriptionHealths(sql, healths);
	const held = new Set(ours);
	const lost = settlements.filter((settlement) => !held.has(settlement));
	await showSubscriptionHealths(
		sql,
		lost.map(({ subscriptionId }) => subscriptionId),
	);
	return { counted: settlements.map((settlement) => held.has(settlement)), gone };
};

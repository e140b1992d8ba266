import type { Subscription } from '../../../../domain/types.ts';
import type { ListOptions, Page, Store } from '../../../../ports.ts';
import type { Sql } from '../database.ts';
import { noteChange } from './changes.ts';
import { writeSubscriptionHealths } from './health.ts';
import { endHeld } from './held.ts';
import { between, condition, list } from './lists.ts';
import { writeOwed } from './owed.ts';
import { heldFences } from './targets.ts';

/** The document holds everything but what other operations change: those are columns. */
const columns = 'document, status, disabled_reason, updated_at';

type Row = {
	readonly document: string;
	readonly status: Subscription['status'];
	readonly disabled_reason: Subscription['disabledReason'];
	readonly updated_at: number;
};

const subscriptionOf = (row: Row): Subscription => ({
	...JSON.parse(row.document),
	status: row.status,
	disabledReason: row.disabled_reason,
	updatedAt: row.updated_at,
});

const documentOf = (subscription: Subscription): string => {
	const { status, disabledReason, updatedAt, ...document } = subscription;
	return JSON.stringify(document);
};

export const allSubscriptions = async (sql: Sql): Promise<readonly Subscription[]> => {
	const rows = await sql.all<Row>(`SELECT ${columns} FROM subscriptions ORDER BY id`);
	return rows.map(subscriptionOf);
};

export const getSubscription = async (sql: Sql, id: string): Promise<Subscription | null> => {
	const row = await sql.get<Row>(`SELECT ${columns} FROM subscriptions WHERE id = $1`, id);
	return row === undefined ? null : subscriptionOf(row);
};

export const insertSubscription = async (
	sql: Sql,
	subscription: Subscription,
): Promise<boolean> => {
	const { id, orgId } = subscription;
	const added = await sql.run(
		`INSERT INTO subscriptions (id, org_id, identity, target_id, status, disabled_reason, created_at, updated_at, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (org_id, identity) DO NOTHING`,
		id,
		orgId,
		subscription.identity,
		subscription.targetId,
		subscription.status,
		subscription.disabledReason,
		subscription.createdAt,
		subscription.updatedAt,
		documentOf(subscription),
	);
	if (added === 0) return false;
	await sql.run(
		`INSERT INTO subscription_health (subscription_id, org_id, deliveries_count, consecutive_failures, probes)
		VALUES ($1, $2, 0, 0, 0)`,
		id,
		orgId,
	);
	return true;
};

const ownerOf = (sql: Sql, orgId: string, identity: string) =>
	sql.get<Row & { readonly id: string }>(
		`SELECT id, ${columns} FROM subscriptions WHERE org_id = $1 AND identity = $2`,
		orgId,
		identity,
	);

export const createSubscription = async (
	sql: Sql,
	subscription: Subscription,
): ReturnType<Store['createSubscription']> => {
	const { orgId, identity } = subscription;
	for (;;) {
		if (await insertSubscription(sql, subscription)) {
			await noteChange(sql, 'subscription', subscription.id);
			return { kind: 'created' };
		}
		const present = await ownerOf(sql, orgId, identity);
		// Deleted between the two statements: then it is new after all.
		if (present !== undefined) return { kind: 'exists', subscription: subscriptionOf(present) };
	}
};

/**
 * Locked before any of its deliveries: whoever adds some has it shared (delivery-rows.ts). Those that
 * were waited for have rows then.
 */
const own = async (sql: Sql, orgId: string, id: string) => {
	const row = await sql.get<{ readonly target_id: string; readonly document: string }>(
		'SELECT target_id, document FROM subscriptions WHERE id = $1 AND org_id = $2 FOR NO KEY UPDATE',
		id,
		orgId,
	);
	await writeOwed(sql);
	return row;
};

export const updateSubscription = async (
	sql: Sql,
	subscription: Subscription,
): Promise<boolean> => {
	const { id, orgId, identity, targetId } = subscription;
	const present = await own(sql, orgId, id);
	if (present === undefined) return false;
	const owner = await ownerOf(sql, orgId, identity);
	if (owner !== undefined && owner.id !== id) return false;
	await sql.run(
		`UPDATE subscriptions SET identity = $3, target_id = $4, updated_at = $5, document = $6
		WHERE id = $1 AND org_id = $2`,
		id,
		orgId,
		identity,
		targetId,
		subscription.updatedAt,
		documentOf(subscription),
	);
	if (present.target_id !== targetId) {
		await sql.run(
			`UPDATE deliveries SET target_id = $2
			WHERE subscription_id = $1 AND status IN ('pending', 'held')`,
			id,
			targetId,
		);
	}
	await noteChange(sql, 'subscription', id);
	return true;
};

const hold = (sql: Sql, id: string, targetId: string): Promise<number> =>
	sql.run(
		`UPDATE deliveries SET status = 'held'
		WHERE status = 'pending' AND target_id = $2 AND subscription_id = $1`,
		id,
		targetId,
	);

const changeHeld = (
	sql: Sql,
	id: string,
	how: 'release' | 'cancel' | 'keep',
	at: number,
): Promise<number> => {
	switch (how) {
		case 'keep':
			return Promise.resolve(0);
		case 'release':
			return sql.run(
				`UPDATE deliveries SET status = 'pending', due_at = $2
				WHERE status = 'held' AND subscription_id = $1`,
				id,
				at,
			);
		case 'cancel':
			return endHeld(sql, id, at);
	}
};

/**
 * Whether an attempt may change the subscription no more: another replica has taken its target
 * over. What the attempt's replica has in memory ran ahead: it reads the row again, as others do.
 */
const isOvertaken = async (sql: Sql, id: string, fence: number | undefined): Promise<boolean> => {
	if (fence === undefined || (await heldFences(sql, [fence])).has(fence)) return false;
	await noteChange(sql, 'subscription', id);
	return true;
};

export const setSubscriptionStatus = async (
	sql: Sql,
	...[orgId, id, change]: Parameters<Store['setSubscriptionStatus']>
): ReturnType<Store['setSubscriptionStatus']> => {
	const none = { held: 0, released: 0, canceled: 0 };
	if (await isOvertaken(sql, id, change.fence)) return null;
	const present = await own(sql, orgId, id);
	if (present === undefined) return null;
	await sql.run(
		'UPDATE subscriptions SET status = $2, disabled_reason = $3, updated_at = $4 WHERE id = $1',
		id,
		change.status,
		change.disabledReason,
		change.at,
	);
	if (change.health !== null) {
		await writeSubscriptionHealths(sql, new Map([[id, { orgId, health: change.health }]]));
		await noteChange(sql, 'health', id);
	}
	await noteChange(sql, 'subscription', id);
	if (change.status !== 'active') return { ...none, held: await hold(sql, id, present.target_id) };
	const changed = await changeHeld(sql, id, change.held, change.at);
	return change.held === 'release'
		? { ...none, released: changed }
		: { ...none, canceled: changed };
};

export const deleteSubscription = async (
	sql: Sql,
	...[orgId, id, _at, handoverUntil, fence]: Parameters<Store['deleteSubscription']>
): Promise<boolean> => {
	if (await isOvertaken(sql, id, fence)) return false;
	const present = await own(sql, orgId, id);
	if (present === undefined) return false;
	const { urlHash }: Subscription = JSON.parse(present.document);
	await sql.run('DELETE FROM subscriptions WHERE id = $1', id);
	await hold(sql, id, present.target_id);
	await sql.run('DELETE FROM subscription_health WHERE subscription_id = $1', id);
	await sql.run(
		`INSERT INTO handovers (subscription_id, org_id, url_hash, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (subscription_id) DO UPDATE SET until = excluded.until`,
		id,
		orgId,
		urlHash,
		handoverUntil,
	);
	await noteChange(sql, 'subscription', id);
	return true;
};

export const listSubscriptions = (
	sql: Sql,
	orgId: string,
	options: ListOptions,
): Promise<Page<Subscription>> =>
	list<Row, Subscription>(sql, {
		select: `SELECT ${columns} FROM subscriptions`,
		where: [condition('org_id = ?', orgId), ...between('created_at', options)],
		position: 'id',
		after: options.after,
		options,
		read: subscriptionOf,
	});

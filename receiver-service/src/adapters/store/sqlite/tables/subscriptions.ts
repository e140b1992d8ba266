import type { Subscription } from '../../../../domain/types.ts';
import type { Database } from '../database.ts';
import type { Operations } from '../protocol.ts';
import { writeSubscriptionHealth } from './health.ts';
import { between, condition, list } from './lists.ts';
import type { Names } from './names.ts';
import {
	type SubscriptionRow,
	subscriptionColumns,
	subscriptionDocument,
	subscriptionOf,
} from './subscription-rows.ts';

const insertSubscription = (database: Database, subscription: Subscription): void => {
	database.run(
		`INSERT INTO subscriptions (id, org_id, identity, target_id, status, disabled_reason, created_at, updated_at, document)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		subscription.id,
		subscription.orgId,
		subscription.identity,
		subscription.targetId,
		subscription.status,
		subscription.disabledReason,
		subscription.createdAt,
		subscription.updatedAt,
		subscriptionDocument(subscription),
	);
	database.run(
		`INSERT INTO subscription_health (subscription_id, org_id, deliveries_count, consecutive_failures, probes)
		VALUES (?, ?, 0, 0, 0)`,
		subscription.id,
		subscription.orgId,
	);
};

export const createSubscriptions = (
	database: Database,
	names: Names,
): Pick<
	Operations,
	| 'createSubscription'
	| 'updateSubscription'
	| 'setSubscriptionStatus'
	| 'deleteSubscription'
	| 'listSubscriptions'
> => {
	const ownerOf = (orgId: string, identity: string) =>
		database.get<SubscriptionRow & { id: string }>(
			`SELECT id, ${subscriptionColumns} FROM subscriptions WHERE org_id = ? AND identity = ?`,
			orgId,
			identity,
		);
	const own = (orgId: string, id: string) =>
		database.get<{ target_id: string }>(
			'SELECT target_id FROM subscriptions WHERE id = ? AND org_id = ?',
			id,
			orgId,
		);
	const hold = (id: string, targetId: string): number =>
		database.run(
			`UPDATE deliveries INDEXED BY deliveries_pending SET status = 'held'
			WHERE status = 'pending' AND target = ? AND subscription = ?`,
			names.find(targetId),
			names.find(id),
		);
	const changeHeld = (id: string, how: 'release' | 'cancel' | 'keep', at: number): number => {
		switch (how) {
			case 'keep':
				return 0;
			case 'release':
				return database.run(
					`UPDATE deliveries INDEXED BY deliveries_held SET status = 'pending', due_at = ?
					WHERE status = 'held' AND subscription = ?`,
					at,
					names.find(id),
				);
			case 'cancel':
				return database.run(
					`UPDATE deliveries INDEXED BY deliveries_held SET status = 'canceled', due_at = NULL, ended_at = ?
					WHERE status = 'held' AND subscription = ?`,
					at,
					names.find(id),
				);
		}
	};

	return {
		createSubscription: (subscription) => {
			const present = ownerOf(subscription.orgId, subscription.identity);
			if (present !== undefined) {
				return { kind: 'exists', subscription: subscriptionOf(present) };
			}
			insertSubscription(database, subscription);
			return { kind: 'created' };
		},

		updateSubscription: (subscription) => {
			const { id, orgId, identity, targetId } = subscription;
			const present = own(orgId, id);
			if (present === undefined) return false;
			const owner = ownerOf(orgId, identity);
			if (owner !== undefined && owner.id !== id) return false;
			database.run(
				`UPDATE subscriptions SET identity = ?, target_id = ?, updated_at = ?, document = ?
				WHERE id = ? AND org_id = ?`,
				identity,
				targetId,
				subscription.updatedAt,
				subscriptionDocument(subscription),
				id,
				orgId,
			);
			if (present.target_id === targetId) return true;
			const target = names.add(targetId);
			database.run(
				`UPDATE deliveries INDEXED BY deliveries_pending SET target = ?
				WHERE status = 'pending' AND target = ? AND subscription = ?`,
				target,
				names.find(present.target_id),
				names.find(id),
			);
			database.run(
				`UPDATE deliveries INDEXED BY deliveries_held SET target = ?
				WHERE status = 'held' AND subscription = ?`,
				target,
				names.find(id),
			);
			return true;
		},

		setSubscriptionStatus: (orgId, id, change) => {
			const none = { held: 0, released: 0, canceled: 0 };
			const present = own(orgId, id);
			if (present === undefined) return null;
			database.run(
				'UPDATE subscriptions SET status = ?, disabled_reason = ?, updated_at = ? WHERE id = ?',
				change.status,
				change.disabledReason,
				change.at,
				id,
			);
			if (change.health !== null) writeSubscriptionHealth(database, orgId, id, change.health);
			if (change.status !== 'active') return { ...none, held: hold(id, present.target_id) };
			const changed = changeHeld(id, change.held, change.at);
			return change.held === 'release'
				? { ...none, released: changed }
				: { ...none, canceled: changed };
		},

		deleteSubscription: (orgId, id, _at, handoverUntil) => {
			const present = database.get<{ target_id: string; url_hash: string }>(
				"SELECT target_id, document ->> 'urlHash' AS url_hash FROM subscriptions WHERE id = ? AND org_id = ?",
				id,
				orgId,
			);
			if (present === undefined) return false;
			hold(id, present.target_id);
			database.run('DELETE FROM subscriptions WHERE id = ?', id);
			database.run('DELETE FROM subscription_health WHERE subscription_id = ?', id);
			database.run(
				'INSERT INTO handovers (subscription, org_id, url_hash, until) VALUES (?, ?, ?, ?)',
				names.add(id),
				orgId,
				present.url_hash,
				handoverUntil,
			);
			return true;
		},

		listSubscriptions: (orgId, options) =>
			list<SubscriptionRow, Subscription>(database, {
				select: `SELECT ${subscriptionColumns} FROM subscriptions`,
				where: [condition('org_id = ?', orgId), ...between('created_at', options)],
				position: 'id',
				after: options.after,
				options,
				read: subscriptionOf,
			}),
	};
};

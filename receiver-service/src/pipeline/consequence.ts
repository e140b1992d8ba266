import type { IdMaker } from '../domain/id.ts';
import type { DisabledReason, Subscription, SubscriptionHealth } from '../domain/types.ts';
import type { Clock, Log, Sender, Store, Vault } from '../ports.ts';
import type { Consequence } from './attempt.ts';
import { auditEntry, systemActor } from './audit.ts';
import type { Directory } from './directory.ts';
import type { Durable } from './durable.ts';
import { notifyZapierGone } from './zapier-notice.ts';

/** A deleted subscription's backlog waits so long for a new one at its URL (contract). */
export const handoverMs = 10 * 60 * 1_000;

type ConsequenceContext = {
	readonly store: Pick<Store, 'setSubscriptionStatus' | 'deleteSubscription' | 'addAuditEntry'>;
	readonly clock: Clock;
	readonly newId: IdMaker;
	readonly directory: Directory;
	readonly vault: Vault;
	readonly sender: Sender;
	readonly log: Log;
};

/** What an attempt taught of its subscription. */
type Taught = {
	readonly consequence: Exclude<Consequence, 'none'>;
	readonly subscription: Subscription;
	readonly health: SubscriptionHealth;
	readonly at: number;
	/** That of the attempt's claim: once another replica decides there, nothing comes of it. */
	readonly fence: number | undefined;
};

/**
 * Carries out what an attempt means for its subscription: in the directory at once, so that no
 * further attempt starts, and on disk after the attempt's own settlement. The rest of the world
 * learns of it once it is there.
 */
export const applyConsequence = (
	context: ConsequenceContext,
	durable: Durable,
	{ consequence, subscription, health, at, fence }: Taught,
	released: (targetId: string) => void,
): void => {
	const { store, directory, log } = context;
	const { id, orgId, platform, targetId } = subscription;
	const line = { org_id: orgId, subscription_id: id, platform };

	const write = (name: string, change: () => Promise<boolean>, done: () => void) => {
		let changed = false;
		const attempt = async () => {
			changed = await change();
		};
		durable.write(name, attempt, () => {
			if (changed) done();
			else log.warn('subscription.unchanged', { ...line, consequence });
		});
	};

	const put = (
		status: Subscription['status'],
		disabledReason: DisabledReason | null,
		done: () => void,
	) => {
		directory.putSubscription({ ...subscription, status, disabledReason, updatedAt: at });
		const held = status === 'active' ? 'release' : 'keep';
		const change = { status, disabledReason, at, held, health, fence } as const;
		write(
			'subscription.status',
			async () => (await store.setSubscriptionStatus(orgId, id, change)) !== null,
			done,
		);
	};

	const audit = (action: 'enable' | 'disable' | 'delete') => {
		if (subscription.kind !== 'hook') return;
		const entry = auditEntry(context, {
			orgId,
			actor: systemActor,
			action: `subscription.${action}`,
			target: { kind: 'subscription', id, name: subscription.name },
			address: null,
		});
		durable.write('subscription.audit', () => store.addAuditEntry(entry));
	};

	switch (consequence) {
		case 'enable':
			put('active', null, () => {
				released(targetId);
				audit('enable');
				log.info('subscription.enabled', { ...line, reason: 'probe_succeeded' });
			});
			return;
		case 'delete':
			directory.removeSubscription(id);
			write(
				'subscription.delete',
				() => store.deleteSubscription(orgId, id, at, at + handoverMs, fence),
				() => {
					audit('delete');
					log.warn('subscription.deleted', { ...line, reason: 'gone' });
				},
			);
			return;
		case 'disable_gone':
			put('disabled', 'gone', () => {
				audit('disable');
				log.warn('subscription.disabled', { ...line, reason: 'gone' });
			});
			return;
		case 'disable_failing':
			put('disabled', 'failing', () => {
				audit('disable');
				log.warn('subscription.disabled', { ...line, reason: 'failing' });
				void notifyZapierGone(context, subscription);
			});
	}
};

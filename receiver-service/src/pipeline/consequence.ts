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

/**
 * Carries out what an attempt means for its subscription: in the directory at once, so that no
 * further attempt starts, and on disk after the attempt's own settlement.
 */
export const applyConsequence = (
	context: ConsequenceContext,
	durable: Durable,
	consequence: Exclude<Consequence, 'none'>,
	subscription: Subscription,
	health: SubscriptionHealth,
	at: number,
	released: (targetId: string) => void,
): void => {
	const { store, directory, log } = context;
	const { id, orgId, platform, targetId } = subscription;
	const line = { org_id: orgId, subscription_id: id, platform };

	const put = (
		status: Subscription['status'],
		disabledReason: DisabledReason | null,
		done?: () => void,
	) => {
		directory.putSubscription({ ...subscription, status, disabledReason, updatedAt: at });
		const held = status === 'active' ? 'release' : 'keep';
		const change = { status, disabledReason, at, held, health } as const;
		durable.write(
			'subscription.status',
			() => store.setSubscriptionStatus(orgId, id, change),
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
			put('active', null, () => released(targetId));
			audit('enable');
			log.info('subscription.enabled', { ...line, reason: 'probe_succeeded' });
			return;
		case 'delete':
			directory.removeSubscription(id);
			durable.write('subscription.delete', () =>
				store.deleteSubscription(orgId, id, at, at + handoverMs),
			);
			audit('delete');
			log.warn('subscription.deleted', { ...line, reason: 'gone' });
			return;
		case 'disable_gone':
			put('disabled', 'gone');
			audit('disable');
			log.warn('subscription.disabled', { ...line, reason: 'gone' });
			return;
		case 'disable_failing':
			put('disabled', 'failing');
			audit('disable');
			log.warn('subscription.disabled', { ...line, reason: 'failing' });
			void notifyZapierGone(context, subscription);
	}
};

import { newSecret } from '@voicehooks/core';
import type { Alert, AlertEvent, AlertState } from '../../domain/alert.ts';
import { testText } from '../../domain/alert-text.ts';
import { notFound } from '../../domain/not-found.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { ListOptions, Page } from '../../ports.ts';
import type { Context } from '../context.ts';
import { sendAlert } from './send.ts';

const secretBytes = 32;
/** Enough for every team; a loop that adds them ends here. */
const perOrganisation = 50;

export type StoredAlert = Alert & AlertState;

export const listAlerts = (
	{ store }: Pick<Context, 'store'>,
	orgId: string,
	options: ListOptions,
): Promise<Page<StoredAlert>> => store.listAlerts(orgId, options);

/** The organisation's own alert. Throws a `Refusal` otherwise. */
export const ownAlert = async (
	{ store }: Pick<Context, 'store'>,
	orgId: string,
	id: string,
): Promise<StoredAlert> => {
	const alert = await store.getAlert(orgId, id);
	if (alert === null) throw notFound('alert');
	return alert;
};

/** Throws a `Refusal` for a target that nothing can be sent to: URLs as those of hooks. */
const checkTarget = async (
	context: Context,
	channel: Alert['channel'],
	target: string,
): Promise<void> => {
	if (channel === 'email') {
		if (context.mailer === null) throw new Refusal('email_not_configured');
		return;
	}
	const reason = await context.sender.inspect(target);
	if (reason !== null) throw new Refusal(reason);
};

export const createAlert = async (
	context: Context,
	orgId: string,
	given: Pick<Alert, 'channel' | 'kinds' | 'enabled'> & { readonly target: string },
): Promise<{ readonly alert: StoredAlert; readonly secret: string | null }> => {
	await checkTarget(context, given.channel, given.target);
	const options = { limit: perOrganisation, order: 'asc', after: null, since: null, until: null };
	const known = await context.store.listAlerts(orgId, { ...options, order: 'asc' });
	if (known.items.length >= perOrganisation) {
		throw new Refusal('too_many_alerts', { limit: perOrganisation });
	}
	const secret = given.channel === 'webhook' ? newSecret(context.random.bytes(secretBytes)) : null;
	const alert: Alert = {
		id: context.newId('alr'),
		orgId,
		channel: given.channel,
		target: context.vault.seal('alert_target', given.target),
		secret: secret === null ? null : context.vault.seal('alert_secret', secret),
		kinds: given.kinds,
		enabled: given.enabled,
		createdAt: context.clock.now(),
	};
	await context.store.putAlert(alert);
	return { alert: { ...alert, lastSentAt: null, lastError: null }, secret };
};

export const changeAlert = async (
	context: Context,
	before: StoredAlert,
	change: {
		readonly target?: string | undefined;
		readonly kinds?: Alert['kinds'] | undefined;
		readonly enabled?: boolean | undefined;
	},
): Promise<StoredAlert> => {
	const { lastSentAt, lastError, ...alert } = before;
	const { target } = change;
	if (target !== undefined) await checkTarget(context, alert.channel, target);
	const changed: Alert = {
		...alert,
		target: target === undefined ? alert.target : context.vault.seal('alert_target', target),
		kinds: change.kinds ?? alert.kinds,
		enabled: change.enabled ?? alert.enabled,
	};
	await context.store.putAlert(changed);
	return { ...changed, lastSentAt, lastError };
};

export const deleteAlert = async (
	{ store }: Pick<Context, 'store'>,
	orgId: string,
	id: string,
): Promise<void> => {
	if (!(await store.deleteAlert(orgId, id))) throw notFound('alert');
};

/** Sends a test at once; answers what went wrong. */
export const testAlert = async (context: Context, alert: StoredAlert): Promise<string | null> => {
	const event: AlertEvent = {
		id: context.newId('ale'),
		orgId: alert.orgId,
		at: context.clock.now(),
		kind: alert.kinds[0] ?? 'subscription_failing',
		target: { kind: 'source', id: 'test', name: 'Test' },
		text: testText,
		resolvedAt: null,
		resolution: null,
	};
	const [error = null] = await sendAlert(context, alert, 'raised', [event]);
	const at = context.clock.now();
	await context.store.settleAlert(
		{ alertId: alert.id, eventId: event.id, phase: 'raised' },
		{ at, error, dueAt: null },
	);
	return error;
};

import type { Subscription } from '../domain/types.ts';
import type { Log, Sender, Vault } from '../ports.ts';
import { userAgent } from './request-formats.ts';

const timeoutMs = 10_000;
const keepResponseBytes = 1_024;

/**
 * Tells Zapier that a hook will not be called any more: `DELETE` on the target URL, guarded as
 * every attempt is and without the custom headers; Zapier then pauses the Zap (resthooks.org).
 * Called on auto-disable, key revocation and account deletion. Best effort: never throws.
 */
export const notifyZapierGone = async (
	context: { readonly vault: Vault; readonly sender: Sender; readonly log: Log },
	subscription: Subscription,
): Promise<void> => {
	if (subscription.platform !== 'zapier') return;
	const line = { subscription_id: subscription.id, org_id: subscription.orgId };
	try {
		const result = await context.sender.send({
			url: context.vault.open('subscription_url', subscription.url),
			method: 'DELETE',
			headers: { 'user-agent': userAgent },
			body: null,
			timeoutMs,
			keepResponseBytes,
		});
		const outcome =
			result.kind === 'response'
				? { status: result.status }
				: { status: null, reason: result.reason };
		context.log.info('zapier.told_gone', { ...line, ...outcome });
	} catch (fault) {
		context.log.error('zapier.tell_failed', { ...line, error: String(fault) });
	}
};

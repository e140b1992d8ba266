import { z } from 'zod';
import { attemptErrorTextOrNull } from '../domain/attempt-error.ts';
import { maskedHookUrl } from '../domain/hook-url.ts';
import { platforms, type Subscription } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';
import { sameMaker } from '../pipeline/keys.ts';
import { makerOf } from './actor.ts';
import { timeText, timeTextOrNull } from './list.ts';
import type { Caller } from './route.ts';
import { localizedSchema } from './schemas.ts';
import { clientSchema, policySchema } from './subscription-schema.ts';

const time = z.iso.datetime();

const fields = {
	id: z.string(),
	url: z.string().describe('In full for its maker and for admins, else its host.'),
	platform: z.enum(platforms),
	made_by: z
		.enum(['key', 'member'])
		.describe(
			'Whether an API key registered it, as platforms do, or a member did in the dashboard.',
		),
	name: z.string().nullable(),
	event_types: z.array(z.string()),
	source_id: z.string().nullable(),
	filter: z.record(z.string(), z.union([z.array(z.string()), z.number()])),
	format: z.enum(['message', 'vendor']),
	policy: policySchema,
	header_names: z
		.array(z.string())
		.describe('Of the custom headers; their values are never shown.'),
	rate_limit_per_second: z.number().nullable(),
	signing: z.enum(['secret', 'derived']),
	mode: z.enum(['live', 'test']),
	expires_at: time.nullable(),
	client: clientSchema.nullable(),
	status: z.enum(['active', 'paused', 'disabled']),
	disabled_reason: z.enum(['gone', 'failing', 'key_revoked', 'account_closed']).nullable(),
	deliveries_count: z.int(),
	consecutive_failures: z.int(),
	failing_since: time.nullable(),
	last_error: z.string().nullable(),
	last_error_text: localizedSchema.nullable().describe('The same in every language.'),
	last_success_at: time.nullable(),
	last_failure_at: time.nullable(),
	next_probe_at: time.nullable().describe('When a disabled subscription is tried again.'),
	created_at: time,
	updated_at: time,
};

export const subscriptionSchema = z.object(fields).meta({ id: 'Subscription' });
export const subscribedSchema = z
	.object({
		...fields,
		secret: z
			.string()
			.optional()
			.describe('The signing secret, for its maker only; absent with derived signing.'),
	})
	.meta({ id: 'SubscriptionWithSecret' });

type Viewer = Pick<Caller, 'actor' | 'orgId' | 'scopes'>;

/**
 * Whether it is the caller's own: made by their key, by one that replaced it or that it replaced;
 * for members who may make hooks, by hand.
 */
const isMaker = (
	context: Pick<Context, 'directory'>,
	caller: Viewer,
	{ keyId, kind }: Subscription,
): boolean =>
	kind === 'hook' &&
	caller.scopes.includes('subscribe') &&
	sameMaker(context, keyId, makerOf(caller).key);

/** A hook URL as its caller may see it: hook URLs are secrets (contract, "Subscription"). */
export const shownUrl = (
	context: Pick<Context, 'directory' | 'vault'>,
	caller: Viewer,
	subscription: Subscription,
): string => {
	const url = context.vault.open('subscription_url', subscription.url);
	const inFull = caller.scopes.includes('admin') || isMaker(context, caller, subscription);
	return inFull ? url : maskedHookUrl(url);
};

/** A subscription as its caller may see it, with its live health. */
export const showSubscription = (context: Context, caller: Viewer, subscription: Subscription) => {
	const health = context.directory.health(subscription.id);
	return {
		id: subscription.id,
		url: shownUrl(context, caller, subscription),
		platform: subscription.platform,
		made_by: subscription.keyId === '' ? 'member' : 'key',
		name: subscription.name,
		event_types: subscription.eventTypes,
		source_id: subscription.sourceId,
		filter: subscription.filter,
		format: subscription.format,
		policy: subscription.policy,
		header_names: subscription.headerNames,
		rate_limit_per_second: subscription.rateLimitPerSecond,
		signing: subscription.signing,
		mode: subscription.mode,
		expires_at: timeTextOrNull(subscription.expiresAt),
		client: subscription.client,
		status: subscription.status,
		disabled_reason: subscription.disabledReason,
		deliveries_count: health.deliveriesCount,
		consecutive_failures: health.consecutiveFailures,
		failing_since: timeTextOrNull(health.failingSince),
		last_error: health.lastError,
		last_error_text: attemptErrorTextOrNull(health.lastError),
		last_success_at: timeTextOrNull(health.lastSuccessAt),
		last_failure_at: timeTextOrNull(health.lastFailureAt),
		next_probe_at: timeTextOrNull(health.nextProbeAt),
		created_at: timeText(subscription.createdAt),
		updated_at: timeText(subscription.updatedAt),
	};
};

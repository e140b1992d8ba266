import { vendorById } from '@voicehooks/core';
import type { AlertEvent, AlertKind, AlertTarget } from '../../domain/alert.ts';
import {
	deadLetterText,
	disabledText,
	failingText,
	rejectingText,
	silentText,
} from '../../domain/alert-text.ts';
import { failuresUntilDisabled } from '../../domain/source-failures.ts';
import type { Source, Subscription } from '../../domain/types.ts';
import type { Context } from '../context.ts';
import { silenceAlarmOf } from '../silence.ts';

/** Attempts in a row that make a hook a failing one; fewer do when they go on for a while. */
const failuresInARow = 5;
const someFailures = 2;
const failingForMs = 15 * 60_000;
/** One bad request may be anybody's; InboundFlow disables its webhook after ten. */
const rejectionsInARow = 3;
const hourMs = 3_600_000;

/** Something that is wrong now. */
export type Condition = Pick<AlertEvent, 'orgId' | 'kind' | 'target' | 'text'>;

type View = Pick<Context, 'directory' | 'clock'>;

const subscriptionTarget = ({ id, name, client }: Subscription): AlertTarget => ({
	kind: 'subscription',
	id,
	name: name ?? client?.workflow_name ?? id,
});

const ofSubscription = (context: View, subscription: Subscription): readonly Condition[] => {
	const { orgId, kind, mode, status, disabledReason } = subscription;
	if (kind !== 'hook' || mode !== 'live') return [];
	const target = subscriptionTarget(subscription);
	if (status === 'disabled') {
		const text = disabledText(target.name, disabledReason);
		return [{ orgId, kind: 'subscription_disabled', target, text }];
	}
	const { consecutiveFailures, failingSince, lastError } = context.directory.health(
		subscription.id,
	);
	if (status !== 'active' || failingSince === null) return [];
	const forLong =
		consecutiveFailures >= someFailures && context.clock.now() - failingSince >= failingForMs;
	if (consecutiveFailures < failuresInARow && !forLong) return [];
	const text = failingText(target.name, consecutiveFailures, failingSince, lastError);
	return [{ orgId, kind: 'subscription_failing', target, text }];
};

const ofSource = (context: View, source: Source): readonly Condition[] => {
	if (!source.enabled) return [];
	const { orgId, id, name } = source;
	const target: AlertTarget = { kind: 'source', id, name };
	const vendor = vendorById(source.vendor);
	const vendorName = vendor?.name ?? source.vendor;
	const health = context.directory.sourceHealth(id);
	const found: Condition[] = [];
	if (health.consecutiveRejections >= rejectionsInARow) {
		const left = failuresUntilDisabled(source, health);
		const text = rejectingText(name, vendorName, health.consecutiveRejections, left);
		found.push({ orgId, kind: 'source_rejecting', target, text });
	}
	const hours = silenceAlarmOf(context.directory.organisation(orgId), source);
	const { lastEventAt } = health;
	if (hours !== null && lastEventAt !== null) {
		if (context.clock.now() - lastEventAt > hours * hourMs) {
			const text = silentText(name, vendorName, lastEventAt, hours);
			found.push({ orgId, kind: 'source_silent', target, text });
		}
	}
	return found;
};

/** Everything that is wrong now and can be seen in the directory. */
export const conditionsNow = (context: View): readonly Condition[] => [
	...[...context.directory.allSubscriptions()].flatMap((one) => ofSubscription(context, one)),
	...context.directory
		.organisations()
		.flatMap(({ id }) => context.directory.sourcesOf(id))
		.flatMap((one) => ofSource(context, one)),
];

/** A delivery to this subscription was given up. */
export const deadLetterCondition = (context: View, subscription: Subscription): Condition => {
	const target = subscriptionTarget(subscription);
	const { lastError } = context.directory.health(subscription.id);
	const { orgId } = subscription;
	return {
		orgId,
		kind: 'delivery_dead_letter',
		target,
		text: deadLetterText(target.name, lastError),
	};
};

/** What makes two conditions the same. */
export const conditionKey = (one: {
	readonly orgId: string;
	readonly kind: AlertKind;
	readonly target: AlertTarget;
}): string => `${one.orgId}\n${one.kind}\n${one.target.id}`;

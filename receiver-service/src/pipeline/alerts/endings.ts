import type { Localized } from '@voicehooks/core';
import type { AlertEvent } from '../../domain/alert.ts';
import { type AlertEnd, endText } from '../../domain/alert-text.ts';
import type { Context } from '../context.ts';
import { conditionKey } from './conditions.ts';

type View = Pick<Context, 'directory'>;

/** Whether a dead letter is still worth hearing of: until the hook takes something again. */
const stillDead = (context: View, { at, target }: AlertEvent): boolean => {
	if (context.directory.subscription(target.id) === undefined) return false;
	const { lastSuccessAt } = context.directory.health(target.id);
	return lastSuccessAt === null || lastSuccessAt <= at;
};

/** Whether what was noted is no longer so, beside the keys of everything that is wrong now. */
export const isOver = (context: View, event: AlertEvent, present: ReadonlySet<string>): boolean => {
	if (event.kind === 'delivery_dead_letter') return !stillDead(context, event);
	if (present.has(conditionKey(event))) return false;
	// A hook that failed and was disabled then has not recovered.
	return !(
		event.kind === 'subscription_failing' &&
		present.has(conditionKey({ ...event, kind: 'subscription_disabled' }))
	);
};

const endOfSubscription = ({ directory }: View, { at, kind, target }: AlertEvent): AlertEnd => {
	const subscription = directory.subscription(target.id);
	if (subscription === undefined) return 'gone';
	if (kind === 'subscription_disabled') return 'enabled';
	if (kind === 'delivery_dead_letter') return 'taken';
	if (subscription.status === 'paused') return 'paused';
	const { lastSuccessAt } = directory.health(target.id);
	return lastSuccessAt !== null && lastSuccessAt > at ? 'working' : 'reset';
};

const endOfSource = ({ directory }: View, { at, kind, target }: AlertEvent): AlertEnd => {
	const source = directory.source(target.id);
	if (source === undefined) return 'gone';
	if (!source.enabled) return 'switched_off';
	if (kind === 'source_rejecting') return 'accepted';
	const { lastEventAt } = directory.sourceHealth(target.id);
	return lastEventAt !== null && lastEventAt > at ? 'sending' : 'not_watched';
};

/** How a condition ended, as far as the directory tells. */
export const resolutionOf = (context: View, event: AlertEvent): Localized => {
	const ofKind = event.target.kind === 'subscription' ? endOfSubscription : endOfSource;
	return endText(ofKind(context, event), event.target.name);
};

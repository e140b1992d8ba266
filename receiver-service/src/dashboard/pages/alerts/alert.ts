import type { components } from '../../api/schema.ts';

export type Alert = components['schemas']['Alert'];
export type AlertKind = Alert['events'][number];
export type AlertEvent = components['schemas']['AlertEvent'];

export const alertsKey = ['alerts'] as const;
export const alertEventsKey = ['alert-events'] as const;

export const alertKinds: readonly AlertKind[] = [
	'subscription_failing',
	'subscription_disabled',
	'source_silent',
	'source_rejecting',
	'delivery_dead_letter',
];

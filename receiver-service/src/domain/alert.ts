/** Alerts: who is told of what, and what there was to tell. */
import type { Localized } from '@voicehooks/core';
import type { Sealed } from './types.ts';

export const alertKinds = [
	'subscription_failing',
	'subscription_disabled',
	'source_silent',
	'source_rejecting',
	'delivery_dead_letter',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Where alerts of these kinds go. */
export type Alert = {
	readonly id: string;
	readonly orgId: string;
	readonly channel: 'email' | 'webhook';
	/** An e-mail address, or a URL that is as secret as a hook's. */
	readonly target: Sealed;
	/** Signs webhooks; null for e-mail. */
	readonly secret: Sealed | null;
	readonly kinds: readonly AlertKind[];
	readonly enabled: boolean;
	readonly createdAt: number;
};

/** What came of the latest sending. */
export type AlertState = {
	readonly lastSentAt: number | null;
	readonly lastError: string | null;
};

/** What an alert is about: its name is kept as it was. */
export type AlertTarget = {
	readonly kind: 'subscription' | 'source';
	readonly id: string;
	readonly name: string;
};

/** A condition that was noticed, until it is over. */
export type AlertEvent = {
	readonly id: string;
	readonly orgId: string;
	readonly at: number;
	readonly kind: AlertKind;
	readonly target: AlertTarget;
	readonly text: Localized;
	readonly resolvedAt: number | null;
	/** How it ended; null while it lasts. */
	readonly resolution: Localized | null;
};

/** Whoever was told that a condition began is told that it is over. */
export const alertPhases = ['raised', 'resolved'] as const;
export type AlertPhase = (typeof alertPhases)[number];

/** An event on its way to whoever wants to hear of it. */
export type AlertNotice = {
	readonly alertId: string;
	readonly event: AlertEvent;
	readonly phase: AlertPhase;
	/** Times it was tried before. */
	readonly attempts: number;
};

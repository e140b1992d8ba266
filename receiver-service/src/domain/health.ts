import type { DeliveryPolicy } from '@voicehooks/core';
import type { SubscriptionHealth } from './types.ts';

/** A subscription that has not been tried yet. */
export const healthy: SubscriptionHealth = {
	deliveriesCount: 0,
	consecutiveFailures: 0,
	failingSince: null,
	lastError: null,
	lastSuccessAt: null,
	lastFailureAt: null,
	nextProbeAt: null,
	probes: 0,
};

const hourMs = 60 * 60 * 1_000;
/** Half-open probes: after an hour, then twice as long each time, at most a day apart. */
const firstProbeDelayMs = hourMs;
const maxProbeDelayMs = 24 * hourMs;

/** The health after an attempt that reached `at`; `error` is null on success. */
export const afterAttempt = (
	health: SubscriptionHealth,
	attempt: { readonly at: number; readonly error: string | null },
): SubscriptionHealth => {
	const { at, error } = attempt;
	if (error === null) {
		return {
			...health,
			deliveriesCount: health.deliveriesCount + 1,
			consecutiveFailures: 0,
			failingSince: null,
			lastSuccessAt: at,
			nextProbeAt: null,
			probes: 0,
		};
	}
	return {
		...health,
		consecutiveFailures: health.consecutiveFailures + 1,
		failingSince: health.failingSince ?? at,
		lastError: error,
		lastFailureAt: at,
	};
};

/**
 * Whether the failures so far disable the subscription: as many in a row as the policy allows
 * (InboundFlow: 10), or nothing but failures for as long as it allows (Standard Webhooks: 5 days).
 */
export const isFailing = (health: SubscriptionHealth, policy: DeliveryPolicy): boolean => {
	const { disableAfterFailures, disableAfterSeconds } = policy;
	const { consecutiveFailures, failingSince, lastFailureAt } = health;
	if (disableAfterFailures !== null && consecutiveFailures >= disableAfterFailures) return true;
	if (disableAfterSeconds === null || failingSince === null || lastFailureAt === null) return false;
	return lastFailureAt - failingSince > disableAfterSeconds * 1_000;
};

/** The health of a subscription that is disabled for failing at `at`: the first probe is set. */
export const withFirstProbe = (health: SubscriptionHealth, at: number): SubscriptionHealth => ({
	...health,
	probes: 0,
	nextProbeAt: at + firstProbeDelayMs,
});

/** The health after a probe that failed at `at`: the next one waits twice as long. */
export const afterFailedProbe = (health: SubscriptionHealth, at: number): SubscriptionHealth => {
	const probes = health.probes + 1;
	const delayMs = Math.min(firstProbeDelayMs * 2 ** probes, maxProbeDelayMs);
	return { ...health, probes, nextProbeAt: at + delayMs };
};

import type { DeliveryPolicy } from '@voicehooks/core';
import type { PolicyChoice } from './types.ts';

/** Contract: "Jitter ±20 %". */
const jitterShare = 0.2;

/** The policies that a choice may name. */
export type NamedPolicies = {
	readonly standard: DeliveryPolicy;
	/** That of the message's vendor. */
	readonly vendor: DeliveryPolicy;
};

/** The figures that hold for one delivery. A listener for tests gets one attempt and no judgement. */
export const resolvePolicy = (
	choice: PolicyChoice,
	mode: 'live' | 'test',
	named: NamedPolicies,
): DeliveryPolicy => {
	const policy: DeliveryPolicy =
		choice === 'standard' || choice === 'vendor'
			? named[choice]
			: {
					timeoutSeconds: choice.timeout_seconds,
					scheduleSeconds: choice.schedule_seconds,
					disableAfterFailures: choice.disable_after,
					disableAfterSeconds: null,
				};
	if (mode === 'live') return policy;
	return { ...policy, scheduleSeconds: [], disableAfterFailures: null, disableAfterSeconds: null };
};

export type FailedAttempt = {
	/** 1 for the first. */
	readonly attemptNumber: number;
	readonly firstAttemptAt: number;
	/** When it ended. */
	readonly failedAt: number;
	readonly retryAfterMs: number | null;
};

/** When the policy's last attempt is due, counted from the first: the sum of its delays. */
const horizonMs = (policy: DeliveryPolicy): number =>
	policy.scheduleSeconds.reduce((sum, seconds) => sum + seconds, 0) * 1_000;

const clamp = (value: number, low: number, high: number): number =>
	Math.min(Math.max(value, low), high);

/**
 * When to try again, or null when the policy is through. `fraction` in [0, 1) spreads each delay
 * by ±20 %, but never past the horizon; the last attempt makes up for the spread of those before
 * and lands on the horizon itself (VOCALIS: "the last at 24 h"). Time that the attempts took is
 * not held against a short schedule. What the target asked by `Retry-After` is always waited.
 */
export const nextAttemptAt = (
	policy: DeliveryPolicy,
	failed: FailedAttempt,
	fraction: number,
): number | null => {
	const { attemptNumber, firstAttemptAt, failedAt } = failed;
	const delaySeconds = policy.scheduleSeconds[attemptNumber - 1];
	if (delaySeconds === undefined) return null;
	const horizon = firstAttemptAt + horizonMs(policy);
	const horizonWithAttempts = horizon + attemptNumber * policy.timeoutSeconds * 1_000;
	if (failedAt >= horizonWithAttempts) return null;
	const limit = failedAt < horizon ? horizon : horizonWithAttempts;
	const delayMs = delaySeconds * 1_000;
	const earliest = failedAt + delayMs * (1 - jitterShare);
	const latest = failedAt + delayMs * (1 + jitterShare);
	const isLast = attemptNumber === policy.scheduleSeconds.length;
	const wanted = isLast
		? clamp(horizon, earliest, latest)
		: earliest + (latest - earliest) * fraction;
	return Math.max(Math.round(Math.min(wanted, limit)), failedAt + (failed.retryAfterMs ?? 0));
};

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

const msOf = (delaysSeconds: readonly number[]): number =>
	delaysSeconds.reduce((sum, seconds) => sum + seconds, 0) * 1_000;

const clamp = (value: number, low: number, high: number): number =>
	Math.min(Math.max(value, low), high);

/**
 * When to try again, or null when the policy has no attempt left: attempts end a policy, never the
 * time alone. `fraction` in [0, 1) spreads each delay by ±20 %, but never past the horizon, which is
 * the sum of all delays after the first attempt; the last attempt makes up for the spread of those
 * before and lands on the horizon itself (VOCALIS: "the last at 24 h"). Time that the attempts took
 * is not held against a short schedule. Time in which nothing could be tried (a hold, a service that
 * was down, a clock that was set forward, a wait that the target asked for) moves the horizon on.
 * What the target asked by `Retry-After` is always waited.
 */
export const nextAttemptAt = (
	policy: DeliveryPolicy,
	failed: FailedAttempt,
	fraction: number,
): number | null => {
	const { attemptNumber, firstAttemptAt, failedAt } = failed;
	const { scheduleSeconds, timeoutSeconds } = policy;
	const delaySeconds = scheduleSeconds[attemptNumber - 1];
	if (delaySeconds === undefined) return null;
	const attemptsMs = attemptNumber * timeoutSeconds * 1_000;
	const waitedMs = msOf(scheduleSeconds.slice(0, attemptNumber - 1)) * (1 + jitterShare);
	const lostTime = failedAt - firstAttemptAt > waitedMs + attemptsMs;
	const horizon = lostTime
		? failedAt + msOf(scheduleSeconds.slice(attemptNumber - 1))
		: firstAttemptAt + msOf(scheduleSeconds);
	const delayMs = delaySeconds * 1_000;
	const earliest = failedAt + delayMs * (1 - jitterShare);
	const latest = failedAt + delayMs * (1 + jitterShare);
	const isLast = attemptNumber === scheduleSeconds.length;
	const wanted = isLast
		? clamp(horizon, earliest, latest)
		: earliest + (latest - earliest) * fraction;
	const limits = [horizon, horizon + attemptsMs];
	const limit = limits.find((at) => failedAt < at) ?? Number.POSITIVE_INFINITY;
	return Math.max(Math.round(Math.min(wanted, limit)), failedAt + (failed.retryAfterMs ?? 0));
};

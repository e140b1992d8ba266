import { standardPolicy } from '@voicehooks/core';
import {
	afterAttempt,
	afterFailedProbe,
	healthy,
	isFailing,
	withFirstProbe,
} from '../../../receiver-service/src/domain/health.ts';
import type { SubscriptionHealth } from '../../../receiver-service/src/domain/types.ts';

const dayMs = 24 * 3_600_000;
const fail = (health: SubscriptionHealth, at: number) =>
	afterAttempt(health, { at, error: 'HTTP 500' });
const failures = (count: number): SubscriptionHealth => {
	let health = healthy;
	for (let nth = 1; nth <= count; nth += 1) health = fail(health, nth);
	return health;
};

describe('health', () => {
	it('counts deliveries that arrived, and failures in a row', () => {
		const failed = failures(3);
		expect(failed).toMatchObject({
			deliveriesCount: 0,
			consecutiveFailures: 3,
			failingSince: 1,
			lastFailureAt: 3,
			lastError: 'HTTP 500',
		});
		expect(afterAttempt(failed, { at: 9, error: null })).toMatchObject({
			deliveriesCount: 1,
			consecutiveFailures: 0,
			failingSince: null,
			lastSuccessAt: 9,
			lastError: 'HTTP 500',
		});
	});

	it('fails by count at the tenth failure and not at the ninth', () => {
		const policy = { ...standardPolicy, disableAfterFailures: 10, disableAfterSeconds: null };
		expect(isFailing(failures(9), policy)).toBe(false);
		expect(isFailing(failures(10), policy)).toBe(true);
	});

	it('fails by time only after more than five days of nothing but failures', () => {
		const first = fail(healthy, 0);
		expect(isFailing(fail(first, 5 * dayMs), standardPolicy)).toBe(false);
		expect(isFailing(fail(first, 5 * dayMs + 1), standardPolicy)).toBe(true);
		const between = afterAttempt(first, { at: dayMs, error: null });
		expect(isFailing(fail(between, 6 * dayMs), standardPolicy)).toBe(false);
	});

	it('never fails by count under the standard policy', () => {
		expect(isFailing(failures(10_000), standardPolicy)).toBe(false);
	});

	it('sets probes at one hour, then twice as long, at most a day', () => {
		let health = withFirstProbe(failures(10), 0);
		const delays = [];
		let at = 0;
		for (let nth = 0; nth < 7; nth += 1) {
			const next = health.nextProbeAt ?? 0;
			delays.push((next - at) / 3_600_000);
			at = next;
			health = afterFailedProbe(fail(health, at), at);
		}
		expect(delays).toEqual([1, 2, 4, 8, 16, 24, 24]);
	});
});

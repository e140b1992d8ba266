import { type DeliveryPolicy, standardPolicy, vendorById } from '@voicehooks/core';
import fc from 'fast-check';
import { nextAttemptAt, resolvePolicy } from '../../../receiver-service/src/domain/retry-policy.ts';

const policyOf = (scheduleSeconds: readonly number[], timeoutSeconds = 10): DeliveryPolicy => ({
	timeoutSeconds,
	scheduleSeconds,
	disableAfterFailures: null,
	disableAfterSeconds: null,
});
const vocalis = vendorById('vocalis')?.deliveryPolicy ?? standardPolicy;

describe('a choice of policy', () => {
	const named = { standard: standardPolicy, vendor: vocalis };

	it.each([
		['standard', standardPolicy],
		['vendor', vocalis],
		[
			{ schedule_seconds: [1, 2], timeout_seconds: 3, disable_after: 4 },
			{ ...policyOf([1, 2], 3), disableAfterFailures: 4 },
		],
	] as const)('%j is resolved', (choice, expected) => {
		expect(resolvePolicy(choice, 'live', named)).toEqual(expected);
	});

	it('comes down to one attempt without judgement for a listener for tests', () => {
		expect(resolvePolicy('standard', 'test', named)).toEqual({
			timeoutSeconds: 30,
			scheduleSeconds: [],
			disableAfterFailures: null,
			disableAfterSeconds: null,
		});
	});
});

describe('the next attempt', () => {
	const failed = (attemptNumber: number, failedAt: number, retryAfterMs: number | null = null) => ({
		attemptNumber,
		firstAttemptAt: 0,
		failedAt,
		retryAfterMs,
	});

	const schedules = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 10 });

	it.each([
		[0, 8_000],
		[0.5, 10_000],
		[0.999_999, 12_000],
	])('is spread by 20 %% either way: fraction %d → %d ms', (fraction, expected) => {
		expect(nextAttemptAt(policyOf([10, 1_000]), failed(1, 0), fraction)).toBe(expected);
	});

	it('is none after the last', () => {
		expect(nextAttemptAt(policyOf([10, 20]), failed(3, 31_000), 0.5)).toBeNull();
	});

	it.each([
		[1, 1_010_000],
		[2, 1_020_000],
	])(
		'keeps to the schedule where time was lost, as by a hold: failed attempt %d',
		(nth, expected) => {
			expect(nextAttemptAt(policyOf([10, 20, 30]), failed(nth, 1_000_000), 0.5)).toBe(expected);
		},
	);

	it('is never given up for time alone, nor squeezed in before the horizon', () => {
		fc.assert(
			fc.property(
				schedules,
				fc.nat(40 * 86_400_000),
				fc.double({ min: 0, max: 0.999_999, noNaN: true }),
				(scheduleSeconds, lostMs, fraction) => {
					let longestMs = 0;
					for (const [index, seconds] of scheduleSeconds.entries()) {
						// The longest that the attempts and their delays can have taken, and more.
						longestMs += 10_000;
						const failedAt = Math.ceil(longestMs) + 1 + lostMs;
						const failure = failed(index + 1, failedAt);
						const next = nextAttemptAt(policyOf(scheduleSeconds), failure, fraction) ?? Number.NaN;
						expect(next - failedAt).toBeGreaterThanOrEqual(Math.floor(seconds * 800));
						expect(next - failedAt).toBeLessThanOrEqual(Math.ceil(seconds * 1_200));
						longestMs += seconds * 1_200;
					}
				},
			),
		);
	});

	it('waits at least what the target asked, even past the horizon', () => {
		expect(nextAttemptAt(policyOf([1, 1]), failed(1, 0, 60_000), 0.5)).toBe(60_000);
		expect(nextAttemptAt(policyOf([100, 1]), failed(1, 0, 5_000), 0.5)).toBe(100_000);
	});

	const steps = fc.array(
		fc.record({
			fraction: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
			tookMs: fc.nat(10_000),
		}),
		{
			minLength: 10,
			maxLength: 10,
		},
	);

	it('never passes the horizon but for the time the attempts took, and never goes back', () => {
		fc.assert(
			fc.property(schedules, steps, (scheduleSeconds, taken) => {
				const policy = policyOf(scheduleSeconds);
				const horizon = scheduleSeconds.reduce((sum, seconds) => sum + seconds * 1_000, 0);
				let at: number | null = 0;
				let attempts = 0;
				for (const { fraction, tookMs } of taken) {
					if (at === null) break;
					attempts += 1;
					const failedAt: number = at + tookMs;
					const next = nextAttemptAt(policy, failed(attempts, failedAt), fraction);
					if (next !== null) {
						expect(next).toBeGreaterThanOrEqual(failedAt);
						if (failedAt < horizon) expect(next).toBeLessThanOrEqual(horizon);
						expect(next).toBeLessThanOrEqual(horizon + attempts * 10_000);
					}
					at = next;
				}
				expect(attempts).toBe(Math.min(scheduleSeconds.length + 1, taken.length));
			}),
		);
	});

	it('puts the fifth attempt of VOCALIS at 24 h, whatever jitter and attempts did before', () => {
		fc.assert(
			fc.property(steps, (taken) => {
				let at = 0;
				for (const [index, { fraction, tookMs }] of taken.slice(0, 4).entries()) {
					at = nextAttemptAt(vocalis, failed(index + 1, at + tookMs), fraction) ?? Number.NaN;
				}
				expect(at).toBe(24 * 3_600 * 1_000);
				expect(nextAttemptAt(vocalis, failed(5, at + 10_000), 0)).toBeNull();
			}),
		);
	});
});

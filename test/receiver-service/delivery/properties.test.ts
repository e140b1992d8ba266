import fc from 'fast-check';
import { createDeliveryRig, type ScriptedAnswer } from '../../support/delivery-rig.ts';

const ends = ['succeeded', 'dead_letter'];
const timeoutMs = 10_000;

const anyAnswer: fc.Arbitrary<ScriptedAnswer> = fc.oneof(
	fc.constantFrom(200, 302, 400, 404, 500, 503),
	fc.constant('hang' as const),
	fc.record({ status: fc.constantFrom(200, 500), takesMs: fc.integer({ min: 0, max: 9_000 }) }),
);

describe('whatever a target answers', () => {
	it('attempts stop at the end of a delivery, within its schedule and its horizon', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(anyAnswer, { minLength: 1, maxLength: 40 }),
				fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 6 }),
				fc.integer({ min: 1, max: 6 }),
				fc.double({ min: 0, max: 0.999, noNaN: true }),
				async (answers, schedule, deliveries, fraction) => {
					let next = 0;
					const answer = () => {
						next += 1;
						return answers[next % answers.length] ?? 200;
					};
					const rig = await createDeliveryRig(answer, { fraction: () => fraction });
					const policy = { schedule_seconds: schedule, timeout_seconds: 10, disable_after: null };
					const subscription = rig.addSubscription({ policy });
					for (let nth = 0; nth < deliveries; nth += 1) rig.deliver(subscription);
					await rig.clock.advance(24 * 3_600_000);

					const horizonMs = schedule.reduce((sum, seconds) => sum + seconds * 1_000, 0);
					for (const { delivery, attempts } of rig.store.rows()) {
						expect(ends).toContain(delivery.status);
						expect(attempts.length).toBeLessThanOrEqual(schedule.length + 1);
						const outcomes = attempts.map(({ outcome }) => outcome === 'success');
						expect(outcomes.slice(0, -1)).not.toContain(true);
						expect(outcomes.at(-1)).toBe(delivery.status === 'succeeded');
						const ended = attempts.map(({ at, durationMs }) => at + durationMs);
						for (const [index, { at }] of attempts.slice(1).entries()) {
							expect(at).toBeGreaterThanOrEqual(ended[index] ?? 0);
						}
						// A target that only fails gets one attempt at a time: each waits for the others'.
						const waits = attempts.length * deliveries * timeoutMs;
						const span = (attempts.at(-1)?.at ?? 0) - (attempts[0]?.at ?? 0);
						expect(span).toBeLessThanOrEqual(horizonMs + waits);
					}
					expect(rig.sent).toHaveLength(
						rig.store.rows().flatMap(({ attempts }) => attempts).length,
					);
					expect(rig.dispatcher.inFlight()).toBe(0);
				},
			),
			{ numRuns: 40 },
		);
	}, 60_000);
});

import fc from 'fast-check';
import { createLineLimit } from '../../../receiver-service/src/adapters/line-limit.ts';

describe('The limit of log lines', () => {
	it('lets as many lines of an event pass in a second as it is told, and counts the rest', () => {
		const limit = createLineLimit(2, () => 0);
		expect([1, 2, 3, 4].map(() => limit.admits('delivery.attempt'))).toEqual([
			true,
			true,
			false,
			false,
		]);
		expect(limit.takeLeftOut()).toEqual([{ event: 'delivery.attempt', lines: 2 }]);
		expect(limit.takeLeftOut()).toEqual([]);
	});

	it('counts each event on its own, and anew with each second', () => {
		let now = 0;
		const limit = createLineLimit(1, () => now);
		expect([limit.admits('a'), limit.admits('b'), limit.admits('a')]).toEqual([true, true, false]);
		now = 999;
		expect(limit.admits('a')).toBe(false);
		now = 1_000;
		expect(limit.admits('a')).toBe(true);
	});

	it('leaves no line unaccounted for', () => {
		const steps = fc.array(fc.record({ event: fc.constantFrom('a', 'b'), ms: fc.nat(700) }));
		fc.assert(
			fc.property(steps, fc.integer({ min: 1, max: 3 }), (lines, perSecond) => {
				let now = 0;
				const limit = createLineLimit(perSecond, () => now);
				const written = lines.filter(({ event, ms }) => {
					now += ms;
					return limit.admits(event);
				});
				const leftOut = limit.takeLeftOut().reduce((sum, { lines: some }) => sum + some, 0);
				expect(written.length + leftOut).toBe(lines.length);
			}),
		);
	});
});

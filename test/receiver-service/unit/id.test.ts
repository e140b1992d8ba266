import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createIdMaker, timeOfId } from '../../../receiver-service/src/domain/id.ts';

describe('an id', () => {
	it('has its prefix and 26 characters that sort as bytes', () => {
		const newId = createIdMaker(() => 1_771_966_800_000, randomBytes);
		expect(newId('msg')).toMatch(/^msg_[0-9a-hjkmnp-tv-z]{26}$/);
	});

	it('tells when it was made', () => {
		const newId = createIdMaker(() => 1_771_966_800_123, randomBytes);
		expect(timeOfId(newId('dlv'))).toBe(1_771_966_800_123);
	});

	it('sorts in the order of making, also within a millisecond and when the clock steps back', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 200 }),
				(steps) => {
					let now = 1_771_966_800_000;
					const newId = createIdMaker(() => now, randomBytes);
					const ids = steps.map((step) => {
						now += step - 1;
						return newId('msg');
					});
					expect(ids).toEqual([...ids].sort());
					expect(new Set(ids).size).toBe(ids.length);
				},
			),
		);
	});

	it('keeps its order when a millisecond has more than its counter holds', () => {
		const newId = createIdMaker(() => 1_771_966_800_000, randomBytes);
		let last = newId('msg');
		let inOrder = true;
		// The counter has 20 bits.
		for (let made = 0; made < 1_100_000; made += 1) {
			const next = newId('msg');
			inOrder &&= next > last;
			last = next;
		}
		expect(inOrder).toBe(true);
		expect(timeOfId(last)).toBeGreaterThan(1_771_966_800_000);
	});
});

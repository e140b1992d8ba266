import fc from 'fast-check';
import {
	createBucketTable,
	createTokenBucket,
} from '../../../receiver-service/src/domain/token-bucket.ts';

describe('a token bucket', () => {
	it('lets its burst through, then as many a second as it gains', () => {
		const bucket = createTokenBucket(10, 3, 0);
		expect([bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([
			true,
			true,
			true,
			false,
		]);
		expect(bucket.waitMs(0)).toBe(100);
		expect(bucket.take(99)).toBe(false);
		expect(bucket.take(100)).toBe(true);
	});

	it('gains nothing from a clock that steps back', () => {
		const bucket = createTokenBucket(10, 1, 1_000);
		expect(bucket.take(1_000)).toBe(true);
		expect(bucket.take(0)).toBe(false);
		expect(bucket.take(50)).toBe(false);
		expect(bucket.take(100)).toBe(true);
	});

	it('keeps what was taken from it when it is resized', () => {
		const bucket = createTokenBucket(10, 4, 0);
		bucket.take(0);
		bucket.take(0);
		bucket.take(0);
		expect(bucket.isFull(0)).toBe(false);
		expect(bucket.resized(10, 4, 0).remaining(0)).toBe(1);
		expect(bucket.resized(10, 2, 0).remaining(0)).toBe(0);
		expect(bucket.resized(20, 8, 0).remaining(0)).toBe(5);
		expect(bucket.resized(10, 4, 300).isFull(300)).toBe(true);
	});

	it('never lets more through than its burst and its gain', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 50 }),
				fc.integer({ min: 1, max: 50 }),
				fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 300 }),
				(perSecond, burst, gaps) => {
					const bucket = createTokenBucket(perSecond, burst, 0);
					let now = 0;
					let taken = 0;
					for (const gap of gaps) {
						now += gap;
						if (bucket.take(now)) taken += 1;
					}
					expect(taken).toBeLessThanOrEqual(burst + (now * perSecond) / 1_000 + 1e-6);
				},
			),
		);
	});

	it('is forgotten last-used first when its table is full', () => {
		const table = createBucketTable(1, 1, 2);
		table('a', 0).take(0);
		table('b', 0).take(0);
		table('a', 0);
		table('c', 0);
		expect(table('a', 0).take(0)).toBe(false);
		expect(table('b', 0).take(0)).toBe(true);
	});
});

import { every } from '../../../receiver-service/src/dashboard/api/every.ts';

/** A list of so many numbers, as the service gives it: 100 at a time. */
const listOf = (length: number) => {
	const asked: (string | undefined)[] = [];
	const fetchPage = async (cursor: string | undefined) => {
		asked.push(cursor);
		const start = Number(cursor ?? 0);
		const end = Math.min(start + 100, length);
		return {
			data: Array.from({ length: end - start }, (_, index) => start + index),
			// A list that pollers follow has a cursor at its end too.
			next_cursor: String(end),
			has_more: end < length,
		};
	};
	return { asked, fetchPage };
};

describe('a list to choose from', () => {
	it.each([0, 1, 100, 101, 250])('has all of %i', async (length) => {
		const { asked, fetchPage } = listOf(length);
		const found = await every(fetchPage);
		expect(found).toEqual(Array.from({ length }, (_, index) => index));
		expect(asked).toHaveLength(Math.max(1, Math.ceil(length / 100)));
	});

	it('ends somewhere', async () => {
		const { asked, fetchPage } = listOf(1_000_000);
		expect(await every(fetchPage)).toHaveLength(1_000);
		expect(asked).toHaveLength(10);
	});
});

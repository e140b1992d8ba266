import type { Statistics } from './queries.ts';

type Point = Pick<Statistics['data'][number], 'attempts' | 'succeeded'>;

/** The share of attempts that succeeded; null where none was made. */
export const successRates = (points: readonly Point[]): readonly (number | null)[] =>
	points.map(({ attempts, succeeded }) => (attempts === 0 ? null : succeeded / attempts));

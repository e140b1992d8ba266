import type { Statistics } from './queries.ts';

type Point = Pick<Statistics['data'][number], 'attempts' | 'succeeded'>;

/** The share of attempts that succeeded; null where none was made. */
export const successRates = (points: readonly Point[]): readonly (number | null)[] =>
	points.map(({ attempts, succeeded }) => (attempts === 0 ? null : succeeded / attempts));

type Counted = Pick<Statistics['data'][number], 'backlog'>;

/**
 * What waited in each step; null where it was not counted. Where nothing was on its way, the oldest
 * is of no age.
 */
export const backlogOf = (
	points: readonly Counted[],
	name: keyof NonNullable<Counted['backlog']>,
): readonly (number | null)[] =>
	points.map(({ backlog }) => (backlog === null ? null : (backlog[name] ?? 0)));

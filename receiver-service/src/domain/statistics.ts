/**
 * What is counted, as plain numbers in one list: counting an event is an addition, and lists of
 * replicas, minutes or subscriptions add up place by place.
 */
export const counters = [
	'events',
	'duplicates',
	'rejected',
	'quarantined',
	'attempts',
	'succeeded',
	'failed',
	'dead_letters',
] as const;
export type Counter = (typeof counters)[number];

/** Place of each counter in a list. */
export const place = Object.fromEntries(counters.map((name, index) => [name, index])) as Readonly<
	Record<Counter, number>
>;

/**
 * Durations behind the counters: four steps for each doubling from a millisecond to more than a
 * minute, so that a percentile is right within a tenth.
 */
const stepsPerDoubling = 4;
const durationSteps = 66;
const firstDuration = counters.length;
export const counterCount = firstDuration + durationSteps;

/** Where a duration is counted. */
export const placeOfDuration = (milliseconds: number): number => {
	if (!(milliseconds > 1)) return firstDuration;
	const step = Math.ceil(Math.log2(milliseconds) * stepsPerDoubling);
	return firstDuration + Math.min(step, durationSteps - 1);
};

/** The duration that this share of all stayed below; null where nothing was counted. */
export const percentile = (counts: readonly number[], share: number): number | null => {
	let total = 0;
	for (let at = firstDuration; at < counts.length; at += 1) total += counts[at] ?? 0;
	if (total === 0) return null;
	let left = Math.max(1, Math.ceil(total * share));
	for (let step = 0; step < durationSteps; step += 1) {
		left -= counts[firstDuration + step] ?? 0;
		// The middle of the step, on the scale it is counted on.
		if (left <= 0) return Math.max(1, Math.round(2 ** ((step - 0.5) / stepsPerDoubling)));
	}
	return null;
};

/** Adds lists up, place by place. */
export const sum = (lists: Iterable<readonly number[]>): readonly number[] => {
	const total: number[] = new Array(counterCount).fill(0);
	for (const list of lists) {
		for (const [index, count] of list.entries()) total[index] = (total[index] ?? 0) + count;
	}
	return total;
};

/** Share of attempts that succeeded; null where there was none. */
export const successRate = (counts: readonly number[]): number | null => {
	const attempts = counts[place.attempts] ?? 0;
	return attempts === 0 ? null : (counts[place.succeeded] ?? 0) / attempts;
};

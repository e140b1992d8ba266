import type { StatisticsEntry } from '../../ports.ts';

/** One counter of a time and a subject, added up by the engine. */
export type CountRow = {
	readonly at: number;
	readonly subject: string;
	readonly place: number;
	readonly count: number;
};

/** Puts counters of the same time and subject, which stand together, into one list. */
export const countsByPlace = (
	rows: readonly CountRow[],
): readonly Pick<StatisticsEntry, 'at' | 'subject' | 'counts'>[] => {
	const found: { at: number; subject: string; counts: number[] }[] = [];
	for (const { at, subject, place, count } of rows) {
		let last = found.at(-1);
		if (last === undefined || last.at !== at || last.subject !== subject) {
			last = { at, subject, counts: [] };
			found.push(last);
		}
		while (last.counts.length <= place) last.counts.push(0);
		last.counts[place] = count;
	}
	return found;
};

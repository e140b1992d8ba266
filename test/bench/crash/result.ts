import type { Verdict } from './ledger.ts';

export type CrashPlan = {
	readonly rounds: number;
	readonly seed: number;
	readonly progress: (line: string) => void;
};

/** What the rounds on one store came to. */
export type CrashResult = Verdict & {
	readonly store: string;
	readonly rounds: number;
	readonly seed: number;
	/** What was killed, and how often. */
	readonly kills: Readonly<Record<string, number>>;
	/** From a start to the first answer, in milliseconds. */
	readonly startsMs: readonly number[];
	readonly seconds: number;
};

/** Under load: so many acknowledgements since the last kill, then up to so long. */
export const moment = { leastAcknowledged: 8, mostMs: 400 };
/** From the last kill until all is delivered: a lease of ten seconds, a retry after six, and room. */
export const deliveredWithinMs = 120_000;

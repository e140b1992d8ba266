/** Lines of one event that were not written. */
export type LeftOut = { readonly event: string; readonly lines: number };

export type LineLimit = {
	/** Whether a line of this event may be written now. */
	readonly admits: (event: string) => boolean;
	/** What was left out since this was last asked. */
	readonly takeLeftOut: () => readonly LeftOut[];
};

const secondMs = 1_000;

/**
 * Bounds the lines of one event in each second of `now` (milliseconds): at a thousand events a
 * second, lines of what went well were a tenth of the service's time (measured).
 */
export const createLineLimit = (perSecond: number, now: () => number): LineLimit => {
	const written = new Map<string, number>();
	const leftOut = new Map<string, number>();
	let since = now();
	return {
		admits: (event) => {
			const at = now();
			if (at - since >= secondMs) {
				written.clear();
				since = at;
			}
			const lines = written.get(event) ?? 0;
			if (lines < perSecond) {
				written.set(event, lines + 1);
				return true;
			}
			leftOut.set(event, (leftOut.get(event) ?? 0) + 1);
			return false;
		},
		takeLeftOut: () => {
			const taken = Array.from(leftOut, ([event, lines]) => ({ event, lines }));
			leftOut.clear();
			return taken;
		},
	};
};

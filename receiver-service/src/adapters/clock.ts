import type { Clock } from '../ports.ts';

/** The machine's clock. Timers do not keep the process up. */
export const systemClock: Clock = {
	now: () => Date.now(),
	after: (milliseconds, run) => {
		const timer = setTimeout(run, milliseconds);
		timer.unref();
		return () => clearTimeout(timer);
	},
};

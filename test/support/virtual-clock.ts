import type { Clock } from '../../receiver-service/src/ports.ts';

type Timer = { at: number; readonly order: number; readonly run: () => void };

/** A clock that stands still until it is told to go on; timers run in the order they are due. */
export type VirtualClock = Clock & {
	/** Goes on by so many milliseconds, running what falls due, and lets promises settle between. */
	readonly advance: (milliseconds: number) => Promise<void>;
	/** Goes to the next timer, at most to `until`; false when none is due before. */
	readonly advanceToNext: (until: number) => Promise<boolean>;
	/** Moves the time without running anything, as work that takes time does. */
	readonly pass: (milliseconds: number) => void;
	/** Is set, forward or back: timers go by a clock that nobody sets. */
	readonly step: (milliseconds: number) => void;
	readonly timers: () => number;
};

/** Lets what was awaited run: promise callbacks, and what they await in turn. */
export const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A clock that starts at a unix millisecond (2026-01-01 unless said). */
export const createVirtualClock = (start = Date.UTC(2026, 0, 1)): VirtualClock => {
	let now = start;
	let order = 0;
	const timers = new Set<Timer>();
	const earliest = (): Timer | null => {
		let found: Timer | null = null;
		for (const timer of timers) {
			if (
				found === null ||
				timer.at < found.at ||
				(timer.at === found.at && timer.order < found.order)
			) {
				found = timer;
			}
		}
		return found;
	};
	const advanceToNext = async (until: number): Promise<boolean> => {
		await settle();
		const timer = earliest();
		if (timer === null || timer.at > until) return false;
		timers.delete(timer);
		now = Math.max(now, timer.at);
		timer.run();
		await settle();
		return true;
	};
	return {
		now: () => now,
		after: (milliseconds, run) => {
			order += 1;
			const timer = { at: now + Math.max(0, milliseconds), order, run };
			timers.add(timer);
			return () => timers.delete(timer);
		},
		advance: async (milliseconds) => {
			const until = now + milliseconds;
			while (await advanceToNext(until));
			now = Math.max(now, until);
		},
		advanceToNext,
		pass: (milliseconds) => {
			now += milliseconds;
		},
		step: (milliseconds) => {
			now += milliseconds;
			for (const timer of timers) timer.at += milliseconds;
		},
		timers: () => timers.size,
	};
};

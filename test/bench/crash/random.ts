/** Numbers that a seed repeats: a run can be made again. */
export type Seeded = {
	/** From 0 up to, not including, 1. */
	readonly fraction: () => number;
	readonly between: (least: number, most: number) => number;
	readonly chance: (share: number) => boolean;
};

/** Mulberry32 (https://github.com/cprosche/mulberry32): small, and even enough for moments. */
export const createSeeded = (seed: number): Seeded => {
	let state = seed >>> 0;
	const fraction = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		fraction,
		between: (least, most) => least + Math.floor(fraction() * (most - least + 1)),
		chance: (share) => fraction() < share,
	};
};

import { randomBytes } from 'node:crypto';
import type { Random } from '../ports.ts';

/** The operating system's randomness, for everything that must not be guessed. */
export const systemRandom: Random = {
	bytes: (count) => randomBytes(count),
	// Jitter need not be unguessable.
	fraction: () => Math.random(),
};

import { statSync } from 'node:fs';

/** Deleted a moment ago counts as there: one look for each event would cost more than its row. */
const lookEveryMs = 200;

/** Whether the file at this path is still the one that was there at first; `now` in milliseconds. */
export const createFilePresence = (file: string, now: () => number): (() => boolean) => {
	const identity = (): string | null => {
		const found = statSync(file, { bigint: true, throwIfNoEntry: false });
		return found === undefined ? null : `${found.dev}:${found.ino}`;
	};
	const first = identity();
	let lookedAt = now();
	let isThere = true;
	return () => {
		// A clock that steps back must not put the next look off.
		if (Math.abs(now() - lookedAt) < lookEveryMs) return isThere;
		lookedAt = now();
		isThere = identity() === first;
		return isThere;
	};
};

/** Deeper JSON is not read: no vendor nests that far, and writing it again could end the stack. */
export const maxDepth = 128;

/** How big a value is, which bounds what hostile bodies cost, and what to look at twice in it. */
export type Survey = {
	/** Nested deeper than `maxDepth`. */
	readonly tooDeep: boolean;
	/** Objects, lists and values in it, as far as it was walked. */
	readonly nodes: number;
	/** Holds a number that a double may not hold as it was written: beyond 2^53, or infinite. */
	readonly hasLargeNumbers: boolean;
};

const isLarge = (value: unknown): boolean =>
	typeof value === 'number' && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);

/** Measures a value, level by level instead of by recursion. */
export const survey = (value: unknown): Survey => {
	let level: unknown[] = typeof value === 'object' && value !== null ? [value] : [];
	let nodes = 1;
	let hasLargeNumbers = isLarge(value);
	for (let depth = 1; level.length > 0; depth += 1) {
		if (depth > maxDepth) return { tooDeep: true, nodes, hasLargeNumbers };
		const next: unknown[] = [];
		for (const item of level) {
			if (typeof item !== 'object' || item === null) continue;
			const children: readonly unknown[] = Array.isArray(item) ? item : Object.values(item);
			nodes += children.length;
			for (const child of children) {
				if (typeof child === 'object' && child !== null) next.push(child);
				else hasLargeNumbers ||= isLarge(child);
			}
		}
		level = next;
	}
	return { tooDeep: false, nodes, hasLargeNumbers };
};

/**
 * Calls `rest` whenever a whole period brought no work. `workSoFar` counts it: a look at a number
 * now and then costs nothing where a timer for each piece of work would.
 */
export const watchRest = (
	periodMs: number,
	workSoFar: () => number,
	rest: () => void,
): { readonly stop: () => void } => {
	let before = workSoFar();
	const timer = setInterval(() => {
		const now = workSoFar();
		if (now === before) rest();
		before = now;
	}, periodMs);
	timer.unref();
	return { stop: () => clearInterval(timer) };
};

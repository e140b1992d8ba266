/** One run at a time; calls during one are answered by another that follows it. */
export const oneAtATime = (work: () => Promise<void>): (() => Promise<void>) => {
	let running: Promise<void> | null = null;
	let again = false;
	const run = async (): Promise<void> => {
		try {
			do {
				again = false;
				await work();
			} while (again);
		} finally {
			running = null;
		}
	};
	return () => {
		if (running === null) running = run();
		else again = true;
		return running;
	};
};

/**
 * One run at a time; calls during one share the one that follows it, which sees all that was there
 * when they called. However many call, none waits for more than two.
 */
export const shared = (work: () => Promise<void>): (() => Promise<void>) => {
	let running: Promise<void> | null = null;
	let following: Promise<void> | null = null;
	const start = (): Promise<void> => {
		following = null;
		running = work().finally(() => {
			running = null;
		});
		return running;
	};
	return () => {
		if (following !== null) return following;
		if (running === null) return start();
		following = running.then(start, start);
		return following;
	};
};

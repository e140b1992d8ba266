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

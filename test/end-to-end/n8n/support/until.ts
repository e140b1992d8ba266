const pauseMs = 40;

/** What is waited for, or finds out what is missing once it was in vain. */
type What = string | (() => Promise<string>);

/**
 * Asks again until there is an answer that is not undefined. The patience only ends a test that
 * would never end: nothing here depends on how fast the machine is.
 */
export const until = async <Answer>(
	what: What,
	ask: () => Promise<Answer | undefined>,
	patienceMs = 60_000,
): Promise<Answer> => {
	const end = Date.now() + patienceMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > end) {
			const missing = typeof what === 'string' ? what : await what();
			throw new Error(`Waited ${patienceMs / 1_000} s in vain: ${missing}`);
		}
		await new Promise((resolve) => setTimeout(resolve, pauseMs));
	}
};

/** The same for a condition. */
export const untilTrue = async (
	what: What,
	ask: () => Promise<boolean> | boolean,
	patienceMs?: number,
): Promise<void> => {
	await until(what, async () => ((await ask()) ? true : undefined), patienceMs);
};

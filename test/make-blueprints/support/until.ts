const patienceMs = 15_000;

/** Asks again and again until there is an answer; throws when none comes in time. */
export const until = async <Value>(
	ask: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> => {
	const end = Date.now() + patienceMs;
	while (true) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > end) throw new Error('It did not happen.');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
};

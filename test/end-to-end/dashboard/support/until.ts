const lookEveryMs = 50;
const patienceMs = 20_000;

/** Answers what is looked for as soon as it is there; rejects after a while. */
export const until = async <T>(
	look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
	what: string,
	patience = patienceMs,
): Promise<T> => {
	const end = Date.now() + patience;
	for (;;) {
		const found = await look();
		if (found !== null && found !== undefined && found !== false) return found;
		if (Date.now() > end) throw new Error(`It did not come to this: ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
	}
};

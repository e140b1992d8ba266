const lookEveryMs = 20;

/** Resolves once it is so; rejects after the patience with what `otherwise` says. */
export const until = async (
	isSo: () => boolean | Promise<boolean>,
	otherwise: () => string,
	patienceMs = 20_000,
): Promise<void> => {
	const end = Date.now() + patienceMs;
	while (!(await isSo())) {
		if (Date.now() > end) throw new Error(otherwise());
		await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
	}
};

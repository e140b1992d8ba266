/** Waits until it is so; fails after a time that only something broken takes. */
export const eventually = async (
	isSo: () => boolean | Promise<boolean>,
	withinMs = 60_000,
): Promise<void> => {
	const end = Date.now() + withinMs;
	while (!(await isSo())) {
		if (Date.now() > end) throw new Error(`It was not so within ${withinMs} ms.`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
};

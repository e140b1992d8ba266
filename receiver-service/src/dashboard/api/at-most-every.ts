/** Acts at once, then at most so often: what is asked meanwhile is done once, after the wait. */
export const atMostEvery = (
	everyMs: number,
	act: () => void,
): { readonly ask: () => void; readonly cancel: () => void } => {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let asked = false;
	const ask = (): void => {
		if (timer !== undefined) {
			asked = true;
			return;
		}
		act();
		timer = setTimeout(() => {
			timer = undefined;
			if (!asked) return;
			asked = false;
			ask();
		}, everyMs);
	};
	return {
		ask,
		cancel: () => {
			clearTimeout(timer);
			timer = undefined;
			asked = false;
		},
	};
};

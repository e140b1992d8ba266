type Source = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;

/** The browser tries again by itself, but not after a refusal. */
const refused = 2;
const reopenAfterMs = 15_000;

/** One stream for every listener of the page; open while somebody listens. */
export const keepOneStream = <T>(
	url: string,
	event: string,
	open: (url: string) => Source = (address) => new EventSource(address),
): { readonly listen: (hear: (said: T) => void) => () => void } => {
	const listeners = new Set<(said: T) => void>();
	let source: Source | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const start = (): void => {
		const opened = open(url);
		source = opened;
		opened.addEventListener(event, (message) => {
			const said: T = JSON.parse((message as MessageEvent<string>).data);
			for (const hear of listeners) hear(said);
		});
		opened.addEventListener('error', () => {
			if (opened.readyState === refused && source === opened) {
				timer = setTimeout(start, reopenAfterMs);
			}
		});
	};
	return {
		listen: (hear) => {
			listeners.add(hear);
			if (source === null) start();
			return () => {
				listeners.delete(hear);
				if (listeners.size > 0) return;
				clearTimeout(timer);
				source?.close();
				source = null;
			};
		},
	};
};

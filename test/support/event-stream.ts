/** What a listener of `/v1/live` heard so far. */
export type EventStream = {
	readonly status: number;
	readonly contentType: string | null;
	readonly text: () => string;
	/** The data of each `activity`. */
	readonly activities: () => readonly Activity[];
	readonly ended: () => boolean;
	readonly close: () => void;
};

export type Activity = {
	readonly at: string;
	readonly events: number;
	readonly deliveries: Readonly<Record<'succeeded' | 'failed' | 'dead_letter', number>>;
	readonly sources: readonly string[];
	readonly subscriptions: readonly string[];
};

/** Listens until it is closed or the service ends it. */
export const listenTo = async (
	url: string,
	headers: Readonly<Record<string, string>>,
): Promise<EventStream> => {
	const abort = new AbortController();
	const response = await fetch(url, { headers, signal: abort.signal });
	let text = '';
	let ended = false;
	const read = async () => {
		for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
	};
	void read()
		.catch(() => {})
		.finally(() => {
			ended = true;
		});
	return {
		status: response.status,
		contentType: response.headers.get('content-type'),
		text: () => text,
		activities: () =>
			text
				.split('\n\n')
				.filter((frame) => frame.startsWith('event: activity'))
				.map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6))),
		ended: () => ended,
		close: () => abort.abort(),
	};
};

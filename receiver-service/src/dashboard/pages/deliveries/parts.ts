export type Part = {
	readonly deliveries: number;
	readonly next_cursor: string | null;
};

export type Done = {
	readonly deliveries: number;
	/** False when it was stopped on the way. */
	readonly finished: boolean;
};

/** The service does a large range in parts: each answer says where to go on. */
export const inParts = async (
	ask: (cursor: string | undefined) => Promise<Part>,
	{
		onPart,
		isStopped,
	}: { readonly onPart: (deliveries: number) => void; readonly isStopped: () => boolean },
): Promise<Done> => {
	let deliveries = 0;
	let cursor: string | undefined;
	for (;;) {
		const part = await ask(cursor);
		deliveries += part.deliveries;
		onPart(deliveries);
		if (part.next_cursor === null) return { deliveries, finished: true };
		if (isStopped()) return { deliveries, finished: false };
		cursor = part.next_cursor;
	}
};

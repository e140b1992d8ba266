/** A read of rows, while it is under way. */
export type Read = {
	/** Deliveries that left memory since it began: their rows may have been read before. */
	readonly left: Set<string>;
	/** A subscription changed since: what was read may be outdated. */
	outdated: boolean;
};

/** The reads that are under way, and what happens meanwhile. */
export type Reads = {
	readonly begin: () => Read;
	readonly end: (read: Read) => void;
	/** A delivery's settlement is on disk and it left memory. */
	readonly left: (deliveryId: string) => void;
	/** Rows that are being read may be outdated: they are read again. */
	readonly discard: () => void;
};

export const createReads = (): Reads => {
	const active = new Set<Read>();
	return {
		begin: () => {
			const read: Read = { left: new Set(), outdated: false };
			active.add(read);
			return read;
		},
		end: (read) => {
			active.delete(read);
		},
		left: (deliveryId) => {
			for (const read of active) read.left.add(deliveryId);
		},
		discard: () => {
			for (const read of active) read.outdated = true;
		},
	};
};

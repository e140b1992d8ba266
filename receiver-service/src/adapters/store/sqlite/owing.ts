import type { GroupCommit } from './group-commit.ts';

/** What is open for so long, at most twice that, gets its row. */
const defaultAfterMs = 1_000;

export type Owing = {
	/** To be called with every event that has deliveries. */
	readonly accepted: () => void;
	/** Resolves once every delivery accepted until now has its row: whoever reads rows waits for it. */
	readonly written: () => Promise<void>;
	/** Has the rest written, before the store takes no more. */
	readonly stop: () => void;
};

/** Has the writer write what tables/owed.ts puts off: for reads, after a while, and in the end. */
export const createOwing = (
	{ submit }: Pick<GroupCommit, 'submit'>,
	writeAfterMs = defaultAfterMs,
): Owing => {
	let isOwed = false;
	let writing: Promise<void> = Promise.resolve();
	let timer: NodeJS.Timeout | null = null;

	const arm = (): void => {
		timer = setTimeout(writeOlder, writeAfterMs);
		timer.unref();
	};
	const writeOlder = async (): Promise<void> => {
		// What could not be written is owed still, and may be possible in a second.
		const more = await submit({ name: 'writeOlderOwed', args: [] }, null, true).catch(() => true);
		if (timer === null) return;
		timer = null;
		if (more === true) arm();
	};

	const write = async (): Promise<void> => {
		isOwed = false;
		try {
			await submit({ name: 'writeOwed', args: [] }, null);
		} catch {
			// On a full disk what was written before can still be read.
			isOwed = true;
		}
	};
	const written = (): Promise<void> => {
		if (isOwed) writing = write();
		return writing;
	};

	return {
		accepted: () => {
			isOwed = true;
			if (timer === null) arm();
		},
		written,
		stop: () => {
			if (timer !== null) clearTimeout(timer);
			timer = null;
			// What fails now is written at the next start.
			void written();
		},
	};
};

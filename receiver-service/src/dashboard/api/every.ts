import type { CursorPage } from './pages.ts';

/** More are found through the API; a list to choose from that showed them all would show none. */
const mostItems = 1_000;

/**
 * All of a list, page after page: `every((cursor) => answer(…))`. For names and choices, where a
 * first page would leave out what somebody looks for.
 */
export const every = async <T>(
	fetchPage: (cursor: string | undefined) => Promise<CursorPage<T>>,
): Promise<readonly T[]> => {
	const found: T[] = [];
	let cursor: string | undefined;
	do {
		const page = await fetchPage(cursor);
		found.push(...page.data);
		cursor = page.has_more ? (page.next_cursor ?? undefined) : undefined;
	} while (cursor !== undefined && found.length < mostItems);
	return found;
};

/** The longest page that the service gives. */
export const longestPage = 100;

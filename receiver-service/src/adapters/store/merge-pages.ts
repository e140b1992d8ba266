import type { ListOptions, Page } from '../../ports.ts';

/** One page of several, each in the order of its ids and read after the one before it. */
export const mergePages = <Item extends { readonly id: string }>(
	pages: readonly Page<Item>[],
	{ limit, order }: Pick<ListOptions, 'limit' | 'order'>,
): Page<Item> => {
	const [only] = pages;
	if (only !== undefined && pages.length === 1) return only;
	const sign = order === 'asc' ? 1 : -1;
	// One that went on meanwhile is in two of them: as it was found last.
	const found = new Map(pages.flatMap((page) => page.items).map((item) => [item.id, item]));
	const items = [...found.values()].toSorted((one, other) => (one.id < other.id ? -sign : sign));
	return {
		items: items.slice(0, limit),
		hasMore: items.length > limit || pages.some(({ hasMore }) => hasMore),
	};
};

import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

export type CursorPage<T> = {
	readonly data: readonly T[];
	readonly next_cursor: string | null;
	readonly has_more: boolean;
};

export type Pages<T> = {
	readonly rows: readonly T[];
	readonly isPending: boolean;
	readonly error: Error | null;
	readonly retry: () => void;
	/** 1 for the first. */
	readonly number: number;
	readonly next: (() => void) | null;
	readonly previous: (() => void) | null;
};

/** The cursors that led here; another list (a filter changed) begins at its first page. */
type Trail = { readonly list: string; readonly cursors: readonly string[] };

/** A list of the service, a page at a time: `usePages(['keys'], (cursor) => answer(…))`. */
export const usePages = <T>(
	queryKey: QueryKey,
	fetchPage: (cursor: string | undefined) => Promise<CursorPage<T>>,
): Pages<T> => {
	const list = JSON.stringify(queryKey);
	const [kept, keep] = useState<Trail>({ list, cursors: [] });
	const cursors = kept.list === list ? kept.cursors : [];
	const cursor = cursors.at(-1);
	const query = useQuery({
		queryKey: [...queryKey, { cursor: cursor ?? null }],
		queryFn: () => fetchPage(cursor),
		placeholderData: keepPreviousData,
	});
	const following = query.data?.next_cursor ?? null;
	return {
		rows: query.data?.data ?? [],
		isPending: query.isPending,
		error: query.error,
		retry: () => void query.refetch(),
		number: cursors.length + 1,
		next:
			following !== null && query.data?.has_more === true && !query.isPlaceholderData
				? () => keep({ list, cursors: [...cursors, following] })
				: null,
		previous: cursors.length > 0 ? () => keep({ list, cursors: cursors.slice(0, -1) }) : null,
	};
};

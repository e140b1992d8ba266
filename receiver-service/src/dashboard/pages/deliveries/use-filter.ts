import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type DeliveryFilter, filterAddress, readFilter } from './filter.ts';

/** The filter stands in the address: a view can be linked to, and the way back leads to it. */
export const useDeliveryFilter = (): readonly [
	DeliveryFilter,
	(change: Partial<DeliveryFilter>) => void,
] => {
	const search = useSearch();
	const [, go] = useLocation();
	const filter = useMemo(() => readFilter(search), [search]);
	const change = useCallback(
		(part: Partial<DeliveryFilter>) => go(filterAddress({ ...filter, ...part }), { replace: true }),
		[filter, go],
	);
	return [filter, change];
};

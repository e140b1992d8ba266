import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** Asks again every so often, while somebody looks, for what is not told live. */
export const useLookAgain = (
	keys: readonly QueryKey[],
	{ everyMs, when = true }: { readonly everyMs: number; readonly when?: boolean },
): void => {
	const client = useQueryClient();
	const wanted = useRef(keys);
	wanted.current = keys;
	useEffect(() => {
		if (!when) return undefined;
		const timer = setInterval(() => {
			if (document.visibilityState !== 'visible') return;
			for (const queryKey of wanted.current) client.invalidateQueries({ queryKey });
		}, everyMs);
		return () => clearInterval(timer);
	}, [client, everyMs, when]);
};

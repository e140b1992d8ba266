import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '../components/toast.ts';

export type ActOptions<V, R> = {
	/** What the service shows differently afterwards. */
	readonly changes?: readonly QueryKey[];
	/** Said in a toast when it worked. */
	readonly done?: string | ((result: R) => string);
	readonly onDone?: (result: R, asked: V) => void;
	/** Forms show what was refused themselves. */
	readonly quiet?: boolean;
};

/** Something a member does: the lists it changes are read again, and a refusal is said. */
export const useAct = <V, R>(
	act: (asked: V) => Promise<R>,
	{ changes = [], done, onDone, quiet = false }: ActOptions<V, R> = {},
) => {
	const client = useQueryClient();
	return useMutation<R, Error, V>({
		mutationFn: act,
		onSuccess: async (result, asked) => {
			if (done !== undefined) toast.success(typeof done === 'string' ? done : done(result));
			onDone?.(result, asked);
			await Promise.all(changes.map((queryKey) => client.invalidateQueries({ queryKey })));
		},
		onError: (fault) => {
			if (!quiet) toast.failure(fault);
		},
	});
};

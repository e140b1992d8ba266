import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';

/** A refusal is final; what did not arrive is asked twice more. */
const retry = (failures: number, fault: Error): boolean =>
	!(fault instanceof ProblemError && fault.problem.status < 500) && failures < 2;

export const queryClient = new QueryClient({
	defaultOptions: {
		queries: { retry, staleTime: 5_000, refetchOnWindowFocus: true },
		mutations: { retry: false },
	},
});

import { ProblemError } from '../../api/problem.ts';

/** What a refused form says under a field that has parts: `filter` also for `filter.user`. */
export const errorUnder = (fault: unknown, path: string): string | undefined =>
	fault instanceof ProblemError
		? fault.problem.errors?.find((each) => each.path === path || each.path.startsWith(`${path}.`))
				?.message
		: undefined;

/** Why a hook URL is not safe: that is the whole refusal, and belongs under its field. */
export const urlError = (fault: unknown): string | undefined =>
	fault instanceof ProblemError && fault.problem.code.startsWith('url_')
		? fault.message
		: errorUnder(fault, 'url');

/** Every wrong field with its name, for a part of the form that is folded away hides its own. */
export const partsOf = (fault: unknown): readonly string[] =>
	fault instanceof ProblemError
		? (fault.problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`)
		: [];

/** The source whose field map lacks what a filter reads; the refusal names it in its text only. */
export const unmappedSource = (fault: unknown): string | null =>
	fault instanceof ProblemError && fault.problem.code === 'filter_not_mapped'
		? (/src_[0-9a-z]{26}/.exec(fault.message)?.[0] ?? null)
		: null;

import type { components } from './schema.ts';

export type Problem = components['schemas']['Problem'];

/** The service refused (RFC 9457); `message` is its own text, in the user's language. */
export class ProblemError extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.detail);
		this.name = 'ProblemError';
		this.problem = problem;
	}
}

export const isProblem = (value: unknown): value is Problem =>
	typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;

/** What a refused form says under one of its fields. */
export const fieldError = (fault: unknown, path: string): string | undefined =>
	fault instanceof ProblemError
		? fault.problem.errors?.find((each) => each.path === path || each.path === `body.${path}`)
				?.message
		: undefined;

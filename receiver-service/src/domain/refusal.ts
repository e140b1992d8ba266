import type { Localized } from '@voicehooks/core';
import { accessProblems } from './problems/access.ts';
import { eventProblems } from './problems/event.ts';
import { hookProblems } from './problems/hook.ts';
import { requestProblems } from './problems/request.ts';
import { vendorProblems } from './problems/vendor.ts';

/**
 * Everything the service refuses, each with a stable code (contract: RFC 9457 `code`). One place,
 * both languages; the status stands beside the text so that neither is forgotten.
 */
export const problems = {
	...requestProblems,
	...accessProblems,
	...hookProblems,
	...eventProblems,
	...vendorProblems,
};

export type ProblemCode = keyof typeof problems;

/** One wrong field of a request. */
export type FieldError = { readonly path: string; readonly message: string };

/** An expected end of a request: it maps to one problem document. Thrown by pipeline and http only. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly code: ProblemCode;
	/** Fill the `{name}`s of the detail. */
	readonly parameters: Readonly<Record<string, string | number | Localized>>;
	readonly extra: {
		/** Wrong fields; a message may be given in both languages. */
		readonly errors?: readonly (
			| FieldError
			| { readonly path: string; readonly message: Localized }
		)[];
		/** Response headers, e.g. `Retry-After`. */
		readonly headers?: Readonly<Record<string, string>>;
	};

	constructor(
		code: ProblemCode,
		parameters: Readonly<Record<string, string | number | Localized>> = {},
		extra: Refusal['extra'] = {},
	) {
		super(code);
		this.code = code;
		this.parameters = parameters;
		this.extra = extra;
	}
}

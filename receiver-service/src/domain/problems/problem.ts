import type { Localized } from '@voicehooks/core';

/** One thing that the service refuses. */
export type Problem = {
	/** HTTP status that says it (RFC 9110). */
	readonly status: number;
	readonly title: Localized;
	/** What happened and what to do; `{name}` is filled from the refusal's parameters. */
	readonly detail: Localized;
};

/** By code. */
export type Problems = Readonly<Record<string, Problem>>;

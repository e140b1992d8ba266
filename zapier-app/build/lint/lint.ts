import type { Finding, Subject } from './finding.ts';
import { rules } from './rules.ts';

/** What Zapier's integration checks would say of a definition, in the order of their tags. */
export const lint = (subject: Subject): readonly Finding[] =>
	rules.flatMap(({ tag, check }) => check(subject).map((fault) => ({ tag, ...fault })));

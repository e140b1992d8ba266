import type { Blueprint } from '../scenario.ts';
import { eventsKnown, expressionsParse, functionsKnown, referencesRun } from './expressions.ts';
import type { Rule } from './finding.ts';
import {
	failuresKept,
	filtersComplete,
	idsUnique,
	modulesKnown,
	nothingBound,
	placed,
	routersRouted,
	secretsEmpty,
	startsWithWebhook,
	topLevel,
} from './structure.ts';
import { senderChecked } from './trust.ts';

/** Every rule, by the name that findings carry. */
export const rules = {
	topLevel,
	idsUnique,
	modulesKnown,
	startsWithWebhook,
	routersRouted,
	filtersComplete,
	nothingBound,
	secretsEmpty,
	failuresKept,
	placed,
	expressionsParse,
	functionsKnown,
	referencesRun,
	eventsKnown,
	senderChecked,
} as const satisfies Record<string, Rule>;
export type RuleName = keyof typeof rules;

/** What is wrong with a blueprint, each with the rule that found it; none: nothing. */
export const lintBlueprint = (
	blueprint: Blueprint,
): readonly { readonly rule: RuleName; readonly message: string }[] =>
	(Object.keys(rules) as RuleName[]).flatMap((rule) =>
		rules[rule](blueprint).map((message) => ({ rule, message })),
	);

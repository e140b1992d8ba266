import type { Rule } from '../finding.ts';
import { isStaticHook } from '../static-hook.ts';
import { partsOf, visible } from '../walk.ts';

export const onlyStaticHook: Rule = {
	tag: 'D016',
	title: 'An app is more than one static webhook',
	check: ({ definition }) => {
		const [first, ...others] = visible(partsOf(definition));
		return first !== undefined && others.length === 0 && isStaticHook(first)
			? [{ place: first.place, message: 'A lone static webhook is no integration.' }]
			: [];
	},
};

import type { Rule } from '../finding.ts';
import { createsOf, inputFieldsOf, visible } from '../walk.ts';

export const staticFields: Rule = {
	tag: 'D022',
	title: 'A create has fields that are the same for everybody',
	check: ({ definition }) =>
		visible(createsOf(definition))
			.filter(({ step }) => inputFieldsOf(step.operation).length === 0)
			.map(({ place }) => ({ place, message: 'A create needs an input field of its own.' })),
};

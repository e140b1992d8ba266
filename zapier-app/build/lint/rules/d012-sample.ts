import type { Rule } from '../finding.ts';
import { partsOf, visible } from '../walk.ts';

export const sample: Rule = {
	tag: 'D012',
	title: 'Everything that people see has a sample',
	check: ({ definition }) =>
		visible(partsOf(definition))
			.filter(({ step }) => Object.keys(step.operation.sample ?? {}).length === 0)
			.map(({ place }) => ({ place, message: 'A static sample is required.' })),
};

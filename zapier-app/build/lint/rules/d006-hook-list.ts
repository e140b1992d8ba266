import type { Rule } from '../finding.ts';
import { triggersOf } from '../walk.ts';

export const hookList: Rule = {
	tag: 'D006',
	title: 'A REST hook lists recent rows for the editor',
	check: ({ definition }) =>
		triggersOf(definition)
			.filter(({ step }) => step.operation.type === 'hook')
			.filter(({ step }) => step.operation.performList === undefined)
			.map(({ place }) => ({ place, message: 'A hook needs performList.' })),
};

import type { Rule } from '../finding.ts';
import { partsOf } from '../walk.ts';

export const cleanInputData: Rule = {
	tag: 'D028',
	title: 'Input reaches the app as it was given',
	check: ({ definition }) => [
		...(definition.flags?.cleanInputData === false
			? []
			: [
					{
						place: { type: 'app', name: 'flags' } as const,
						message: 'flags.cleanInputData should be false: unset means true.',
					},
				]),
		...partsOf(definition)
			.filter(({ step }) => step.operation.cleanInputData === true)
			.map(({ place }) => ({ place, message: 'cleanInputData should not be true.' })),
	],
};

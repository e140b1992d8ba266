import type { Rule } from '../finding.ts';
import { inputFieldsOf, partsOf } from '../walk.ts';

export const dropdownTrigger: Rule = {
	tag: 'D005',
	title: 'A dropdown names a trigger that exists',
	check: ({ definition }) =>
		partsOf(definition).flatMap(({ place, step }) =>
			inputFieldsOf(step.operation).flatMap(({ key, dynamic }) => {
				const trigger = dynamic?.split('.')[0];
				return trigger === undefined || definition.triggers?.[trigger] !== undefined
					? []
					: [{ place, message: `"${key}" lists "${trigger}", which is no trigger.` }];
			}),
		),
};

import type { Rule } from '../finding.ts';
import { inputFieldsOf, partsOf } from '../walk.ts';

export const searchConnector: Rule = {
	tag: 'D013',
	title: 'A search connector names a search that exists',
	check: ({ definition }) =>
		partsOf(definition).flatMap(({ place, step }) =>
			inputFieldsOf(step.operation).flatMap(({ key, search }) => {
				const name = search?.split('.')[0];
				return name === undefined || definition.searches?.[name] !== undefined
					? []
					: [{ place, message: `"${key}" searches with "${name}", which is no search.` }];
			}),
		),
};

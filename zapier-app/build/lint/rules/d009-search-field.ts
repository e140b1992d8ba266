import type { Rule } from '../finding.ts';
import { searchesOf } from '../walk.ts';

export const searchField: Rule = {
	tag: 'D009',
	title: 'A search has a field to search by',
	check: ({ definition }) =>
		searchesOf(definition)
			.filter(({ step }) => (step.operation.inputFields ?? []).length === 0)
			.map(({ place }) => ({ place, message: 'A search needs at least one input field.' })),
};
